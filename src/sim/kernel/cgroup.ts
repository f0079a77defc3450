import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';

/** A control group: the processes of one container (or of the host), with what may be limited and counted. */
export class Cgroup {
  /** As /proc/PID/cgroup shows it after "0::". */
  readonly path: string;
  readonly members = new Set<Process>();
  /** Most processes at a time, null for no limit. */
  pidsLimit: number | null = null;
  /** Bytes, null for no limit. */
  memoryLimit: number | null = null;
  /** The OOM killer has been here. */
  oomKilled = false;
  /** docker run --privileged: its root may mount. */
  privileged = false;
  #frozen = false;
  /** CPU milliseconds of all that ever ran here. */
  cpuMs = 0;

  constructor(path: string) {
    this.path = path;
  }

  get frozen(): boolean {
    return this.#frozen;
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

  /** Kills the largest processes until the rest is within the limit. */
  enforceMemory(kernel: Kernel): void {
    while (this.memoryLimit !== null && this.memory > this.memoryLimit) {
      const [victim] = [...this.members].sort((a, b) => b.memory - a.memory);
      if (!victim) return;
      this.oomKilled = true;
      const pid = victim.pid.host;
      kernel.dmesg.push(`Memory cgroup out of memory: Killed process ${pid} (${victim.comm}) total-vm:${victim.vsz >> 10}kB`);
      victim.signal('KILL');
    }
  }
}
