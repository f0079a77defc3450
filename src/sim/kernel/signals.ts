import type { Signal } from './types.ts';

/** Names of the signals 1 to 31 on Linux x86-64, in order (signal(7)). */
export const signalNames: readonly Signal[] = [
  'HUP',
  'INT',
  'QUIT',
  'ILL',
  'TRAP',
  'ABRT',
  'BUS',
  'FPE',
  'KILL',
  'USR1',
  'SEGV',
  'USR2',
  'PIPE',
  'ALRM',
  'TERM',
  'STKFLT',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'URG',
  'XCPU',
  'XFSZ',
  'VTALRM',
  'PROF',
  'WINCH',
  'IO',
  'PWR',
  'SYS',
];

/** The number of a signal: 9 for KILL. */
export function signalNumber(signal: Signal): number {
  return signalNames.indexOf(signal) + 1;
}

/** The signal with a number, or null when there is none from 1 to 31. */
export function signalOf(number: number): Signal | null {
  return signalNames[number - 1] ?? null;
}

const ignored: ReadonlySet<Signal> = new Set<Signal>(['CHLD', 'URG', 'WINCH']);
const stopping: ReadonlySet<Signal> = new Set<Signal>(['STOP', 'TSTP', 'TTIN', 'TTOU']);

/** What a signal does when a process has not said otherwise (signal(7), "Standard signals"). */
export function defaultAction(signal: Signal): 'terminate' | 'ignore' | 'stop' | 'continue' {
  if (signal === 'CONT') return 'continue';
  if (ignored.has(signal)) return 'ignore';
  return stopping.has(signal) ? 'stop' : 'terminate';
}
