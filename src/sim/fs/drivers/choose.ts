/** Which storage driver dockerd takes when it starts, and its words when it takes none (moby daemon/graphdriver/driver.go). */
import type { Inode } from '../memfs.ts';

/** Those of Docker 20.10, the ones it likes best first. */
const PRIORITY = ['btrfs', 'zfs', 'overlay2', 'fuse-overlayfs', 'aufs', 'overlay', 'devicemapper', 'vfs'] as const;
const HERE = ['overlay2', 'aufs', 'btrfs', 'devicemapper', 'vfs'] as const;
const DEPRECATED: readonly string[] = ['aufs', 'devicemapper', 'overlay'];

/** The drivers that there are in this world. */
export type DriverName = (typeof HERE)[number];

/** A line that dockerd logs: its level, its message, and the fields after it. */
export type LogLine = readonly [level: 'info' | 'warning' | 'error', message: string, fields?: string];

/** Why dockerd does not start; the message is its last word. */
export class DriverError extends Error {
  /** What it logs before that. */
  readonly log: readonly LogLine[];

  constructor(message: string, log: readonly LogLine[] = []) {
    super(`error initializing graphdriver: ${message}`);
    this.log = log;
  }
}

/** What was chosen, and what dockerd logs of it. */
export interface DriverChoice {
  readonly name: DriverName;
  readonly log: readonly LogLine[];
}

const NOT_SUPPORTED = 'driver not supported';
const WRONG_FILE_SYSTEM = 'prerequisites for driver not satisfied (wrong filesystem?)';

/**
 * @param wanted what it was told by flag or file; null or "" for nothing
 * @param root Docker's folder ("/var/lib/docker" is its `path`)
 */
export function chooseDriver(wanted: string | null, { root, path }: { root: Inode; path: string }): DriverChoice {
  if (wanted) return { name: checked(wanted, root, path), log: DEPRECATED.includes(wanted) ? [deprecation(wanted)] : [] };
  const prior = PRIORITY.filter((name) => name !== 'vfs' && (root.entries?.get(name)?.entries?.size ?? 0) > 0);
  const [first] = prior;
  if (first === undefined) return { name: root.fs.type === 'btrfs' ? 'btrfs' : 'overlay2', log: [] };
  if (prior.length > 1)
    throw new DriverError(
      `${path} contains several valid graphdrivers: ${[...prior].sort().join(', ')}; Please cleanup or explicitly choose storage driver (-s <DRIVER>)`,
    );
  return { name: checked(first, root, path), log: [['info', `[graphdriver] using prior storage driver: ${first}`]] };
}

function checked(name: string, root: Inode, path: string): DriverName {
  const log = DEPRECATED.includes(name) ? [deprecation(name)] : [];
  if (!PRIORITY.some((known) => known === name))
    throw new DriverError(NOT_SUPPORTED, [
      [
        'error',
        'Failed to GetDriver graph',
        `driver=${name} error="graphdriver plugins are only supported with experimental mode" home-dir=${path}`,
      ],
    ]);
  if (name === 'zfs' || (name === 'btrfs' && root.fs.type !== 'btrfs')) throw new DriverError(WRONG_FILE_SYSTEM, log);
  // Some of them could work there in their ways; here only aufs's refusal is Docker's own.
  if (root.fs.type === 'btrfs' && name !== 'btrfs')
    throw new DriverError('backing file system is unsupported for this graph driver', [
      ...log,
      ['error', `${name === 'aufs' ? 'AUFS' : name} is not supported over btrfs`, `storage-driver=${name}`],
    ]);
  if (name === 'fuse-overlayfs')
    throw new DriverError(NOT_SUPPORTED, [
      ['error', 'exec: "fuse-overlayfs": executable file not found in $PATH', 'storage-driver=fuse-overlayfs'],
    ]);
  const found = HERE.find((known) => known === name);
  if (!found) throw new DriverError(NOT_SUPPORTED, log);
  return found;
}

const deprecation = (name: string): LogLine => [
  'warning',
  `[graphdriver] WARNING: the ${name} storage-driver is deprecated, and will be removed in a future release`,
];
