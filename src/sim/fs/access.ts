/** Who asks, from where, and what the permission bits grant. */
import { type Capability, hasCapability } from './capabilities.ts';
import type { Location } from './mount.ts';
import type { Stat } from './types.ts';

/** Whose rights count. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** The capabilities that the superuser has here, a bit each (the bounding set); all of them when it is missing. */
  readonly bounding?: number;
}

/** What a path is resolved against: the calling process's folder, root, rights and umask. */
export interface PathContext {
  readonly cwd: Location;
  readonly root: Location;
  readonly cred: Credentials;
  readonly umask: number;
}

/** Whether the credentials are the superuser's, with that capability. */
export const can = ({ uid, bounding }: Credentials, capability: Capability): boolean =>
  uid === 0 && (bounding === undefined || hasCapability(bounding, capability));

/** Whether the credentials have all of `want` (4 read, 2 write, 1 execute/search): CAP_DAC_OVERRIDE needs an x bit only to execute files. */
export function permits(stat: Stat, cred: Credentials, want: number): boolean {
  if (can(cred, 'DAC_OVERRIDE')) return (want & 1) === 0 || stat.type === 'dir' || (stat.mode & 0o111) !== 0;
  if ((stat.type === 'dir' ? want & 2 : want & 3) === 0 && can(cred, 'DAC_READ_SEARCH')) return true;
  let bits = stat.mode;
  if (cred.uid === stat.uid) bits >>= 6;
  else if (cred.gid === stat.gid || cred.groups.includes(stat.gid)) bits >>= 3;
  return (bits & want) === want;
}
