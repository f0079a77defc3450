/** The same layers under every storage driver: really made, on disks that nobody else sees, and measured. */
import type { DriverCost } from '../../../api/stage.ts';
import type { ArchiveEntry, StorageDriver } from '../../fs/driver.ts';
import { AufsDriver } from '../../fs/drivers/aufs.ts';
import { BtrfsDriver } from '../../fs/drivers/btrfs.ts';
import { DeviceMapperDriver } from '../../fs/drivers/devicemapper.ts';
import { VfsDriver } from '../../fs/drivers/vfs.ts';
import { MemFs } from '../../fs/memfs.ts';
import { Overlay2Driver } from '../../fs/overlay2.ts';
import { Random } from '../../random.ts';
import { nodeAt } from '../host-files.ts';

const clock = { now: () => 0 };

/** A driver on an empty disk of its own, and what it takes there by now. */
interface Bench {
  readonly driver: StorageDriver;
  used(): number;
}

const BENCHES: readonly (() => Bench)[] = [
  () => {
    const host = emptyDisk();
    return { driver: new Overlay2Driver({ host, clock, random: new Random(1) }), used: () => host.statfs().used };
  },
  () => {
    const host = emptyDisk();
    return { driver: new AufsDriver({ host, nextDev: () => 1 }), used: () => host.statfs().used };
  },
  () => {
    const driver = new BtrfsDriver({ disk: emptyDisk(), device: '/dev/sdb' });
    return { driver, used: () => driver.used() };
  },
  () => {
    const driver = new DeviceMapperDriver({ host: emptyDisk(), clock, nextDev: () => 1 });
    return { driver, used: () => driver.used() };
  },
  () => {
    const host = emptyDisk();
    return { driver: new VfsDriver({ host }), used: () => host.statfs().used };
  },
];

const emptyDisk = (): MemFs => new MemFs({ type: 'ext4', dev: 0x801, clock });

/**
 * @param image the archives of the read-only layers, bottom first
 * @param container what a container has changed; null when there is none
 */
export function measureDrivers(image: readonly (readonly ArchiveEntry[])[], container: readonly ArchiveEntry[] | null): DriverCost[] {
  const target = largestFile(image);
  return BENCHES.map((bench) => {
    const { driver, used } = bench();
    let below: string | null = null;
    const empty = used();
    for (const [at, entries] of image.entries()) {
      const id = `layer${at}`;
      driver.create(id, below);
      driver.applyDiff(id, entries);
      below = id;
    }
    const made = used();
    driver.create('fresh', below, { readWrite: true });
    const begun = used();
    const change = target && { ...target, bytes: changeOneByte(driver, target.path, used) };
    driver.remove('fresh');
    let own: number | null = null;
    if (container) {
      const before = used();
      driver.create('own', below, { readWrite: true });
      driver.applyDiff('own', container);
      own = used() - before;
    }
    return { driver: driver.name, image: made - empty, fresh: begun - made, container: own, change };
  });
}

/** What the disk gives out for that, bytes. */
function changeOneByte(driver: StorageDriver, path: string, used: () => number): number {
  const fs = driver.get('fresh');
  const before = used();
  const node = nodeAt(fs, path);
  if (node?.type === 'file') {
    const writable = fs.forWrite(node);
    writable.fs.write(writable, 0, new Uint8Array([0x21]));
  }
  const bytes = used() - before;
  driver.put('fresh');
  return bytes;
}

/** The largest file that is still there on top. */
function largestFile(image: readonly (readonly ArchiveEntry[])[]): { path: string; size: number } | null {
  const gone = new Set<string>();
  let found: { path: string; size: number } | null = null;
  for (const entries of [...image].reverse()) {
    for (const { path, type, content } of entries)
      if (type === 'file' && content && content.size > (found?.size ?? 0) && !hiddenBy(gone, path))
        found = { path: `/${path}`, size: content.size };
    for (const { path } of entries) {
      const cut = path.lastIndexOf('/') + 1;
      if (path.startsWith('.wh..wh.', cut)) gone.add(path.slice(0, Math.max(0, cut - 1)));
      else gone.add(path.startsWith('.wh.', cut) ? path.slice(0, cut) + path.slice(cut + 4) : `=${path}`);
    }
  }
  return found;
}

/** Whether a layer above has something at the path, or has deleted it or a folder above it. */
function hiddenBy(gone: ReadonlySet<string>, path: string): boolean {
  if (gone.has(`=${path}`)) return true;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) if (gone.has(path.slice(0, end))) return true;
  return false;
}
