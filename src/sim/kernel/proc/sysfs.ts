import type { Kernel } from '../kernel.ts';
import { type Entry, folder, GeneratedFs, text } from './generated-fs.ts';

/** The folders of /sys that exist, nearly empty, in the order `ls` shows them. */
export function makeSysfs(kernel: Kernel): GeneratedFs {
  const empty = folder({}, 0o755);
  const root: Entry = folder({
    block: empty,
    bus: empty,
    class: folder({ net: empty, tty: empty }, 0o755),
    dev: empty,
    devices: folder({ system: folder({ cpu: folder({ online: text(() => '0-1\n') }, 0o755) }, 0o755) }, 0o755),
    firmware: empty,
    fs: folder({ cgroup: folder({ 'cgroup.controllers': text(() => 'cpuset cpu io memory hugetlb pids rdma\n') }, 0o755) }, 0o755),
    kernel: empty,
    module: empty,
    power: empty,
  });
  return new GeneratedFs('sysfs', kernel.newDevice(), root, () => kernel.clock.now());
}
