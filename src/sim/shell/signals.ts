import { signalNames, signalNumber } from '../kernel/signals.ts';
import type { Signal } from '../kernel/types.ts';

const WORDS: Partial<Record<Signal, string>> = {
  HUP: 'Hangup',
  INT: 'Interrupt',
  QUIT: 'Quit',
  ILL: 'Illegal instruction',
  TRAP: 'Trace/breakpoint trap',
  ABRT: 'Aborted',
  BUS: 'Bus error',
  FPE: 'Floating point exception',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault',
  USR2: 'User defined signal 2',
  PIPE: 'Broken pipe',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
  XCPU: 'CPU time limit exceeded',
  XFSZ: 'File size limit exceeded',
  IO: 'I/O possible',
};

/** What strsignal(3) says of it. */
export const signalWords = (signal: Signal): string => WORDS[signal] ?? `Unknown signal ${signalNumber(signal)}`;

/** A signal by name (with or without SIG, any case) or number; 0 and EXIT are "EXIT"; null when there is none. */
export function parseSignal(text: string): Signal | 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN' | null {
  if (/^\d+$/.test(text)) return text === '0' ? 'EXIT' : (signalNames[Number(text) - 1] ?? null);
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === 'EXIT' || name === 'ERR' || name === 'DEBUG' || name === 'RETURN') return name;
  return signalNames.find((signal) => signal === name) ?? null;
}
