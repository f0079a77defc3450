import { type Command, type Main, join, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { humanSize } from './sizes.ts';

/** du(1): `-s -h -k -m -b -a -c -d N -x -L`. */
export const du: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? '0abB:cd:DhHklLmsSx' : 'aHLdcskmhxlb'.replace('d', 'd:'),
    'all=a apparent-size bytes=b total=c max-depth:=d human-readable=h summarize=s one-file-system=x separate-dirs=S si dereference=L',
  );
  const seen = new Set<string>();
  let total = 0;
  for (const path of options.args.length > 0 ? options.args : ['.']) total += await usage(cmd, options, path, 0, seen, -1);
  if (options.has('c')) cmd.out(`${size(cmd, options, total)}\ttotal\n`);
};

function size(cmd: Command, options: Options, bytes: number): string {
  if (options.has('h')) return humanSize(bytes, cmd.gnu);
  return String(options.has('b') ? bytes : Math.ceil(bytes / (options.has('m') ? 1048576 : 1024)));
}

async function usage(cmd: Command, options: Options, path: string, depth: number, seen: Set<string>, device: number): Promise<number> {
  const { sys } = cmd;
  try {
    const stat = options.has('L') ? sys.stat(path) : sys.lstat(path);
    const id = `${stat.dev}:${stat.ino}`;
    if ((stat.nlink > 1 || depth === 0) && stat.type !== 'dir') {
      if (seen.has(id)) return 0;
      seen.add(id);
    }
    if (options.has('x') && device >= 0 && stat.dev !== device) return 0;
    const apparent = options.has('b') || options.has('apparent-size');
    let bytes = apparent ? stat.size : stat.blocks * 512;
    const limit = options.has('s') ? 0 : Number(options.get('d') ?? Number.POSITIVE_INFINITY);
    if (stat.type === 'dir') {
      try {
        for (const { name } of sys.readdir(path))
          if (name !== '.' && name !== '..') bytes += await usage(cmd, options, join(path, name), depth + 1, seen, stat.dev);
      } catch (error) {
        cmd.warn(cmd.gnu ? `cannot read directory '${path}': ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
      }
      await sys.cpu(0.01);
    }
    if (depth <= limit && (stat.type === 'dir' || options.has('a') || depth === 0)) cmd.out(`${size(cmd, options, bytes)}\t${path}\n`);
    await cmd.breathe();
    return bytes;
  } catch (error) {
    cmd.warn(cmd.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    return 0;
  }
}
