import { type Command, type Main, basename, errno, join, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { confirm } from './prompt.ts';

/** rm(1): `-f -i -I -r -R -d -v`. */
export const rm: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'dfirvIR' : 'fiRrv',
    cmd.gnu ? 'force=f interactive:: recursive=r dir=d verbose=v one-file-system no-preserve-root preserve-root::' : '',
  );
  if (options.args.length === 0) {
    if (options.has('f')) return;
    cmd.usage({ gnu: 'missing operand' });
  }
  if (options.has('I') && (options.args.length > 3 || recursive(options))) {
    const count = options.args.length;
    if (
      !(await confirm(cmd, `${cmd.name}: remove ${count} argument${count === 1 ? '' : 's'}${recursive(options) ? ' recursively' : ''}? `))
    )
      return;
  }
  for (const path of options.args) {
    const base = basename(path);
    if (cmd.gnu && recursive(options) && (base === '.' || base === '..')) {
      cmd.warn(`refusing to remove '.' or '..' directory: skipping '${path}'`);
      continue;
    }
    if (!cmd.gnu && (base === '.' || base === '..' || base === '/')) {
      cmd.warn(base === '/' ? `can't remove '/': Is a directory` : `can't remove '.' or '..'`);
      continue;
    }
    if (cmd.gnu && recursive(options) && !options.has('no-preserve-root') && /^\/+$/.test(path)) {
      cmd.warn(`it is dangerous to operate recursively on '/'`);
      cmd.err(`${cmd.name}: use --no-preserve-root to override this failsafe\n`);
      continue;
    }
    await remove(cmd, options, path);
    await cmd.breathe();
  }
};

const recursive = (options: Options): boolean => options.has('r') || options.has('R');

/** Removes one path; true when it is gone. */
async function remove(cmd: Command, options: Options, path: string): Promise<boolean> {
  const { sys } = cmd;
  const fail = (error: unknown): false => {
    cmd.warn(cmd.gnu ? `cannot remove '${path}': ${reason(error)}` : `can't remove '${path}': ${reason(error)}`);
    return false;
  };
  const asks = options.last('fi') === 'i' || options.get('interactive') === 'always' || options.get('interactive') === '';
  try {
    const stat = sys.lstat(path);
    const protectedFile = stat.type !== 'symlink' && !options.has('f') && sys.isatty(0) && !writable(cmd, path);
    const kind =
      stat.type === 'dir'
        ? 'directory'
        : stat.type === 'symlink'
          ? 'symbolic link'
          : stat.type === 'file'
            ? stat.size === 0
              ? 'regular empty file'
              : 'regular file'
            : stat.type === 'fifo'
              ? 'fifo'
              : stat.type === 'char'
                ? 'character special file'
                : stat.type === 'block'
                  ? 'block special file'
                  : 'socket';
    const ask = async (verb: string): Promise<boolean> => {
      if (!asks && !protectedFile) return true;
      if (!cmd.gnu)
        return confirm(
          cmd,
          stat.type === 'dir' && verb === 'descend' ? `${cmd.name}: descend into directory '${path}'? ` : `${cmd.name}: remove '${path}'? `,
        );
      return confirm(
        cmd,
        `${cmd.name}: ${verb === 'descend' ? 'descend into' : 'remove'} ${protectedFile ? 'write-protected ' : ''}${kind} '${path}'? `,
      );
    };
    if (stat.type === 'dir') {
      if (!recursive(options) && !(options.has('d') && sys.readdir(path).length === 0)) {
        if (cmd.gnu) return fail2(cmd, path, options.has('d') ? 'Directory not empty' : 'Is a directory');
        cmd.warn(`'${path}' is a directory`);
        return false;
      }
      const entries = sys.readdir(path).filter(({ name }) => name !== '.' && name !== '..');
      if (entries.length > 0) {
        if (!(await ask('descend'))) return false;
        let whole = true;
        for (const { name } of entries) whole = (await remove(cmd, options, join(path, name))) && whole;
        await sys.cpu(0.01);
        // What could not be removed has been told of; busybox then does not try the folder, nor does GNU.
        if (!whole) return false;
      }
      if (!(await ask('remove'))) return false;
      sys.rmdir(path);
      if (options.has('v')) cmd.out(cmd.gnu ? `removed directory '${path}'\n` : `removed directory: '${path}'\n`);
      return true;
    }
    if (!(await ask('remove'))) return false;
    sys.unlink(path);
    if (options.has('v')) cmd.out(`removed '${path}'\n`);
    return true;
  } catch (error) {
    const code = errno(error);
    if (options.has('f') && (code === 'ENOENT' || (cmd.gnu && code === 'ENOTDIR'))) return true;
    if (!cmd.gnu && code === 'ENOTDIR') {
      cmd.warn(`can't stat '${path}': ${reason(error)}`);
      return false;
    }
    return fail(error);
  }
}

function fail2(cmd: Command, path: string, why: string): false {
  cmd.warn(`cannot remove '${path}': ${why}`);
  return false;
}

function writable(cmd: Command, path: string): boolean {
  try {
    cmd.sys.access(path, 'w');
    return true;
  } catch (error) {
    errno(error);
    return false;
  }
}
