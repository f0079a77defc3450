import { type Command, type Main, errno, join, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { changeMode, modeString } from './mode.ts';
import { groupNames, groups, userNames, users } from './users.ts';

const octal = (mode: number): string => `${(mode & 0o7777).toString(8).padStart(4, '0')} (${modeString('file', mode).slice(1)})`;

/** Calls `change` for a path and, with -R, for all below it. */
function walk(cmd: Command, options: Options, path: string, change: (path: string) => void): void {
  const { sys } = cmd;
  change(path);
  if (!options.has('R')) return;
  try {
    if (sys.lstat(path).type !== 'dir') return;
    for (const { name } of sys.readdir(path)) if (name !== '.' && name !== '..') walk(cmd, options, join(path, name), change);
  } catch (error) {
    if (errno(error) !== 'ENOENT')
      cmd.warn(cmd.gnu ? `cannot read directory '${path}': ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
  }
}

/** chmod(1): `-R -v -c -f --reference`. */
export const chmod: Main = (cmd) => {
  const { sys, gnu } = cmd;
  // A mode may begin with a minus: chmod -x FILE.
  const args = cmd.args.map((arg) =>
    /^-[rwxXstugoa,+=-]*[rwxXst]/.test(arg) && !/^-[Rcvf]+$/.test(arg) && !arg.startsWith('--') ? `\0${arg}` : arg,
  );
  const options = getopt(
    cmd,
    gnu ? 'Rcfv' : 'Rvcf',
    gnu ? 'recursive=R changes=c silent=f quiet=f verbose=v reference: preserve-root no-preserve-root' : '',
    1,
    args,
  );
  const reference = options.get('reference');
  const operands = options.args.map((arg) => arg.replace('\0', ''));
  const text = reference === undefined ? operands.shift() : undefined;
  if ((text === undefined && reference === undefined) || operands.length === 0)
    cmd.usage({ gnu: text === undefined ? 'missing operand' : `missing operand after ${cmd.quote(text)}` });
  const target = (mode: number, dir: boolean): number | null =>
    reference === undefined ? changeMode(text ?? '', mode, dir, sys.umask()) : sys.stat(reference).mode;
  if (gnu && target(0, false) === null) cmd.usage({ gnu: `invalid mode: ${cmd.quote(text ?? '')}` });
  for (const operand of operands) {
    walk(cmd, options, operand, (path) => {
      try {
        if (path !== operand && sys.lstat(path).type === 'symlink') return;
        const stat = sys.stat(path);
        const mode = target(stat.mode, stat.type === 'dir');
        if (mode === null) return cmd.die(`invalid mode '${text ?? ''}'`);
        sys.chmod(path, mode);
        const changed = mode !== stat.mode;
        if (options.has('v') || (options.has('c') && changed))
          cmd.out(
            !gnu
              ? `mode of '${path}' changed to ${octal(mode)}\n`
              : changed
                ? `mode of '${path}' changed from ${octal(stat.mode)} to ${octal(mode)}\n`
                : `mode of '${path}' retained as ${octal(mode)}\n`,
          );
      } catch (error) {
        complain(cmd, options, path, 'permissions', error);
      }
    });
  }
};

/** Why a path could not be changed, in the words of either flavour; `-f` only fails. */
function complain(cmd: Command, options: Options, path: string, what: string, error: unknown): void {
  const code = errno(error);
  if (options.has('f')) cmd.status = 1;
  else if (!cmd.gnu) cmd.warn(`${path}: ${reason(error)}`);
  else
    cmd.warn(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `cannot access '${path}': ${reason(error)}`
        : `changing ${what} of '${path}': ${reason(error)}`,
    );
}

/** chown(1): `-R -h -v -c -f --reference`; OWNER, OWNER:GROUP, OWNER:, :GROUP. */
export const chown: Main = (cmd) => owner(cmd, false);
/** chgrp(1). */
export const chgrp: Main = (cmd) => owner(cmd, true);

function owner(cmd: Command, groupOnly: boolean): void {
  const { sys, gnu } = cmd;
  const options = getopt(
    cmd,
    gnu ? 'RchfvHLP' : 'RhLHPcvf',
    'recursive=R changes=c no-dereference=h dereference silent=f quiet=f verbose=v reference: from: preserve-root no-preserve-root',
  );
  const reference = options.get('reference');
  const operands = [...options.args];
  const text = reference === undefined ? operands.shift() : undefined;
  if ((text === undefined && reference === undefined) || operands.length === 0)
    cmd.usage({ gnu: text === undefined ? 'missing operand' : `missing operand after ${cmd.quote(text)}` });
  const spec =
    reference === undefined
      ? parseOwner(cmd, text ?? '', groupOnly)
      : { uid: groupOnly ? -1 : sys.stat(reference).uid, gid: sys.stat(reference).gid };
  const [user, group] = [userNames(sys), groupNames(sys)];
  for (const operand of operands) {
    walk(cmd, options, operand, (path) => {
      try {
        const noFollow = options.has('h') || (options.has('R') && options.last('HLP') !== 'L');
        const stat = noFollow ? sys.lstat(path) : sys.stat(path);
        const uid = spec.uid < 0 ? stat.uid : spec.uid;
        const gid = spec.gid < 0 ? stat.gid : spec.gid;
        sys.chown(path, uid, gid, { noFollow });
        const changed = uid !== stat.uid || gid !== stat.gid;
        if (!options.has('v') && !(options.has('c') && changed)) return;
        const name = (u: number, g: number): string => (groupOnly ? group(g) : spec.gid < 0 ? user(u) : `${user(u)}:${group(g)}`);
        const what = groupOnly ? 'group' : 'ownership';
        if (!gnu) cmd.out(`changed ownership of '${path}' to ${uid}:${gid}\n`);
        else
          cmd.out(
            changed
              ? `changed ${what} of '${path}' from ${name(stat.uid, stat.gid)} to ${name(uid, gid)}\n`
              : `${what} of '${path}' retained as ${name(uid, gid)}\n`,
          );
      } catch (error) {
        complain(cmd, options, path, groupOnly ? 'group' : 'ownership', error);
      }
    });
  }
}

/** Numbers of "root", "root:adm", "1000:1000", ":adm", "root:"; -1 leaves one as it is. */
export function parseOwner(cmd: Command, text: string, groupOnly: boolean): { uid: number; gid: number } {
  const { sys, gnu } = cmd;
  const [name = '', groupName] = groupOnly ? ['', text] : text.split(/[:.](.*)/s, 2);
  let uid = -1;
  let gid = -1;
  if (name !== '') {
    const found = users(sys).find((user) => user.name === name);
    if (!found && !/^\d+$/.test(name))
      return cmd.die(
        gnu ? `invalid user: ${cmd.quote(text)}` : groupName === undefined ? `unknown user ${name}` : `unknown user/group ${text}`,
      );
    uid = found?.uid ?? Number(name);
    if (groupName === '') gid = found?.gid ?? -1;
  }
  if (groupName !== undefined && groupName !== '') {
    const found = groups(sys).find((group) => group.name === groupName);
    if (!found && !/^\d+$/.test(groupName))
      return cmd.die(gnu ? `invalid group: ${cmd.quote(text)}` : groupOnly ? `unknown group ${text}` : `unknown user/group ${text}`);
    gid = found?.gid ?? Number(groupName);
  }
  return { uid, gid };
}
