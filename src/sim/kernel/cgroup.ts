import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';
import type { RuntimeResources } from './runtime.ts';
import { WaitQueue } from './wait-queue.ts';

/** Microseconds of a period of the scheduler's bandwidth control. */
export const CPU_PERIOD = 100_000;

/** A control group: the processes of one container (or of the host), with what may be limited and counted. */
export class Cgroup {
  /** As /proc/PID/cgroup shows it after each controller. */
  readonly path: string;
  readonly members = new Set<Process>();
  resources: RuntimeResources = {};
  /** How often the OOM killer has been here. */
  oomKills = 0;
  #frozen = false;
  /** CPU milliseconds of all that ever ran here. */
  cpuMs = 0;
  /** Milliseconds that its processes had to wait for their share. */
  throttledMs = 0;
  /** The most bytes its members have had at a time. */
  maxMemory = 0;
  /** Woken when there is memory again. */
  readonly memoryFreed = new WaitQueue();
  readonly #onOom: (() => void)[] = [];

  constructor(path: string) {
    this.path = path;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  /** Most processes at a time, null for no limit. */
  get pidsLimit(): number | null {
    return limit(this.resources.pids);
  }

  /** Bytes, null for no limit. */
  get memoryLimit(): number | null {
    return limit(this.resources.memory);
  }

  /** The freezer: frozen processes do not move until thawed, whatever signals come (but KILL). */
  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    if (!this.#frozen) return;
    this.#frozen = false;
    for (const process of [...this.members]) process.resume();
  }

  /** Bytes in memory of all members. */
  get memory(): number {
    let sum = 0;
    for (const process of this.members) sum += process.memory;
    return sum;
  }

  onOom(callback: () => void): void {
    this.#onOom.push(callback);
  }

  /** New limits; those that are not given stay. */
  update(resources: RuntimeResources): void {
    this.resources = { ...this.resources, ...resources };
    this.memoryFreed.wake();
  }

  /** Whether a process has to wait for memory: over the limit, and nobody may be killed for it. */
  get starved(): boolean {
    const { memoryLimit } = this;
    return this.resources.oomKillDisable === true && memoryLimit !== null && this.memory > memoryLimit;
  }

  /** Kills the largest processes until the rest is within the limit. */
  enforceMemory(kernel: Kernel): void {
    const { memoryLimit } = this;
    this.maxMemory = Math.max(this.maxMemory, Math.min(this.memory, memoryLimit ?? Number.POSITIVE_INFINITY));
    if (memoryLimit === null || this.resources.oomKillDisable) return;
    while (this.memory > memoryLimit) {
      if (!killLargest(kernel, this.members, 'Memory cgroup out of memory')) return;
      this.oomKills++;
      for (const callback of [...this.#onOom]) callback();
    }
  }

  /** How much longer than its CPU time a process takes: more are running than the quota or the cpuset has processors for. */
  get slowness(): number {
    const { cpuQuota = 0, cpuPeriod = 0, cpusetCpus = '' } = this.resources;
    const share = cpuQuota > 0 ? cpuQuota / (cpuPeriod || CPU_PERIOD) : Number.POSITIVE_INFINITY;
    const processors = Math.min(share, cpusetCpus === '' ? share : cpusOf(cpusetCpus).length);
    if (processors === Number.POSITIVE_INFINITY) return 1;
    let running = 0;
    for (const member of this.members) if (member.stateLetter === 'R') running++;
    return Math.max(1, Math.max(1, running) / processors);
  }
}

/** Kills whoever has most, as the kernel does when there is no memory left; null when nobody can be killed. */
export function killLargest(kernel: Kernel, among: Iterable<Process>, why: string): Process | null {
  const [victim] = [...among].filter(({ status, reapsByItself }) => !status && !reapsByItself).sort((a, b) => b.memory - a.memory);
  if (!victim) return null;
  kernel.log(`${why}: Killed process ${victim.pid.host} (${victim.comm}) total-vm:${victim.vsz >> 10}kB`);
  victim.signal('KILL');
  return victim;
}

const limit = (value: number | undefined): number | null => (value === undefined || value <= 0 ? null : value);

/** "0-2,5" as numbers. */
export function cpusOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  });
}
