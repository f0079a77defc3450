import { signalNames, signalNumber } from '../kernel/signals.ts';
import type { Signal } from '../kernel/types.ts';
import { invalidParameter } from '../errors.ts';

const LAST = 64;

/** Reads "TERM", "SIGTERM", "term" or "15"; a number nobody has comes back as null. Throws `Invalid signal: …`. */
export function parseSignal(text: string): { number: number; signal: Signal | null } {
  // As strconv.Atoi reads it: with a sign too.
  if (/^[+-]?\d+$/.test(text)) {
    const number = Number(text);
    if (number === 0) throw invalidParameter(`Invalid signal: ${text}`);
    return { number, signal: signalNames[number - 1] ?? null };
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  const signal = signalNames.find((one) => one === (name === 'POLL' ? 'IO' : name === 'CLD' ? 'CHLD' : name));
  if (signal) return { number: signalNumber(signal), signal };
  const realTime = /^RT(MIN|MAX)([+-]\d+)?$/.exec(name);
  const number = realTime ? (realTime[1] === 'MIN' ? 34 : LAST) + Number(realTime[2] ?? 0) : 0;
  if (number < 34 || number > LAST) throw invalidParameter(`Invalid signal: ${text}`);
  return { number, signal: null };
}

/** Whether the kernel has a signal of that number. */
export const isSignalNumber = (number: number): boolean => number > 0 && number <= LAST && number !== 32 && number !== 33;
