/** Go's fmt package: how values print, by verb. */
import { dynamic, entriesOf, type GoValue, itemsOf, type Reflected, type StructData } from './go.ts';
import { goQuote } from './quote.ts';

interface Spec {
  readonly verb: string;
  /** "+" before numbers; with %v it names fields instead. */
  readonly plus: boolean;
  readonly names: boolean;
  readonly minus: boolean;
  /** Other forms ("0x2a"); with %v Go's own syntax instead. */
  readonly sharp: boolean;
  readonly syntax: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width: number | null;
  readonly precision: number | null;
}

const plain: Spec = {
  verb: 'v',
  plus: false,
  names: false,
  minus: false,
  sharp: false,
  syntax: false,
  space: false,
  zero: false,
  width: null,
  precision: null,
};
/** Where a pointer inside a value points to: nothing that one can say. */
const ADDRESS = '0xc000010000';

function pad(text: string, spec: Spec): string {
  const missing = (spec.width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (spec.minus) return text + ' '.repeat(missing);
  return (spec.zero ? '0' : ' ').repeat(missing) + text;
}

function bad(spec: Spec, value: Reflected): string {
  return `%!${spec.verb}(${value ? `${value.type.name}=${one(value, plain, 0)}` : '<nil>'})`;
}

function integer(value: GoValue, spec: Spec): string {
  const number = BigInt(Math.trunc(Number(value.data)));
  const bases: Readonly<Record<string, [number, string]>> = {
    v: value.type.kind === 'uint' && spec.syntax ? [16, '0x'] : [10, ''],
    d: [10, ''],
    b: [2, '0b'],
    o: [8, '0'],
    O: [8, '0o'],
    x: [16, '0x'],
    X: [16, '0X'],
  };
  const base = bases[spec.verb];
  if (base) {
    let digits = (number < 0n ? -number : number).toString(base[0]);
    if (spec.verb === 'X') digits = digits.toUpperCase();
    if (spec.precision !== null) digits = spec.precision === 0 && number === 0n ? '' : digits.padStart(spec.precision, '0');
    const sign = number < 0n ? '-' : spec.plus ? '+' : spec.space ? ' ' : '';
    const prefix = sign + (spec.sharp || spec.verb === 'O' || spec.syntax ? base[1] : '');
    if (spec.zero && !spec.minus && spec.width !== null && spec.precision === null)
      return prefix + digits.padStart(spec.width - sign.length, '0');
    return pad(prefix + digits, { ...spec, zero: false });
  }
  const code = Number(number);
  const rune = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  if (spec.verb === 'c') return pad(rune, spec);
  if (spec.verb === 'q') return pad(rune === "'" ? "'\\''" : `'${goQuote(rune).slice(1, -1).replace('\\"', '"')}'`, spec);
  if (spec.verb === 'U') return pad(`U+${code.toString(16).toUpperCase().padStart(4, '0')}${spec.sharp ? ` '${rune}'` : ''}`, spec);
  return bad(spec, value);
}

const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

/** A number as strconv's 'g' writes it, with so many digits or (null) as few as it needs. */
export function shortest(value: number, digits: number | null = null): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  const scientific = digits === null ? value.toExponential() : value.toExponential(Math.max(digits, 1) - 1);
  const [mantissa = '', power = '0'] = scientific.split('e');
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const size = trimmed.replace(/[-.]/g, '').length;
  const e = Number(power);
  let limit = digits ?? 6;
  if (digits !== null && limit > size && size >= e + 1) limit = size;
  return e < -4 || e >= limit ? exponent(`${trimmed}e${power}`) : plainNumber(trimmed, e);
}

function plainNumber(mantissa: string, e: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (e < 0) return `${sign}0.${'0'.repeat(-e - 1)}${digits}`;
  const whole = digits.slice(0, e + 1).padEnd(e + 1, '0');
  return sign + whole + (digits.length > e + 1 ? `.${digits.slice(e + 1)}` : '');
}

function float(value: GoValue, spec: Spec): string {
  const number = Number(value.data);
  const { verb, precision } = spec;
  let text: string;
  if (verb === 'v' || verb === 'g' || verb === 'G') text = shortest(number, precision);
  else if (verb === 'f' || verb === 'F') text = number.toFixed(precision ?? 6);
  else if (verb === 'e' || verb === 'E') text = exponent(number.toExponential(precision ?? 6));
  else return bad(spec, value);
  if (verb === 'E' || verb === 'G') text = text.toUpperCase();
  if (!/^[+-]/.test(text)) text = (spec.plus ? '+' : spec.space ? ' ' : '') + text;
  const sign = /^[+ -]/.exec(text)?.[0] ?? '';
  if (spec.zero && !spec.minus && spec.width !== null) return sign + text.slice(sign.length).padStart(spec.width - sign.length, '0');
  return pad(text, { ...spec, zero: false });
}

function string(text: string, spec: Spec, value: GoValue): string {
  const cut = spec.precision === null ? text : [...text].slice(0, spec.precision).join('');
  switch (spec.verb) {
    case 'v':
      return pad(spec.syntax ? goQuote(cut) : cut, spec);
    case 's':
      return pad(cut, spec);
    case 'q':
      return pad(spec.sharp && !/[`\p{Cc}]/u.test(cut) ? `\`${cut}\`` : goQuote(cut), spec);
    case 'x':
    case 'X': {
      const bytes = [...new TextEncoder().encode(text)].slice(0, spec.precision ?? undefined);
      const prefix = spec.sharp ? `0${spec.verb}` : '';
      const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(spec.space ? ` ${prefix}` : '');
      return pad(bytes.length === 0 ? '' : prefix + (spec.verb === 'X' ? hex.toUpperCase() : hex), spec);
    }
    default:
      return bad(spec, value);
  }
}

/** One value by one verb; `depth` is how deep it lies in what was asked for. */
function one(value: Reflected, spec: Spec, depth: number): string {
  if (value === null) return spec.verb === 'v' ? pad('<nil>', spec) : bad(spec, value);
  const { type, data } = value;
  const { syntax } = spec;
  if (type.text && !syntax && /[vsxXq]/.test(spec.verb)) return string(type.text(value), spec, value);
  const inner = (item: Reflected): string => one(item, spec, depth + 1);
  switch (type.kind) {
    case 'bool':
      return spec.verb === 't' || spec.verb === 'v' ? pad(String(data), { ...spec, zero: false }) : bad(spec, value);
    case 'int':
    case 'uint':
      return integer(value, spec);
    case 'float':
      return float(value, spec);
    case 'string':
      return string(String(data), spec, value);
    case 'interface':
      if (data === null) return syntax ? `${type.name}(nil)` : '<nil>';
      return inner(data as GoValue);
    case 'slice':
      if (syntax) return data === null ? `${type.name}(nil)` : `${type.name}{${itemsOf(value).map(inner).join(', ')}}`;
      return `[${itemsOf(value).map(inner).join(' ')}]`;
    case 'map': {
      if (syntax && data === null) return `${type.name}(nil)`;
      const key = (text: string): string => (type.key ? inner({ type: type.key, data: text }) : text);
      const entries = entriesOf(value).map(([name, item]) => `${key(name)}:${inner(item)}`);
      return syntax ? `${type.name}{${entries.join(', ')}}` : `map[${entries.join(' ')}]`;
    }
    case 'struct': {
      const read = data as StructData;
      const fields = (type.fields?.() ?? []).map((field) => {
        const text = inner(dynamic(read(field.name)));
        return spec.names || syntax ? `${field.name}:${text}` : text;
      });
      return `${syntax ? type.name : ''}{${fields.join(syntax ? ', ' : ' ')}}`;
    }
    case 'pointer': {
      const held = data as Reflected;
      if (held && depth === 0 && ['slice', 'struct', 'map'].includes(held.type.kind)) return `&${inner(held)}`;
      if (syntax) return `(${type.name})(${held ? ADDRESS : 'nil'})`;
      return held ? ADDRESS : '<nil>';
    }
    default:
      return ADDRESS;
  }
}

/** As %v writes it. */
export function textOf(value: Reflected): string {
  const held = dynamic(value);
  // Nearly all that is printed is a string as it is.
  return held?.type.kind === 'string' && !held.type.text ? String(held.data) : one(held, plain, 0);
}

/** fmt.Sprint: spaces between operands when neither is a string. */
export const sprint = (args: readonly Reflected[]): string =>
  args
    .map(dynamic)
    .map((arg, i, all) => {
      const spaced = i > 0 && arg?.type.kind !== 'string' && all[i - 1]?.type.kind !== 'string';
      return (spaced ? ' ' : '') + textOf(arg);
    })
    .join('');

/** fmt.Sprintln. */
export const sprintln = (args: readonly Reflected[]): string => `${args.map(textOf).join(' ')}\n`;

/** fmt.Sprintf. */
export function sprintf(format: string, args: readonly Reflected[]): string {
  let next = 0;
  let reordered = false;
  let out = '';
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf('%', at);
    if (percent < 0) return out + format.slice(at) + extra(args, next, reordered);
    out += format.slice(at, percent);
    const match = /%([-+ 0#]*)((?:\[[^\]]*\])?\*|\d+)?(?:\.((?:\[[^\]]*\])?\*|\d*))?(\[[^\]]*\])?/y;
    match.lastIndex = percent;
    const [all = '%', flags = '', width, precision, place] = match.exec(format) ?? [];
    at = percent + all.length;
    const verb = String.fromCodePoint(format.codePointAt(at) ?? 0);
    const take = (text: string): { number: number | null; ok: boolean } => {
      if (!text.endsWith('*')) return { number: Number(text), ok: true };
      const index = /^\[(\d+)\]/.exec(text);
      if (index) next = Number(index[1]) - 1;
      const value = dynamic(args[next++] ?? null);
      return value?.type.kind === 'int' ? { number: Number(value.data), ok: true } : { number: null, ok: false };
    };
    let size = width === undefined ? null : take(width);
    if (size && !size.ok) out += '%!(BADWIDTH)';
    const digits = precision === undefined ? null : take(precision || '0');
    if (digits && !digits.ok) out += '%!(BADPREC)';
    let broken = false;
    if (place !== undefined) {
      reordered = true;
      const index = Number(place.slice(1, -1));
      broken = !(Number.isInteger(index) && index >= 1 && index <= args.length);
      if (!broken) next = index - 1;
    }
    if (at >= format.length) {
      out += '%!(NOVERB)';
      break;
    }
    at += verb.length;
    if (verb === '%') {
      out += '%';
      continue;
    }
    if (broken) {
      out += `%!${verb}(BADINDEX)`;
      continue;
    }
    if (next >= args.length) {
      out += `%!${verb}(MISSING)`;
      continue;
    }
    const arg = dynamic(args[next++] ?? null);
    const negative = size?.number != null && size.number < 0;
    if (negative && size) size = { number: -(size.number ?? 0), ok: true };
    const minus = flags.includes('-') || negative;
    const spec: Spec = {
      verb,
      plus: flags.includes('+') && verb !== 'v',
      names: flags.includes('+') && verb === 'v',
      minus,
      sharp: flags.includes('#') && verb !== 'v',
      syntax: flags.includes('#') && verb === 'v',
      space: flags.includes(' '),
      zero: flags.includes('0') && !minus,
      width: size?.number ?? null,
      precision: digits?.number ?? null,
    };
    if (verb === 'T') out += pad(arg ? arg.type.name : '<nil>', { ...spec, zero: false });
    else out += one(arg, spec, 0);
  }
  return out + extra(args, next, reordered);
}

function extra(args: readonly Reflected[], next: number, reordered: boolean): string {
  if (reordered || next >= args.length) return '';
  return `%!(EXTRA ${args
    .slice(next)
    .map(dynamic)
    .map((arg) => (arg ? `${arg.type.name}=${textOf(arg)}` : '<nil>'))
    .join(', ')})`;
}
