import type { Kernel } from '../kernel.ts';
import type { PidNamespace } from '../pid.ts';
import type { Process } from '../process.ts';

const CPUS = 2;

/** /proc/cpuinfo: two processors. */
export function cpuinfo(): string {
  const one = (index: number): string =>
    [
      ['processor\t', index],
      ['vendor_id\t', 'GenuineIntel'],
      ['cpu family\t', 6],
      ['model\t\t', 85],
      ['model name\t', 'Intel(R) Xeon(R) CPU @ 2.50GHz'],
      ['stepping\t', 7],
      ['cpu MHz\t\t', '2500.000'],
      ['cache size\t', '33792 KB'],
      ['physical id\t', 0],
      ['siblings\t', CPUS],
      ['core id\t\t', index],
      ['cpu cores\t', CPUS],
      ['flags\t\t', 'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat clflush mmx fxsr sse sse2 ht syscall nx lm'],
      ['bogomips\t', '5000.00'],
    ]
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('');
  return Array.from({ length: CPUS }, (_, index) => `${one(index)}\n`).join('');
}

/** /proc/filesystems: those that mount(8) may try. */
export function filesystems(): string {
  const virtual = [
    'sysfs',
    'tmpfs',
    'bdev',
    'proc',
    'cgroup',
    'cgroup2',
    'devtmpfs',
    'sockfs',
    'pipefs',
    'devpts',
    'mqueue',
    'overlay',
    'aufs',
  ];
  return `${virtual.map((name) => `nodev\t${name}\n`).join('')}\text3\n\text4\n\txfs\n\tbtrfs\n`;
}

/** /proc/loadavg; the load is that of the moment. */
export function loadavg(kernel: Kernel, namespace: PidNamespace<Process>): string {
  const running = [...kernel.pids.processes.values()].filter((process) => process.stateLetter === 'R').length;
  const load = '0.00 0.01 0.05';
  return `${load} ${Math.max(1, running)}/${kernel.pids.processes.size} ${namespace.last}\n`;
}

/** /proc/meminfo in the words that free(1) reads. */
export function meminfo(kernel: Kernel): string {
  const { total, free, available, swapTotal, swapFree } = kernel.memory();
  const cached = available - free;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', available],
    ['Buffers', 0],
    ['Cached', cached],
    ['SwapCached', 0],
    ['Active', cached / 2],
    ['Inactive', cached / 2],
    ['SwapTotal', swapTotal],
    ['SwapFree', swapFree],
    ['Dirty', 0],
    ['Shmem', 0],
    ['Slab', 0],
    ['SReclaimable', 0],
    ['SUnreclaim', 0],
  ];
  return rows.map(([name, bytes]) => `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`).join('');
}

/** /proc/stat: times in hundredths of a second. */
export function statText(kernel: Kernel): string {
  const now = kernel.clock.now();
  const up = Math.floor((now - kernel.bootedAt) / 10);
  const busy = Math.floor(kernel.cpuMs / 10);
  const line = (name: string, user: number, idle: number): string => `${name} ${user} 0 0 ${Math.max(0, idle)} 0 0 0 0 0 0\n`;
  const cpus = Array.from({ length: CPUS }, (_, index) => line(`cpu${index}`, Math.floor(busy / CPUS), up - Math.floor(busy / CPUS)));
  const running = [...kernel.pids.processes.values()].filter((process) => process.stateLetter === 'R').length;
  return (
    line('cpu ', busy, up * CPUS - busy) +
    cpus.join('') +
    `intr 0\nctxt 0\nbtime ${Math.floor(kernel.bootedAt / 1000)}\nprocesses ${kernel.pids.last}\nprocs_running ${Math.max(1, running)}\nprocs_blocked 0\n`
  );
}
