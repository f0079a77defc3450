import { FsError } from '../fs/types.ts';
import { SegmentationFault } from './fault.ts';
import { finish } from './lifecycle.ts';
import type { Process } from './process.ts';

/** Exit status of a program with a fault in this world's own code (EX_SOFTWARE of sysexits.h). */
const SOFTWARE = 70;

/**
 * A program's main threw: an error of a system call that it did not care for ends it with status 1 and a line on its
 * standard error, running out of stack is a segmentation fault as any other, and anything else is a fault of ours, kept in
 * `kernel.faults` for tests to see.
 */
export function crashed(process: Process, error: unknown): void {
  if (error instanceof SegmentationFault || (error instanceof RangeError && error.message.includes('call stack'))) {
    finish(process, { kind: 'signaled', signal: 'SEGV' });
    return;
  }
  const known = error instanceof FsError;
  const fault = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  if (!known) process.kernel.faults.push(`${process.comm}: ${fault}`);
  complain(process, `${process.comm}: ${known ? fault : `internal error: ${fault}`}\n`);
  finish(process, { kind: 'exited', code: known ? 1 : SOFTWARE });
}

/** Writes to a process's standard error as far as that takes it at once. */
export function complain(process: Process, message: string): void {
  if (!process.fds.has(2)) return;
  try {
    process.fds.get(2, 'write').write(new TextEncoder().encode(message), process);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
