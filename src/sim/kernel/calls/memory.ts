import type { Sys } from '../types.ts';
import { TimeCalls } from './time.ts';

/** Memory of the machine and of the process. */
export class MemoryCalls extends TimeCalls {
  memory(): ReturnType<Sys['memory']> {
    return this.kernel.memory();
  }

  async allocate(bytes: number): Promise<void> {
    this.process.heap = bytes;
    this.state.cgroup.enforceMemory(this.kernel);
    await this.execution.block({ syscall: 'brk', attempt: () => true });
  }
}
