import { FsError } from '../fs/types.ts';
import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { changeMode } from './mode.ts';

/** mkdir(1): `-p -m MODE -v`. */
export const mkdir: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'm:pvZ' : 'm:pv', 'mode:=m parents=p verbose=v');
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  const { sys } = cmd;
  const mode = options.get('m');
  const bits = mode === undefined ? null : changeMode(mode, 0o777, false, sys.umask());
  if (mode !== undefined && bits === null) cmd.die(cmd.gnu ? `invalid mode ${cmd.quote(mode)}` : `invalid mode '${mode}'`);
  const make = (path: string, last: boolean): void => {
    sys.mkdir(path, 0o777);
    if (last && bits !== null) sys.chmod(path, bits);
    if (options.has('v')) cmd.out(cmd.gnu ? `${cmd.name}: created directory '${path}'\n` : `created directory: '${path}'\n`);
  };
  for (const path of options.args) {
    let at = path;
    try {
      if (options.has('p')) {
        for (const match of path.matchAll(/\/*[^/]+/g)) {
          at = path.slice(0, match.index + match[0].length);
          const last = path.slice(at.length).replace(/\/+$/, '') === '';
          // busybox keeps the slash in what it says about parents.
          if (!cmd.gnu && !last) at += '/';
          try {
            make(at, last);
          } catch (error) {
            const code = errno(error);
            if (code !== 'EEXIST' && !(code === 'EROFS' || code === 'EACCES' || code === 'EPERM')) throw error;
            let type: string;
            try {
              type = sys.stat(at).type;
            } catch (missing) {
              errno(missing);
              throw error;
            }
            if (type !== 'dir') {
              // The file stands in the way: of itself EEXIST, of what would be below it ENOTDIR.
              if (last || !cmd.gnu) throw last ? error : new FsError('ENOTDIR', 'mkdir', at);
              sys.readdir(at);
            }
          }
        }
      } else make(path, true);
    } catch (error) {
      const why = reason(error);
      cmd.warn(
        cmd.gnu ? `cannot create directory ${cmd.quote(at)}: ${why}` : `can't create directory '${options.has('p') ? at : path}': ${why}`,
      );
    }
  }
};
