import { backslashQuote, decodeEscapes } from './quote.ts';

const pad = (text: string, width: number, left: boolean): string => (left ? text.padEnd(width) : text.padStart(width));

function toInteger(text: string, errors: string[]): bigint {
  const t = text.trim();
  if (t === '') return 0n;
  if (/^["']/.test(t)) return BigInt(t.codePointAt(1) ?? 0);
  const m = /^([-+]?)(0[xX][\da-fA-F]+|\d+)/.exec(t);
  if (!m) {
    errors.push(`${text}: invalid number`);
    return 0n;
  }
  const digits = m[2] ?? '0';
  let n: bigint;
  if (/^0\d/.test(digits)) {
    const octal = /^0[0-7]*/.exec(digits)?.[0] ?? '0';
    n = octal.length > 1 ? BigInt(`0o${octal.slice(1)}`) : 0n;
    if (octal !== digits) errors.push(`${text}: invalid octal number`);
  } else n = BigInt(digits);
  if (m[0] !== t) errors.push(`${text}: invalid number`);
  return m[1] === '-' ? -n : n;
}

function toFloat(text: string, errors: string[]): number {
  if (text.trim() === '') return 0;
  if (/^["']/.test(text)) return text.codePointAt(1) ?? 0;
  const n = Number.parseFloat(text);
  if (Number.isNaN(n) && !/^[-+]?(nan|inf)/i.test(text)) {
    errors.push(`${text}: invalid number`);
    return 0;
  }
  if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text)) errors.push(`${text}: invalid number`);
  return n;
}

function general(n: number, precision: number, alternate: boolean): string {
  const p = precision || 1;
  const exponent = n === 0 ? 0 : Number(n.toExponential(p - 1).split('e')[1]);
  const text = exponent < -4 || exponent >= p ? n.toExponential(p - 1) : n.toFixed(Math.max(0, p - 1 - exponent));
  const [mantissa = '', power] = text.split('e');
  const short = alternate || !mantissa.includes('.') ? mantissa : mantissa.replace(/\.?0+$/, '');
  return power === undefined ? short : `${short}e${exponentText(power)}`;
}

const exponentText = (power: string): string => power.replace(/^([-+]?)(\d)$/, '$10$2').replace(/^(\d)/, '+$1');

function float(kind: string, n: number, precision: number, alternate: boolean): string {
  const lower = kind.toLowerCase();
  if (!Number.isFinite(n)) return Number.isNaN(n) ? 'nan' : n < 0 ? '-inf' : 'inf';
  if (lower === 'f') return n.toFixed(Math.min(precision, 100));
  if (lower === 'e') return n.toExponential(Math.min(precision, 100)).replace(/e(.*)$/, (_, power: string) => `e${exponentText(power)}`);
  return general(n, precision, alternate);
}

function time(format: string, ms: number): string {
  const iso = new Date(ms).toISOString();
  const parts: Record<string, string> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    s: String(Math.floor(ms / 1000)),
    '%': '%',
    n: '\n',
  };
  return (format || '%T').replace(/%(.)/g, (whole, c: string) => parts[c] ?? whole);
}

/**
 * What `printf FORMAT ARG…` prints, the format used again while arguments are left, and the messages of wrong arguments
 * (without the program's name). `now` in milliseconds serves `%(…)T`.
 */
export function formatPrintf(format: string, args: readonly string[], now: number): { text: string; errors: string[] } {
  const errors: string[] = [];
  const pattern = /%%|%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|q(?=[diouxX])|j|z|t)?(\([^)]*\)T|[\s\S])|%$/g;
  let out = '';
  let at = 0;
  let stopped = false;
  const take = (): string | undefined => args[at++];
  const convert = (
    flags: string,
    widthText: string | undefined,
    precisionText: string | undefined,
    kind: string,
    whole: string,
  ): string => {
    let width = widthText === '*' ? Number(toInteger(take() ?? '', errors)) : Number(widthText ?? 0);
    const left = flags.includes('-') || width < 0;
    width = Math.abs(width);
    const given =
      precisionText === undefined
        ? undefined
        : precisionText === '*'
          ? Number(toInteger(take() ?? '', errors))
          : Number(precisionText || 0);
    const precision = given !== undefined && given < 0 ? undefined : given;
    const zero = flags.includes('0') && !left;
    const signed = (text: string, allowZero: boolean): string => {
      const sign = text.startsWith('-') ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
      const digits = text.replace(/^-/, '');
      return zero && allowZero ? sign + digits.padStart(width - sign.length, '0') : pad(sign + digits, width, left);
    };
    if (kind.startsWith('(')) {
      const value = take();
      return pad(
        time(kind.slice(1, -2), value === undefined || value === '-1' ? now : Number(toInteger(value, errors)) * 1000),
        width,
        left,
      );
    }
    switch (kind) {
      case 's':
        return pad((take() ?? '').slice(0, precision), width, left);
      case 'q':
        return pad(backslashQuote(take() ?? ''), width, left);
      case 'b': {
        const done = decodeEscapes((take() ?? '').replace(/\\0([0-7]{1,3})/g, '\\0$1'), 'echo');
        stopped ||= done.stop;
        return pad(done.text.slice(0, precision), width, left);
      }
      case 'c':
        return pad([...(take() ?? '')][0] ?? '', width, left);
      case 'd':
      case 'i': {
        const n = toInteger(take() ?? '', errors);
        const digits = (n < 0n ? -n : n).toString().padStart(precision ?? 1, '0');
        return signed((n < 0n ? '-' : '') + digits, precision === undefined);
      }
      case 'u':
      case 'o':
      case 'x':
      case 'X': {
        const n = BigInt.asUintN(64, toInteger(take() ?? '', errors));
        let digits = n.toString(kind === 'o' ? 8 : kind === 'u' ? 10 : 16).padStart(precision ?? 1, '0');
        if (kind === 'X') digits = digits.toUpperCase();
        const mark = flags.includes('#') && n !== 0n ? (kind === 'o' ? '0' : kind === 'u' ? '' : `0${kind}`) : '';
        return zero && precision === undefined ? mark + digits.padStart(width - mark.length, '0') : pad(mark + digits, width, left);
      }
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        const text = float(kind, toFloat(take() ?? '', errors), precision ?? 6, flags.includes('#'));
        return signed(kind === kind.toUpperCase() ? text.toUpperCase() : text, true);
      }
      default:
        errors.push(/[hlLjzt]/.test(kind) ? `\`${whole}': missing format character` : `\`${whole.at(-1)}': invalid format character`);
        stopped = true;
        return '';
    }
  };
  const once = (): void => {
    let from = 0;
    const literal = (text: string): string => {
      const done = decodeEscapes(text, 'printf');
      stopped ||= done.stop;
      return done.text;
    };
    for (const m of format.matchAll(pattern)) {
      if (stopped) return;
      out += literal(format.slice(from, m.index));
      if (stopped) return;
      from = m.index + m[0].length;
      if (m[0] === '%%') out += '%';
      else if (m[0] === '%') {
        errors.push("`%': missing format character");
        stopped = true;
      } else out += convert(m[1] ?? '', m[2], m[3], m[4] ?? '', m[0]);
    }
    if (!stopped) out += literal(format.slice(from));
  };
  do {
    const before = at;
    once();
    if (at === before) break;
  } while (at < args.length && !stopped);
  return { text: out, errors };
}
