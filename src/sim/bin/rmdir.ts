import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** rmdir(1): `-p --ignore-fail-on-non-empty -v`. */
export const rmdir: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'pv' : 'p', 'parents=p verbose=v ignore-fail-on-non-empty');
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  for (const operand of options.args) {
    for (let path = operand.replace(/(.)\/+$/, '$1'); path !== ''; ) {
      try {
        if (options.has('v')) cmd.out(`${cmd.name}: removing directory, '${path}'\n`);
        cmd.sys.rmdir(path);
      } catch (error) {
        if (options.has('ignore-fail-on-non-empty') && errno(error) === 'ENOTEMPTY') break;
        cmd.warn(
          cmd.gnu ? `failed to remove ${path === operand ? '' : 'directory '}'${path}': ${reason(error)}` : `'${path}': ${reason(error)}`,
        );
        break;
      }
      if (!options.has('p')) break;
      const slash = path.lastIndexOf('/');
      path = slash > 0 ? path.slice(0, slash) : '';
    }
  }
};
