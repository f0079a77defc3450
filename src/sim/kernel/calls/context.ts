import type { Execution } from '../execution.ts';
import type { FdTable } from '../files/fd-table.ts';
import type { Kernel } from '../kernel.ts';
import type { Process, ProcessState } from '../process.ts';

/**
 * What all system calls of one run of a program need. The calls themselves are methods in a chain of classes, one class a
 * subject, so that a new process costs one small object and not a hundred closures.
 */
export class CallContext {
  protected readonly execution: Execution;
  protected readonly process: Process;
  protected readonly kernel: Kernel;
  protected readonly state: ProcessState;
  protected readonly fds: FdTable;

  constructor(execution: Execution) {
    this.execution = execution;
    const { process } = execution;
    this.process = process;
    this.kernel = process.kernel;
    this.state = process.state;
    this.fds = process.fds;
  }
}
