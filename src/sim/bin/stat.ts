import type { Stat } from '../fs/types.ts';
import { type Main, reason } from './command.ts';
import { strftime } from './dates.ts';
import { getopt } from './getopt.ts';
import { modeString } from './mode.ts';
import { groupNames, userNames } from './users.ts';

/** stat(1): `-L -c FORMAT -f -t --printf`. */
export const stat: Main = (cmd) => {
  const { sys, gnu } = cmd;
  const options = getopt(cmd, gnu ? 'c:fLt' : 'Lftc:', 'dereference=L file-system=f format:=c printf: terse=t');
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  const [user, group] = [userNames(sys), groupNames(sys)];
  for (const path of options.args) {
    let info: Stat;
    try {
      info = options.has('L') ? sys.stat(path) : sys.lstat(path);
    } catch (error) {
      cmd.warn(gnu ? `cannot statx '${path}': ${reason(error)}` : `can't stat '${path}': ${reason(error)}`);
      continue;
    }
    const { type, mode, size } = info;
    const target = type === 'symlink' ? sys.readlink(path) : null;
    const kind = {
      file: size === 0 ? 'regular empty file' : 'regular file',
      dir: 'directory',
      symlink: 'symbolic link',
      char: 'character special file',
      block: 'block special file',
      fifo: 'fifo',
      socket: 'socket',
    }[type];
    const raw =
      mode | { file: 0o100000, dir: 0o040000, symlink: 0o120000, char: 0o020000, block: 0o060000, fifo: 0o010000, socket: 0o140000 }[type];
    const time = (ms: number): string => strftime('%Y-%m-%d %H:%M:%S.%N %z', ms);
    if (options.has('f')) {
      const space = sys.statfs(path);
      const blocks = (bytes: number): number => Math.floor(bytes / 4096);
      cmd.out(
        `  File: "${path}"\n    ID: 0        Namelen: 255     Type: ${space.type === 'ext4' ? 'ext2/ext3' : space.type === 'overlay' ? 'overlayfs' : space.type}\nBlock size: 4096       Fundamental block size: 4096\nBlocks: Total: ${blocks(space.total)} Free: ${blocks(space.total - space.used)} Available: ${blocks(space.total - space.used)}\n`,
      );
      continue;
    }
    const values: Readonly<Record<string, string>> = {
      n: path,
      N: target === null ? (gnu ? path : `'${path}'`) : `'${path}' -> '${target}'`,
      s: String(size),
      b: String(info.blocks),
      B: '512',
      f: raw.toString(16),
      F: kind,
      a: mode.toString(8),
      A: modeString(type, mode),
      h: String(info.nlink),
      i: String(info.ino),
      u: String(info.uid),
      g: String(info.gid),
      U: user(info.uid),
      G: group(info.gid),
      d: String(info.dev),
      D: info.dev.toString(16),
      o: '4096',
      t: info.rdev[0].toString(16),
      T: info.rdev[1].toString(16),
      m: '/',
      x: time(info.atime),
      y: time(info.mtime),
      z: time(info.ctime),
      X: String(Math.floor(info.atime / 1000)),
      Y: String(Math.floor(info.mtime / 1000)),
      Z: String(Math.floor(info.ctime / 1000)),
      w: '-',
      W: '0',
      '%': '%',
    };
    const format = options.get('c') ?? options.get('printf');
    if (format !== undefined) {
      const text = format.replace(/%([-#0+ ]*\d*)([a-zA-Z%])/g, (whole, pad: string, letter: string) => {
        const value = values[letter];
        if (value === undefined) return whole;
        return pad.startsWith('-') ? value.padEnd(Number(pad.slice(1))) : value.padStart(Number(pad || 0));
      });
      cmd.out(options.has('printf') ? text.replaceAll('\\n', '\n').replaceAll('\\t', '\t') : `${text}\n`);
      continue;
    }
    const shown = target === null ? path : gnu ? `${path} -> ${target}` : `'${path}' -> '${target}'`;
    const device = type === 'char' || type === 'block';
    const links = `Inode: ${String(info.ino).padEnd(11)} Links: ${device ? `${String(info.nlink).padEnd(5)} Device type: ${info.rdev.map((n) => n.toString(16)).join(',')}` : info.nlink}`;
    const access = `Access: (${mode.toString(8).padStart(4, '0')}/${modeString(type, mode)})  Uid: (${String(info.uid).padStart(5)}/${user(info.uid).padStart(8)})   Gid: (${String(info.gid).padStart(5)}/${group(info.gid).padStart(8)})`;
    cmd.out(
      `  File: ${shown}\n  Size: ${String(size).padEnd(10)}\tBlocks: ${String(info.blocks).padEnd(10)} IO Block: 4096   ${gnu ? kind : kind.replace('regular empty', 'regular empty')}\nDevice: ${gnu ? `${Math.floor(info.dev / 256)},${info.dev % 256}` : `${info.dev.toString(16)}h/${info.dev}d`}\t${links}\n${access}\nAccess: ${time(info.atime)}\nModify: ${time(info.mtime)}\nChange: ${time(info.ctime)}\n${gnu ? ' Birth: -\n' : ''}`,
    );
  }
};
