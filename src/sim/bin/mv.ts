import { type Command, type Main, errno, join, reason } from './command.ts';
import { copy, destinations } from './copy.ts';
import { type Options, getopt } from './getopt.ts';
import { confirm } from './prompt.ts';

/** mv(1): by rename(2), or by copy and removal to another file system. */
export const mv: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'bfint:uvS:TZ' : 'fint:vT',
    'force=f interactive=i no-clobber=n target-directory:=t no-target-directory=T update=u verbose=v backup:: strip-trailing-slashes',
  );
  for (const { from, to } of destinations(cmd, options.args, options.get('t'), options.has('T'))) await move(cmd, options, from, to);
};

async function move(cmd: Command, options: Options, from: string, to: string): Promise<void> {
  const { sys, gnu } = cmd;
  const mode = options.last('fin');
  let old = null;
  try {
    const stat = sys.lstat(from);
    try {
      old = sys.lstat(to);
    } catch (error) {
      errno(error);
    }
    if (old) {
      if (mode === 'n' || (options.has('u') && old.mtime >= stat.mtime)) return;
      if (gnu && old.ino === stat.ino && old.dev === stat.dev) {
        cmd.warn(`'${from}' and '${to}' are the same file`);
        return;
      }
      if (mode === 'i' && !(await confirm(cmd, `${cmd.name}: overwrite '${to}'? `))) return;
      if (gnu && stat.type === 'dir' && old.type !== 'dir') {
        cmd.warn(`cannot overwrite non-directory '${to}' with directory '${from}'`);
        return;
      }
      if (gnu && stat.type !== 'dir' && old.type === 'dir') {
        cmd.warn(`cannot overwrite directory '${to}' with non-directory`);
        return;
      }
    }
  } catch (error) {
    cmd.warn(gnu ? `cannot stat '${from}': ${reason(error)}` : `can't rename '${from}': ${reason(error)}`);
    return;
  }
  try {
    sys.rename(from, to);
    if (options.has('v')) cmd.out(gnu ? `renamed '${from}' -> '${to}'\n` : `'${from}' -> '${to}'\n`);
  } catch (error) {
    const code = errno(error);
    if (code === 'EXDEV') return across(cmd, options, from, to, old !== null);
    if (!gnu) cmd.warn(`can't rename '${from}': ${reason(error)}`);
    else
      cmd.warn(
        code === 'EINVAL'
          ? `cannot move '${from}' to a subdirectory of itself, '${to}'`
          : `cannot move '${from}' to '${to}': ${reason(error)}`,
      );
  }
}

async function across(cmd: Command, options: Options, from: string, to: string, exists: boolean): Promise<void> {
  const { sys } = cmd;
  try {
    if (exists && sys.lstat(to).type === 'dir') sys.rmdir(to);
    else if (exists) sys.unlink(to);
  } catch (error) {
    cmd.warn(
      cmd.gnu
        ? `inter-device move failed: '${from}' to '${to}'; unable to remove target: ${reason(error)}`
        : `can't remove '${to}': ${reason(error)}`,
    );
    return;
  }
  const whole = await copy(
    cmd,
    {
      recursive: true,
      follow: 'never',
      preserve: { mode: true, owner: true, times: true },
      force: true,
      interactive: false,
      noClobber: false,
      update: false,
      verbose: options.has('v') && !cmd.gnu,
      link: '',
      copied: new Map(),
    },
    from,
    to,
  );
  if (!whole) return;
  if (options.has('v') && cmd.gnu) cmd.out(`copied '${from}' -> '${to}'\n`);
  remove(cmd, from);
}

function remove(cmd: Command, path: string): void {
  const { sys } = cmd;
  try {
    if (sys.lstat(path).type !== 'dir') sys.unlink(path);
    else {
      for (const { name } of sys.readdir(path)) if (name !== '.' && name !== '..') remove(cmd, join(path, name));
      sys.rmdir(path);
    }
  } catch (error) {
    cmd.warn(cmd.gnu ? `cannot remove '${path}': ${reason(error)}` : `can't remove '${path}': ${reason(error)}`);
  }
}
