/** Values of awk(1): numbers, strings, and input that is both when it looks like a number. */
import { formatNumber } from './printf.ts';

/** A piece of input: compared as a number when it looks like one. */
export class Input {
  readonly text: string;
  #number: number | null | undefined;
  constructor(text: string) {
    this.text = text;
  }
  /** Its number, or null when it does not look like one. */
  get number(): number | null {
    this.#number ??= /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(this.text) ? Number(this.text) : null;
    return this.#number;
  }
}

/** undefined is a variable that was never set: both "" and 0. */
export type Value = number | string | Input | undefined;

/** An array of awk. */
export type AwkArray = Map<string, Value>;

/** A variable; an array once it was used as one. */
export interface Cell {
  v: Value;
  a: AwkArray | null;
  /** The caller's variable that was handed over before it was known to be an array. */
  readonly up?: Cell;
}

/** A value as a number. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  const text = typeof value === 'string' ? value : value.text;
  return Number(/^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(text)?.[1] ?? 0);
}

/** A value as text; `format` is CONVFMT or OFMT, `wide` whether whole numbers beyond 2^31 are printed in full (mawk does not). */
export function toText(value: Value, format: string, wide: boolean): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value !== 'number') return value.text;
  if (Number.isInteger(value) && Math.abs(value) < (wide ? 1e16 : 2147483648)) return String(value === 0 ? 0 : value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  return formatNumber(format, value);
}

/** Whether a value counts as true. */
export const isTrue = (value: Value): boolean =>
  typeof value === 'number'
    ? value !== 0
    : typeof value === 'string'
      ? value !== ''
      : value === undefined
        ? false
        : value.number === null
          ? value.text !== ''
          : value.number !== 0;

const numeric = (value: Value): number | null =>
  typeof value === 'number' ? value : value === undefined ? 0 : typeof value === 'string' ? null : value.number;

/** Below, at or above zero: as numbers when both are, as text otherwise. */
export function compare(a: Value, b: Value, text: (value: Value) => string): number {
  const [x, y] = [numeric(a), numeric(b)];
  if (x !== null && y !== null) return x - y;
  const [s, t] = [text(a), text(b)];
  return s < t ? -1 : s > t ? 1 : 0;
}

/** sprintf; `clamp` fits numbers for %d; `short` is called when there are too few arguments and says what to do by throwing or not. */
export function sprintf(
  format: string,
  args: readonly Value[],
  text: (value: Value) => string,
  clamp: (value: number) => number,
  short: () => void,
): string {
  let used = 0;
  const next = (): Value => {
    if (used >= args.length) short();
    return args[used++];
  };
  return format.replace(
    /%([-+ 0#']*)(\*|\d*)(?:\.(\*|\d*))?[hlLqjzt]*([a-zA-Z%])/g,
    (all, flags: string, wide: string, dot: string | undefined, letter: string) => {
      if (letter === '%') return '%';
      let width = wide === '*' ? String(Math.trunc(toNumber(next()))) : wide;
      const left = flags.includes('-') || width.startsWith('-');
      width = width.replace('-', '');
      const precision = dot === '*' ? String(Math.trunc(toNumber(next()))) : dot;
      const pad = (body: string): string => (left ? body.padEnd(Number(width)) : body.padStart(Number(width)));
      if (letter === 's') {
        const body = text(next());
        return pad(precision === undefined ? body : [...body].slice(0, Number(precision)).join(''));
      }
      if (letter === 'c') {
        const value = next();
        return pad(typeof value === 'number' ? String.fromCodePoint(Math.trunc(Math.abs(value)) & 0xffff) : ([...text(value)][0] ?? ''));
      }
      if (!'diouxXeEfFgGaA'.includes(letter)) return all;
      const given = toNumber(next());
      const value = 'di'.includes(letter) && Number.isFinite(given) ? clamp(given) : given;
      const whole = 'diouxX'.includes(letter);
      if (whole && !Number.isFinite(value)) return pad(Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf');
      return formatNumber(
        `%${flags}${left && !flags.includes('-') ? '-' : ''}${width}${precision === undefined ? '' : `.${precision || '0'}`}${letter}`,
        value,
      );
    },
  );
}
