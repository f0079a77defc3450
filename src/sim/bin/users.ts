/** Names and numbers of users and groups, from /etc/passwd and /etc/group. */
import type { Sys } from '../kernel/types.ts';
import { decode, errno } from './command.ts';

/** One line of /etc/passwd. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

/** One line of /etc/group. */
export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

const read = (sys: Sys, path: string): string[][] => {
  try {
    return decode(sys.readFile(path))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(':'));
  } catch (error) {
    errno(error);
    return [];
  }
};

/** The users of this system; none when there is no /etc/passwd. */
export const users = (sys: Sys): User[] =>
  read(sys, '/etc/passwd').map(([name = '', , uid, gid, gecos = '', home = '', shell = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    gecos,
    home,
    shell,
  }));

/** The groups of this system. */
export const groups = (sys: Sys): Group[] =>
  read(sys, '/etc/group').map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter(Boolean),
  }));

/** A lookup of many user names: the name, or the number as text when it has none. */
export function userNames(sys: Sys): (uid: number) => string {
  const names = new Map(
    users(sys)
      .reverse()
      .map((user) => [user.uid, user.name]),
  );
  return (uid) => names.get(uid) ?? String(uid);
}

/** As {@link userNames}, for groups. */
export function groupNames(sys: Sys): (gid: number) => string {
  const names = new Map(
    groups(sys)
      .reverse()
      .map((group) => [group.gid, group.name]),
  );
  return (gid) => names.get(gid) ?? String(gid);
}
