import { RuntimeError } from '../runtime.ts';

/** Who a container's process runs as. */
export interface ExecUser {
  readonly uid: number;
  readonly gid: number;
  /** All groups in rising order, as the kernel keeps them. */
  readonly groups: readonly number[];
  readonly home: string;
}

const MAX_ID = 2147483647;
const isNumber = (text: string): boolean => /^[+-]?\d+$/.test(text);

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/**
 * `user` as given to docker ("", "nobody", "1000:4") looked up in the texts of the container's /etc/passwd and /etc/group,
 * by the rules of runc's libcontainer/user (GetExecUser); its errors are of kind "user".
 */
export function execUser(user: string, additional: readonly string[], passwd: string, group: string): ExecUser {
  const colon = user.indexOf(':');
  const wanted = (colon < 0 ? user : user.slice(0, colon)) || '0';
  const wantedGroup = colon < 0 ? '' : user.slice(colon + 1);
  const groups = rows(group).map(([name = '', , gid = '', members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter((member) => member !== ''),
  }));
  const numeric = isNumber(wanted);
  const found = rows(passwd).find(([name, , uid]) => name === wanted || (numeric && Number(uid) === Number(wanted)));
  if (!found && !numeric) throw new RuntimeError('user', `unable to find user ${wanted}: no matching entries in passwd file`);
  const [name = '', , , , , home = '/'] = found ?? [];
  const uid = inRange(Number(found?.[2] ?? wanted));
  let gid = inRange(Number(found?.[3] ?? 0));
  const all = new Set<number>();
  if (wantedGroup) gid = groupId(wantedGroup, groups, (text) => `unable to find group ${text}: no matching entries in group file`);
  else for (const one of groups) if (found && one.members.includes(name)) all.add(one.gid);
  for (const one of additional) all.add(groupId(one, groups, (text) => `Unable to find group ${text}: no matching entries in group file`));
  all.add(gid);
  return { uid, gid, groups: [...all].sort((a, b) => a - b), home };
}

function groupId(text: string, groups: readonly Group[], complaint: (text: string) => string): number {
  const numeric = isNumber(text);
  const found = groups.find(({ name, gid }) => name === text || (numeric && gid === Number(text)));
  if (found) return found.gid;
  if (!numeric) throw new RuntimeError('user', complaint(text));
  return inRange(Number(text));
}

function inRange(id: number): number {
  if (id < 0 || id > MAX_ID) throw new RuntimeError('user', `uids and gids must be in range 0-${MAX_ID}`);
  return id;
}

/** The lines of passwd(5) or group(5), split at the colons. */
function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(':'));
}
