import { type Main, errno } from './command.ts';
import { getopt } from './getopt.ts';

/** which(1): `-a`. */
export const which: Main = (cmd) => {
  const options = getopt(cmd, 'a');
  const executable = (path: string): boolean => {
    try {
      if (cmd.sys.stat(path).type !== 'file') return false;
      cmd.sys.access(path, 'x');
      return true;
    } catch (error) {
      errno(error);
      return false;
    }
  };
  for (const name of options.args) {
    const folders = (cmd.env['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin').split(':');
    const all = name.includes('/') ? [name] : folders.map((folder) => `${folder || '.'}/${name}`);
    const found = all.filter(executable);
    if (found.length === 0) cmd.status = 1;
    for (const path of options.has('a') ? found : found.slice(0, 1)) cmd.out(`${path}\n`);
  }
};
