import { type Main, basename as base } from './command.ts';
import { getopt } from './getopt.ts';

/** basename(1): `-a -s SUFFIX -z`. */
export const basename: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? '+as:z' : '+as:', 'multiple=a suffix:=s zero=z');
  const { args } = options;
  const many = options.has('a') || options.has('s');
  if (args.length === 0) cmd.usage({ gnu: 'missing operand' });
  if (!many && args.length > 2) cmd.usage({ gnu: `extra operand ${cmd.quote(args[2] ?? '')}` });
  const suffix = options.get('s') ?? (many ? '' : (args[1] ?? ''));
  for (const path of many ? args : args.slice(0, 1)) {
    const name = base(path);
    const cut = suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    cmd.out(`${cut}${options.has('z') ? '\0' : '\n'}`);
  }
};

/** dirname(1). */
export const dirname: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'z' : '+', 'zero=z');
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  if (!cmd.gnu && options.args.length > 1) cmd.usage();
  for (const path of options.args) {
    const trimmed = path.replace(/\/+$/, '');
    const slash = trimmed.lastIndexOf('/');
    const dir = trimmed === '' ? (path === '' ? '.' : '/') : slash < 0 ? '.' : trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
    cmd.out(`${dir}${options.has('z') ? '\0' : '\n'}`);
  }
};
