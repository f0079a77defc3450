/** Literals of Go: quoted strings, characters and numbers. */
import type { NumberValue } from './nodes.ts';
import { goQuote } from './quote.ts';

const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/** The characters of a quoted body, each with whether it was a byte (\x41, \101); null when an escape is none of Go's. */
function literalParts(body: string, quote: string): { text: string; byte: boolean }[] | null {
  const out: { text: string; byte: boolean }[] = [];
  for (let rest = body; rest !== ''; ) {
    if (!rest.startsWith('\\')) {
      const c = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      if (c === quote || c === '\n') return null;
      out.push({ text: c, byte: false });
      rest = rest.slice(c.length);
      continue;
    }
    const match = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'"]))/.exec(rest);
    if (!match) return null;
    const [all, x, u, U, octal, simple] = match;
    if (simple !== undefined) {
      if ((simple === "'" || simple === '"') && simple !== quote) return null;
      out.push({ text: SIMPLE[simple] ?? simple, byte: false });
    } else if (x !== undefined || octal !== undefined) {
      const code = x !== undefined ? Number.parseInt(x, 16) : Number.parseInt(octal ?? '', 8);
      if (code > 255) return null;
      out.push({ text: String.fromCharCode(code), byte: true });
    } else {
      const code = Number.parseInt(u ?? U ?? '', 16);
      if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
      out.push({ text: String.fromCodePoint(code), byte: false });
    }
    rest = rest.slice(all.length);
  }
  return out;
}

/** strconv.Unquote of a string literal; null when it has an escape that is none. */
export function unquote(literal: string): string | null {
  if (literal.startsWith('`')) return literal.slice(1, -1).replaceAll('\r', '');
  const parts = literalParts(literal.slice(1, -1), '"');
  if (!parts) return null;
  if (!parts.some(({ byte }) => byte)) return parts.map(({ text }) => text).join('');
  const encoder = new TextEncoder();
  const bytes = parts.flatMap(({ text, byte }) => (byte ? [text.charCodeAt(0)] : [...encoder.encode(text)]));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const digits = (text: string): string => text.replaceAll('_', '');
const INTEGER = /^[+-]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|0[0-7_]*|[1-9][\d_]*)$/;
const DECIMAL = /^[+-]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][+-]?\d+)?$/;
const HEX = /^([+-]?)0[xX]([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([+-]?\d+)$/;

function toBig(text: string): bigint | null {
  if (!INTEGER.test(text) || /__|_$/.test(text)) return null;
  const unsigned = digits(text.replace(/^[+-]/, ''));
  const value = BigInt(/^0\d/.test(unsigned) ? `0o${unsigned.slice(1)}` : unsigned);
  return text.startsWith('-') ? -value : value;
}

function toFloat(text: string): number | null {
  if (DECIMAL.test(text)) return Number(digits(text));
  const hex = HEX.exec(text);
  if (!hex) return null;
  const [, sign, whole = '', fraction = '', power] = hex;
  const mantissa = Number.parseInt(digits(whole + fraction) || '0', 16) / 16 ** digits(fraction).length;
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(power);
}

/** Reads a number or character; what is wrong with it as a text. */
export function readNumber(text: string, kind: 'charConstant' | 'complex' | 'number'): NumberValue | string {
  const whole = (value: number): NumberValue => ({ text, int: value, uint: value >= 0 ? value : null, float: value, complex: null });
  if (kind === 'charConstant') {
    const parts = literalParts(text.slice(1, -1), "'");
    if (!parts || parts.length === 0) return 'invalid syntax';
    const [first, ...rest] = parts;
    return rest.length > 0 || !first ? `malformed character constant: ${text}` : whole(first.text.codePointAt(0) ?? 0);
  }
  if (text.endsWith('i')) {
    const cut = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    const real = kind === 'complex' ? toFloat(text.slice(0, cut)) : 0;
    const imaginary = toFloat(text.slice(kind === 'complex' ? cut : 0, -1));
    if (real === null || imaginary === null) return `illegal number syntax: ${goQuote(text)}`;
    return imaginary === 0 ? whole(real) : { text, int: null, uint: null, float: null, complex: [real, imaginary] };
  }
  const big = toBig(text);
  if (big !== null) {
    const int = big >= -(2n ** 63n) && big < 2n ** 63n;
    const uint = big >= 0n && big < 2n ** 64n;
    if (!int && !uint) return `integer overflow: ${goQuote(text)}`;
    const value = Number(big);
    return { text, int: int ? value : null, uint: uint ? value : null, float: value, complex: null };
  }
  const float = toFloat(text);
  if (float === null) return `illegal number syntax: ${goQuote(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${goQuote(text)}`;
  const int = Number.isInteger(float) && Math.abs(float) < 2 ** 63 ? float : null;
  return { text, int, uint: int !== null && int >= 0 ? int : null, float, complex: null };
}
