/** Copying of trees: the work of cp, of mv across file systems, and of install. */
import type { Stat } from '../fs/types.ts';
import { type Command, basename, errno, join, reason } from './command.ts';
import { confirm } from './prompt.ts';

/** How to copy. */
export interface CopyOptions {
  readonly recursive: boolean;
  /** Follow links: never, only those given on the command line, or always. */
  readonly follow: 'never' | 'operands' | 'always';
  readonly preserve: { readonly mode: boolean; readonly owner: boolean; readonly times: boolean };
  readonly force: boolean;
  readonly interactive: boolean;
  readonly noClobber: boolean;
  readonly update: boolean;
  readonly verbose: boolean;
  readonly link: 'hard' | 'symbolic' | '';
  readonly attributesOnly?: boolean;
  /** Source inodes already copied (hard links stay together), by device:inode. */
  readonly copied: Map<string, string>;
}

const statOf = (cmd: Command, path: string, follow: boolean): Stat | null => {
  try {
    return follow ? cmd.sys.stat(path) : cmd.sys.lstat(path);
  } catch (error) {
    errno(error);
    return null;
  }
};

/** Copies one file or tree to exactly `to`; says what went wrong and returns whether all went well. */
export async function copy(cmd: Command, options: CopyOptions, from: string, to: string, top = true): Promise<boolean> {
  const { sys, gnu } = cmd;
  const follow = options.follow === 'always' || (options.follow === 'operands' && top);
  let stat: Stat;
  try {
    stat = follow ? sys.stat(from) : sys.lstat(from);
  } catch (error) {
    cmd.warn(gnu ? `cannot stat '${from}': ${reason(error)}` : `can't stat '${from}': ${reason(error)}`);
    return false;
  }
  let old: Stat | null = null;
  try {
    old = follow && stat.type !== 'dir' ? statOf(cmd, to, true) : null;
    old ??= sys.lstat(to);
  } catch (error) {
    if (errno(error) === 'ENOTDIR') {
      cmd.warn(gnu ? `failed to access '${to}': ${reason(error)}` : `can't stat '${to}': ${reason(error)}`);
      return false;
    }
  }
  if (old && old.dev === stat.dev && old.ino === stat.ino && !(options.link === 'hard')) {
    cmd.warn(`'${from}' and '${to}' are the same file`);
    return false;
  }
  if (stat.type === 'dir') return copyDir(cmd, options, from, to, stat, old, top);
  const dir = old?.type === 'dir' || statOf(cmd, to, true)?.type === 'dir';
  if (dir) {
    cmd.warn(gnu ? `cannot overwrite directory '${to}' with non-directory` : `can't create '${to}': Is a directory`);
    return false;
  }
  if (old) {
    if (options.noClobber) return true;
    if (options.update && old.mtime >= stat.mtime) return true;
    if (options.interactive && !(await confirm(cmd, gnu ? `${cmd.name}: overwrite '${to}'? ` : `${cmd.name}: overwrite '${to}'? `)))
      return true;
  }
  try {
    await copyFile(cmd, options, from, to, stat, old);
  } catch (error) {
    const code = errno(error);
    const what =
      stat.type === 'file' ? 'regular file' : stat.type === 'symlink' ? 'symbolic link' : stat.type === 'fifo' ? 'fifo' : 'special file';
    const readable = (() => {
      try {
        sys.access(from, 'r');
        return true;
      } catch (denied) {
        errno(denied);
        return false;
      }
    })();
    if (stat.type === 'file' && !readable)
      cmd.warn(gnu ? `cannot open '${from}' for reading: ${reason(error)}` : `can't open '${from}': ${reason(error)}`);
    else if (!gnu) cmd.warn(`can't create '${to}': ${code === 'ENOTDIR' && to.endsWith('/') ? 'Is a directory' : reason(error)}`);
    else
      cmd.warn(
        options.link === 'hard'
          ? `cannot create hard link '${to}' to '${from}': ${reason(error)}`
          : `cannot create ${what} '${to}': ${to.endsWith('/') ? 'Not a directory' : reason(error)}`,
      );
    return false;
  }
  if (options.verbose) cmd.out(`'${from}' -> '${to}'\n`);
  preserve(cmd, options, to, stat);
  await cmd.breathe();
  return true;
}

async function copyDir(
  cmd: Command,
  options: CopyOptions,
  from: string,
  to: string,
  stat: Stat,
  old: Stat | null,
  top: boolean,
): Promise<boolean> {
  const { sys, gnu } = cmd;
  if (!options.recursive) {
    cmd.warn(gnu ? `-r not specified; omitting directory '${from}'` : `omitting directory '${from}'`);
    return false;
  }
  if (old && old.type !== 'dir' && statOf(cmd, to, true)?.type !== 'dir') {
    cmd.warn(gnu ? `cannot overwrite non-directory '${to}' with directory '${from}'` : `target '${to}' is not a directory`);
    return false;
  }
  if (top && inside(cmd, stat, to)) {
    cmd.warn(gnu ? `cannot copy a directory, '${from}', into itself, '${to}'` : `recursion detected, omitting directory '${to}'`);
    return false;
  }
  try {
    if (!old) {
      sys.mkdir(to, (0o777 & stat.mode) | 0o700);
      if (gnu && options.verbose) cmd.out(`'${from}' -> '${to}'\n`);
    }
  } catch (error) {
    cmd.warn(gnu ? `cannot create directory '${to}': ${reason(error)}` : `can't create directory '${to}': ${reason(error)}`);
    return false;
  }
  let whole = true;
  try {
    for (const { name } of sys.readdir(from)) {
      if (name === '.' || name === '..') continue;
      whole = (await copy(cmd, options, join(from, name), join(to, name), false)) && whole;
    }
  } catch (error) {
    cmd.warn(gnu ? `cannot access '${from}': ${reason(error)}` : `can't open '${from}': ${reason(error)}`);
    return false;
  }
  if (!gnu && options.verbose) cmd.out(`'${from}' -> '${to}'\n`);
  if (!old && !options.preserve.mode) sys.chmod(to, stat.mode & 0o777 & ~sys.umask());
  preserve(cmd, options, to, stat);
  await sys.cpu(0.01);
  return whole;
}

/** Whether `path` lies inside the folder with this identity. */
function inside(cmd: Command, dir: Stat, path: string): boolean {
  let at = path.startsWith('/') ? path : join(cmd.sys.getcwd(), path);
  for (;;) {
    const stat = statOf(cmd, at, true);
    if (stat && stat.dev === dir.dev && stat.ino === dir.ino) return true;
    const up = at.replace(/\/*[^/]+\/*$/, '') || '/';
    if (up === at) return false;
    at = up;
  }
}

async function copyFile(cmd: Command, options: CopyOptions, from: string, to: string, stat: Stat, old: Stat | null): Promise<void> {
  const { sys } = cmd;
  const replace = (): void => {
    if (old) sys.unlink(to);
  };
  if (options.link === 'hard') {
    if (options.force) replace();
    sys.link(from, to);
    return;
  }
  if (options.link === 'symbolic') {
    if (options.force) replace();
    sys.symlink(from, to);
    return;
  }
  if (stat.type === 'symlink') {
    replace();
    sys.symlink(sys.readlink(from), to);
    return;
  }
  const id = `${stat.dev}:${stat.ino}`;
  const twin = stat.nlink > 1 && options.preserve.mode ? options.copied.get(id) : undefined;
  if (twin !== undefined) {
    replace();
    sys.link(twin, to);
    return;
  }
  if (stat.nlink > 1) options.copied.set(id, to);
  if (stat.type !== 'file' && options.recursive) {
    replace();
    sys.mknod(to, stat.type === 'dir' ? 'fifo' : stat.type, stat.rdev, stat.mode);
    return;
  }
  if (to.endsWith('/')) sys.readdir(to);
  const input = sys.open(from, { read: true });
  try {
    let output: number;
    try {
      output = sys.open(to, { write: true, create: true, truncate: !options.attributesOnly }, stat.mode & 0o777);
    } catch (error) {
      errno(error);
      if (!options.force || !old) throw error;
      sys.unlink(to);
      output = sys.open(to, { write: true, create: true, truncate: true }, stat.mode & 0o777);
    }
    try {
      for (let data = await sys.read(input); data.length > 0 && !options.attributesOnly; data = await sys.read(input))
        await sys.write(output, data);
    } finally {
      sys.close(output);
    }
  } finally {
    sys.close(input);
  }
}

function preserve(cmd: Command, options: CopyOptions, path: string, stat: Stat): void {
  const { sys } = cmd;
  const { mode, owner, times } = options.preserve;
  try {
    if (owner) {
      try {
        sys.chown(path, stat.uid, stat.gid, { noFollow: true });
      } catch (error) {
        // As cp does: who may not give files away keeps them.
        errno(error);
      }
    }
    if (mode && stat.type !== 'symlink') sys.chmod(path, stat.mode);
    if (times) sys.utimes(path, stat.atime, stat.mtime, { noFollow: true });
  } catch (error) {
    cmd.warn(cmd.gnu ? `preserving times for '${path}': ${reason(error)}` : `can't preserve times of '${path}': ${reason(error)}`);
  }
}

/** Where each source goes: into the target folder under its own name, or to the target itself. Ends the program when that is impossible. */
export function destinations(
  cmd: Command,
  args: readonly string[],
  targetDir: string | undefined,
  noTarget: boolean,
): { from: string; to: string }[] {
  const sources = targetDir === undefined ? args.slice(0, -1) : args;
  const target = targetDir ?? args[args.length - 1] ?? '';
  const [only] = args;
  if (cmd.gnu) {
    if (only === undefined) cmd.usage({ gnu: 'missing file operand' });
    if (targetDir === undefined && args.length === 1) cmd.usage({ gnu: `missing destination file operand after '${only ?? ''}'` });
    if (noTarget && args.length > 2) cmd.usage({ gnu: `extra operand '${args[2] ?? ''}'` });
  } else if (sources.length === 0) cmd.usage();
  const isDir = !noTarget && statOf(cmd, target, true)?.type === 'dir';
  if (cmd.gnu && !isDir && (sources.length > 1 || targetDir !== undefined)) {
    try {
      cmd.sys.stat(target);
    } catch (error) {
      cmd.die(targetDir === undefined ? `target '${target}': ${reason(error)}` : `target directory '${target}': ${reason(error)}`);
    }
    cmd.die(targetDir === undefined ? `target '${target}': Not a directory` : `target directory '${target}': Not a directory`);
  }
  const into = isDir || sources.length > 1 || targetDir !== undefined;
  return sources.map((from) => {
    const base = basename(from);
    return { from, to: into ? join(target, base === '/' ? '' : base) : target };
  });
}
