import { type Main, errno, join, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** tree(1): `-a -d -L LEVEL -f -i`. */
export const tree: Main = async (cmd) => {
  const options = getopt(cmd, 'adfiL:nCF', 'noreport');
  const { sys } = cmd;
  const level = options.has('L') ? Number(options.get('L')) : Number.POSITIVE_INFINITY;
  if (!(level > 0)) {
    cmd.err('tree: Invalid level, must be greater than 0.\n');
    return 1;
  }
  let folders = 0;
  let files = 0;
  let code = 0;
  const walk = async (path: string, prefix: string, depth: number): Promise<void> => {
    if (depth > level) return;
    const names = sys
      .readdir(path)
      .map(({ name }) => name)
      .filter((name) => name !== '.' && name !== '..' && (options.has('a') || !name.startsWith('.')))
      .sort();
    const kinds = names.map((name) => sys.lstat(join(path, name)).type);
    const shown = names.filter((_, n) => !options.has('d') || kinds[n] === 'dir');
    for (const [n, name] of shown.entries()) {
      const full = join(path, name);
      const { type } = sys.lstat(full);
      const last = n === shown.length - 1;
      const branch = options.has('i') ? '' : `${prefix}${last ? '└── ' : '├── '}`;
      cmd.out(`${branch}${options.has('f') ? full : name}${type === 'symlink' ? ` -> ${sys.readlink(full)}` : ''}\n`);
      if (type === 'dir') folders++;
      else files++;
      if (type !== 'dir') continue;
      try {
        await walk(full, `${prefix}${last ? '    ' : '│   '}`, depth + 1);
      } catch (error) {
        errno(error);
      }
    }
    await cmd.breathe();
    await sys.cpu(0.05);
  };
  for (const path of options.args.length > 0 ? options.args : ['.']) {
    try {
      if (sys.stat(path).type !== 'dir') throw new Error('no folder');
      cmd.out(`${path}\n`);
      folders++;
      await walk(path, '', 1);
    } catch (error) {
      const why = error instanceof Error && error.message === 'no folder' ? 'error opening dir' : reason(error) && 'error opening dir';
      cmd.out(`${path}  [${why}]\n`);
      code = 2;
    }
  }
  if (!options.has('noreport')) {
    const word = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
    cmd.out(`\n${word(folders, 'directory', 'directories')}${options.has('d') ? '' : `, ${word(files, 'file', 'files')}`}\n`);
  }
  return code;
};
