import { type Command, type Main, Exit } from './command.ts';
import { decodeEscapes } from '../shell/quote.ts';

/** One number by a printf conversion such as "%5.2f", text around it kept. */
export function formatNumber(format: string, value: number): string {
  return format.replace(
    /%([-+ 0#']*)(\d*)(?:\.(\d+))?([diouxXeEfFgG%])/g,
    (_: string, flags: string, width: string, precision: string | undefined, letter: string) => {
      if (letter === '%') return '%';
      const digits = precision === undefined ? undefined : Number(precision);
      const size = Math.abs(value);
      let body: string;
      if ('di'.includes(letter)) body = String(BigInt(Math.trunc(size))).padStart(digits ?? 1, '0');
      else if ('ouxX'.includes(letter)) {
        const bits = BigInt.asUintN(64, BigInt(Math.trunc(value)));
        body = bits.toString(letter === 'o' ? 8 : letter === 'u' ? 10 : 16).padStart(digits ?? 1, '0');
        if (flags.includes('#') && bits !== 0n) body = (letter === 'o' ? '0' : letter === 'u' ? '' : '0x') + body;
      } else if (!Number.isFinite(value)) body = Number.isNaN(value) ? 'nan' : 'inf';
      else if ('fF'.includes(letter)) body = size.toFixed(Math.min(digits ?? 6, 100));
      else if ('eE'.includes(letter)) body = size.toExponential(Math.min(digits ?? 6, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
      else {
        const significant = Math.max(1, digits ?? 6);
        const exponent = size === 0 ? 0 : Number(size.toExponential(significant - 1).split('e')[1]);
        body =
          exponent < -4 || exponent >= significant
            ? size.toExponential(significant - 1).replace(/e([-+])(\d)$/, 'e$10$2')
            : size.toFixed(Math.max(0, significant - 1 - exponent));
        if (!flags.includes('#')) body = body.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
      }
      if ('XEFG'.includes(letter)) body = body.toUpperCase();
      const signed = 'dieEfFgG'.includes(letter);
      const sign = signed ? (value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') : '';
      const room = Number(width);
      if (flags.includes('-')) return (sign + body).padEnd(room);
      if (flags.includes('0') && (digits === undefined || !'diouxX'.includes(letter))) return sign + body.padStart(room - sign.length, '0');
      return (sign + body).padStart(room);
    },
  );
}

/** printf(1). */
export const printf: Main = (cmd) => {
  const args = cmd.args[0] === '--' ? cmd.args.slice(1) : cmd.args;
  const [format, ...rest] = args;
  if (format === undefined) return cmd.usage({ gnu: 'missing operand' });
  let left: string[] = rest;
  const used = rest.length;
  for (;;) {
    const { text, taken, stop } = once(cmd, format, left);
    cmd.out(latin(text));
    left = left.slice(taken);
    if (stop || left.length === 0 || taken === 0) {
      if (cmd.gnu && left.length > 0 && taken === 0 && !stop && used > 0)
        cmd.err(`${cmd.name}: warning: ignoring excess arguments, starting with ${cmd.quote(left[0] ?? '')}\n`);
      return cmd.status;
    }
  }
};

/** Escapes give bytes: characters up to 255 that came from one stay bytes when the text has no others above 127. */
function latin(text: string): string | Uint8Array {
  return /[\x80-\xff]/.test(text) && !/[\u0100-\uffff]/.test(text) ? Uint8Array.from(text, (char) => char.charCodeAt(0)) : text;
}

function once(cmd: Command, format: string, args: readonly string[]): { text: string; taken: number; stop: boolean } {
  let out = '';
  let taken = 0;
  const next = (): string => args[taken++] ?? '';
  for (let i = 0; i < format.length; ) {
    if (format.charAt(i) !== '%') {
      const to = format.indexOf('%', i) < 0 ? format.length : format.indexOf('%', i);
      const { text, stop } = decodeEscapes(format.slice(i, to), 'printf');
      out += text;
      if (stop) return { text: out, taken, stop };
      i = to;
      continue;
    }
    const match = /^%([-+ 0#']*)(\*|\d*)(?:\.(\*|\d*))?([a-zA-Z%])/.exec(format.slice(i));
    if (!match) {
      cmd.out(latin(out));
      cmd.warn(cmd.gnu ? `${format.slice(i, i + 1)}: invalid conversion specification` : `${format.slice(i)}: invalid format`);
      throw new Exit(1);
    }
    i += match[0].length;
    const [, flags = '', wide = '', dot, letter = ''] = match;
    if (letter === '%') {
      out += '%';
      continue;
    }
    const number = (text: string): string => (text === '*' ? String(Math.trunc(parse(cmd, next()))) : text);
    let width = number(wide);
    const left = width.startsWith('-') || flags.includes('-');
    width = width.replace('-', '');
    const precision = dot === undefined ? undefined : number(dot) || '0';
    const padded = (text: string): string => (left ? text.padEnd(Number(width)) : text.padStart(Number(width)));
    if (letter === 's' || letter === 'b') {
      const raw = next();
      const done = letter === 'b' ? decodeEscapes(raw, 'echo') : { text: raw, stop: false };
      out += padded(precision === undefined ? done.text : done.text.slice(0, Number(precision)));
      if (done.stop) return { text: out, taken, stop: true };
    } else if (letter === 'c') out += padded(next().slice(0, 1));
    else if (letter === 'q') {
      const raw = next();
      out += padded(raw === '' ? "''" : /^[\w@%+=:,./-]+$/.test(raw) ? raw : `'${raw.replaceAll("'", "'\\''")}'`);
    } else if ('diouxXeEfFgGaA'.includes(letter)) {
      const value = taken < args.length ? parse(cmd, next()) : 0;
      out += formatNumber(
        `%${flags}${left && !flags.includes('-') ? '-' : ''}${width}${precision === undefined ? '' : `.${precision}`}${letter}`,
        value,
      );
    } else {
      cmd.out(latin(out));
      cmd.warn(cmd.gnu ? `${match[0]}: invalid conversion specification` : `${match[0]}: invalid format`);
      throw new Exit(1);
    }
  }
  return { text: out, taken, stop: false };
}

function parse(cmd: Command, text: string): number {
  if (text === '') return 0;
  if (/^["']/.test(text)) return text.codePointAt(1) ?? 0;
  const whole = /^\s*[-+]?(0x[\da-f]+|0[0-7]*|[1-9]\d*)/i.exec(text)?.[0];
  const decimal = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/i.exec(text)?.[0];
  const used = (decimal?.length ?? 0) > (whole?.length ?? 0) ? decimal : whole;
  if (used === undefined) {
    cmd.warn(cmd.gnu ? `${cmd.quote(text)}: expected a numeric value` : `invalid number '${text}'`);
    return 0;
  }
  if (used.length < text.length) cmd.warn(cmd.gnu ? `${cmd.quote(text)}: value not completely converted` : `invalid number '${text}'`);
  if (used !== whole) return Number(used);
  const digits = used.trim().replace(/^[-+]/, '');
  const size = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return used.trim().startsWith('-') ? -size : size;
}
