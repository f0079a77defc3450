import { NetworkCalls } from './calls/network.ts';
import type { Execution } from './execution.ts';
import type { Sys } from './types.ts';

/** The system calls of one run of a program. */
export function makeSys(execution: Execution): Sys {
  return new NetworkCalls(execution);
}
