import { CPU_PERIOD, type Cgroup } from '../cgroup.ts';
import type { Kernel } from '../kernel.ts';
import { type Entry, entryOf, GeneratedFs, text } from './generated-fs.ts';

/** The hierarchies of cgroup v1, in the order of /proc/self/cgroup read from below; the last is systemd's, without a controller. */
export const CONTROLLERS = ['cpu', 'cpuacct', 'cpuset', 'memory', 'devices', 'freezer', 'blkio', 'pids', 'systemd'] as const;
export type Controller = (typeof CONTROLLERS)[number];

/** What the kernel shows for a size without limit: the last whole page. */
const UNLIMITED = '9223372036854771712';
const size = (bytes: number | undefined): string => (bytes === undefined || bytes <= 0 ? UNLIMITED : String(bytes));
const NANOS = 1e6;

/** The file system of one hierarchy as a container sees it: its own group is the root. */
export function makeCgroupFs(kernel: Kernel, controller: Controller, cgroup: Cgroup): GeneratedFs {
  return new GeneratedFs('cgroup', kernel.newDevice(), new GroupFolder(kernel, controller, cgroup.path, cgroup), kernel.clock);
}

/** All hierarchies as the host sees them, groups within groups. */
export const cgroupHierarchies = (kernel: Kernel): Entry => ({
  type: 'dir',
  mode: 0o755,
  list: () => CONTROLLERS,
  get: (name) => {
    const controller = CONTROLLERS.find((one) => one === name);
    return controller ? new GroupFolder(kernel, controller, '/', kernel.rootCgroup) : null;
  },
});

/**
 * A group with its files, and the groups below it. Nothing of that is made before it is looked at: every running container has all
 * hierarchies.
 */
class GroupFolder {
  readonly type = 'dir';
  readonly mode = 0o755;
  readonly #kernel: Kernel;
  readonly #controller: Controller;
  readonly #path: string;
  readonly #cgroup: Cgroup | null;

  /** `cgroup` is null for what is only on the way to one. */
  constructor(kernel: Kernel, controller: Controller, path: string, cgroup: Cgroup | null) {
    this.#kernel = kernel;
    this.#controller = controller;
    this.#path = path;
    this.#cgroup = cgroup;
  }

  list(): string[] {
    return [...Object.keys(this.#files()), ...this.#below().keys()].sort();
  }

  get(name: string): Entry | null {
    const child = this.#below().get(name);
    if (child === undefined) return entryOf(this.#files(), name);
    return new GroupFolder(this.#kernel, this.#controller, `${this.#start}${name}`, child);
  }

  get #start(): string {
    return this.#path === '/' ? '/' : `${this.#path}/`;
  }

  #files(): Readonly<Record<string, Entry>> {
    return { ...common(this.#kernel, this.#cgroup), ...(this.#cgroup ? controls(this.#controller, this.#cgroup) : {}) };
  }

  #below(): Map<string, Cgroup | null> {
    const start = this.#start;
    const found = new Map<string, Cgroup | null>();
    for (const one of this.#kernel.cgroups)
      if (one.path.startsWith(start) && one.path !== this.#path) {
        const [name = '', deeper] = one.path.slice(start.length).split('/');
        found.set(name, deeper === undefined ? one : (found.get(name) ?? null));
      }
    return found;
  }
}

function common(kernel: Kernel, cgroup: Cgroup | null): Record<string, Entry> {
  const pids = (): string => {
    const here = (kernel.current ?? kernel.init).pid.namespace;
    return [...(cgroup?.members ?? [])].map(({ pid }) => `${pid.in(here)}\n`).join('');
  };
  return {
    'cgroup.clone_children': line(() => 0),
    'cgroup.procs': text(pids, 0o644),
    notify_on_release: line(() => 0),
    tasks: text(pids, 0o644),
  };
}

const line = (make: () => string | number): Entry => text(() => `${make()}\n`, 0o644);

function controls(controller: Controller, cgroup: Cgroup): Record<string, Entry> {
  const now = (): Cgroup['resources'] => cgroup.resources;
  switch (controller) {
    case 'cpu':
      return {
        'cpu.cfs_period_us': line(() => now().cpuPeriod || CPU_PERIOD),
        'cpu.cfs_quota_us': line(() => now().cpuQuota || -1),
        'cpu.shares': line(() => now().cpuShares || 1024),
        'cpu.stat': text(() => `nr_periods 0\nnr_throttled 0\nthrottled_time ${Math.round(cgroup.throttledMs * NANOS)}\n`),
      };
    case 'cpuacct':
      return { 'cpuacct.usage': line(() => Math.round(cgroup.cpuMs * NANOS)) };
    case 'cpuset':
      return { 'cpuset.cpus': line(() => now().cpusetCpus || '0-1'), 'cpuset.mems': line(() => now().cpusetMems || '0') };
    case 'memory':
      return {
        'memory.failcnt': line(() => cgroup.oomKills),
        'memory.kmem.limit_in_bytes': line(() => size(now().kernelMemory)),
        'memory.limit_in_bytes': line(() => size(now().memory)),
        'memory.max_usage_in_bytes': line(() => Math.max(cgroup.maxMemory, cgroup.memory)),
        'memory.memsw.limit_in_bytes': line(() => size(now().memorySwap)),
        'memory.oom_control': text(
          () => `oom_kill_disable ${now().oomKillDisable ? 1 : 0}\nunder_oom ${cgroup.starved ? 1 : 0}\noom_kill ${cgroup.oomKills}\n`,
        ),
        'memory.soft_limit_in_bytes': line(() => size(now().memoryReservation)),
        'memory.swappiness': line(() => now().memorySwappiness ?? 60),
        'memory.usage_in_bytes': line(() => cgroup.memory),
        'memory.use_hierarchy': line(() => 1),
      };
    case 'freezer':
      return { 'freezer.state': line(() => (cgroup.frozen ? 'FROZEN' : 'THAWED')) };
    case 'blkio':
      return { 'blkio.weight': line(() => now().blkioWeight || 500) };
    case 'pids':
      return { 'pids.current': line(() => cgroup.members.size), 'pids.max': line(() => cgroup.pidsLimit ?? 'max') };
    default:
      return {};
  }
}
