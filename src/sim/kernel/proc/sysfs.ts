import type { AufsUnion } from '../../fs/drivers/aufs.ts';
import type { Kernel } from '../kernel.ts';
import { interfacesOf } from '../network/interfaces.ts';
import type { NetworkInterface } from '../types.ts';
import { cgroupHierarchies } from './cgroupfs.ts';
import { type Entry, entryOf, folder, GeneratedFs, text } from './generated-fs.ts';

/** Number of the first branch of a union. */
const FIRST_BRANCH = 64;

/** /sys/class/net: the devices of the network namespace of whoever looks. */
function networkDevices(kernel: Kernel): Entry {
  const devices = (): readonly NetworkInterface[] => interfacesOf(kernel.network, (kernel.current ?? kernel.init).state.network);
  return {
    type: 'dir',
    mode: 0o755,
    list: () => devices().map(({ name }) => name),
    get: (wanted) => {
      const device = devices().find(({ name }) => name === wanted);
      if (!device) return null;
      return folder(
        {
          address: text(() => `${device.mac}\n`),
          mtu: text(() => `${device.mtu}\n`),
          operstate: text(() => `${device.name === 'lo' ? 'unknown' : device.up && !device.down ? 'up' : 'down'}\n`),
        },
        0o755,
      );
    },
  };
}

/** /sys/fs/aufs: a folder for each union, a file for each of its branches from the top down. */
function aufsUnions(kernel: Kernel): Entry {
  const unions = (): readonly AufsUnion[] => [...kernel.aufs].flatMap((of) => of());
  return {
    type: 'dir',
    mode: 0o755,
    list: () => unions().map(({ si }) => `si_${si}`),
    get: (wanted) => {
      const union = unions().find(({ si }) => `si_${si}` === wanted);
      if (!union) return null;
      const files = union.branches.map((branch, at) => [`br${at}`, text(() => `${branch}\n`)] as const);
      const ids = union.branches.map((_, at) => [`brid${at}`, text(() => `${FIRST_BRANCH + at}\n`)] as const);
      return folder({ ...Object.fromEntries([...files, ...ids]), xi_path: text(() => '/dev/shm/aufs.xino\n') }, 0o755);
    },
  };
}

/** The folders of /sys that exist, nearly empty, in the order `ls` shows them. */
export function makeSysfs(kernel: Kernel): GeneratedFs {
  const empty = folder({}, 0o755);
  // Not kept: every running container has a /sys of its own.
  const top = (): Readonly<Record<string, Entry>> => ({
    block: empty,
    bus: empty,
    class: folder({ net: networkDevices(kernel), tty: empty }, 0o755),
    dev: empty,
    devices: folder({ system: folder({ cpu: folder({ online: text(() => '0-1\n') }, 0o755) }, 0o755) }, 0o755),
    firmware: empty,
    fs: folder({ aufs: aufsUnions(kernel), cgroup: cgroupHierarchies(kernel) }, 0o755),
    kernel: empty,
    module: empty,
    power: empty,
  });
  const root: Entry = { type: 'dir', mode: 0o555, list: () => Object.keys(top()), get: (name) => entryOf(top(), name) };
  return new GeneratedFs('sysfs', kernel.newDevice(), root, kernel.clock);
}
