import type { Sys } from '../types.ts';
import { killLargest } from '../cgroup.ts';
import { TimeCalls } from './time.ts';

/** Memory of the machine and of the process. */
export class MemoryCalls extends TimeCalls {
  memory(): ReturnType<Sys['memory']> {
    return this.kernel.memory();
  }

  async allocate(bytes: number): Promise<void> {
    const { process, kernel } = this;
    const { cgroup } = this.state;
    const less = bytes < process.heap;
    process.heap = bytes;
    if (less) cgroup.memoryFreed.wake();
    cgroup.enforceMemory(kernel);
    while (kernel.memory().available === 0) if (!killLargest(kernel, kernel.pids.processes.values(), 'Out of memory')) break;
    await this.execution.block({
      syscall: 'brk',
      queues: [cgroup.memoryFreed],
      interruptible: false,
      attempt: () => (cgroup.starved ? undefined : true),
    });
  }
}
