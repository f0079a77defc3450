/** What the values of flags may be: parsers by the type name that `--help` shows, with the messages of Go's and Docker's own. */
import type { Mount, Ulimit } from '../api/types.ts';
import { parseGpus } from './container/gpus.ts';
import { goQuote } from './format/quote.ts';

function syntax(what: string, text: string, why = 'invalid syntax'): Error {
  return new Error(`strconv.${what}: parsing ${goQuote(text)}: ${why}`);
}

/** A Go integer in base 0 (0x10, 0b1, 017, 1_000). */
export function parseInteger(text: string, options: { unsigned?: boolean; bits?: number; base10?: boolean } = {}): number {
  const what = options.unsigned ? 'ParseUint' : 'ParseInt';
  const match = (
    options.unsigned
      ? /^()(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/
      : /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/
  ).exec(text);
  if (!match?.[2] && !(options.base10 && /^[+-]?\d+$/.test(text))) throw syntax(what, text);
  const digits = match?.[2] ?? text;
  const value = options.base10 ? Number(text) : Number(/^0\d/.test(digits) ? `0o${digits}` : digits) * (match?.[1] === '-' ? -1 : 1);
  const limit = 2 ** ((options.bits ?? 64) - (options.unsigned ? 0 : 1));
  if (value >= limit || value < -limit) throw syntax(what, text, 'value out of range');
  return value;
}

/** A Go boolean: 1 t T TRUE true True, 0 f F FALSE false False. */
function parseBool(text: string): boolean {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw syntax('ParseBool', text);
}

/** Bytes of a size with binary units ("512m", "1.5GiB"). */
export function parseBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)*) ?([kKmMgGtTpP])?[iI]?[bB]?$/.exec(text);
  if (!match?.[1]) throw new Error(`invalid size: '${text}'`);
  const number = Number(match[1]);
  if (Number.isNaN(number)) throw syntax('ParseFloat', match[1]);
  return Math.trunc(number * 1024 ** ' kmgtp'.indexOf((match[2] ?? ' ').toLowerCase()));
}

const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** Nanoseconds of a Go duration ("1h30m", "-1.5s"). */
export function parseDuration(text: string): number {
  const [, sign, body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  if (body === '') throw new Error(`time: invalid duration ${goQuote(text)}`);
  let total = 0;
  let rest = body;
  while (rest !== '') {
    const match = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest);
    if (!match) throw new Error(`time: invalid duration ${goQuote(text)}`);
    const [all, number = '', unit = ''] = match;
    if (unit === '') throw new Error(`time: missing unit in duration ${goQuote(text)}`);
    const scale = units[unit];
    if (scale === undefined) throw new Error(`time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`);
    total += Math.trunc(Number(number) * scale);
    rest = rest.slice(all.length);
  }
  return sign === '-' ? -total : total;
}

function parseDecimal(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?\d+\/[1-9]\d*$/.test(text))
    throw new Error(`failed to parse ${text} as a rational number`);
  const [over = '', under] = text.split('/');
  const nanos = (Number(over) / (under ? Number(under) : 1)) * 1e9;
  if (!Number.isInteger(Number(nanos.toPrecision(15)))) throw new Error('value is too precise');
  return Math.round(nanos);
}

const ulimits = 'as core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ');

function parseUlimit(text: string): Ulimit {
  const at = text.indexOf('=');
  if (at < 0) throw new Error(`invalid ulimit argument: ${text}`);
  const name = text.slice(0, at);
  if (!ulimits.includes(name)) throw new Error(`invalid ulimit type: ${name}`);
  const [soft = '', hard, ...more] = text.slice(at + 1).split(':');
  if (more.length > 0) throw new Error(`too many limit value arguments - ${text.slice(at + 1)}, can only have up to two, \`soft[:hard]\``);
  const Soft = parseInteger(soft, { base10: true });
  const Hard = hard === undefined ? Soft : parseInteger(hard, { base10: true });
  if (Hard !== -1 && Soft > Hard) throw new Error(`ulimit soft limit must be less than or equal to hard limit: ${Soft} > ${Hard}`);
  return { Name: name, Hard, Soft };
}

/** Fields of one line of comma-separated values. */
export function parseCsv(text: string): string[] {
  const out: string[] = [];
  for (const match of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) out.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  return out;
}

function parseMount(text: string): Mount {
  const mount: Mount = { Type: 'volume', Target: '' };
  const volume: NonNullable<Mount['VolumeOptions']> = {};
  const bind: NonNullable<Mount['BindOptions']> = {};
  const tmpfs: NonNullable<Mount['TmpfsOptions']> = {};
  const flag = (key: string, value: string): boolean => {
    try {
      return parseBool(value);
    } catch {
      throw new Error(`invalid value for ${key}: ${value}`);
    }
  };
  for (const field of parseCsv(text)) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = at < 0 ? '' : field.slice(at + 1);
    if (at < 0) {
      if (key === 'readonly' || key === 'ro') mount.ReadOnly = true;
      else if (key === 'volume-nocopy') volume.NoCopy = true;
      else if (key === 'bind-nonrecursive') bind.NonRecursive = true;
      else throw new Error(`invalid field '${field}' must be a key=value pair`);
      continue;
    }
    const [k = '', v = ''] = value.includes('=') ? [value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)] : [value, ''];
    if (key === 'type') mount.Type = value.toLowerCase();
    else if (key === 'source' || key === 'src') mount.Source = value;
    else if (key === 'target' || key === 'dst' || key === 'destination') mount.Target = value;
    else if (key === 'readonly' || key === 'ro') mount.ReadOnly = flag(key, value);
    else if (key === 'consistency') mount.Consistency = value.toLowerCase();
    else if (key === 'bind-propagation') bind.Propagation = value.toLowerCase();
    else if (key === 'bind-nonrecursive') bind.NonRecursive = flag(key, value);
    else if (key === 'volume-nocopy') volume.NoCopy = flag(key, value);
    else if (key === 'volume-label') volume.Labels = { ...volume.Labels, [k]: v };
    else if (key === 'volume-driver') volume.DriverConfig = { ...volume.DriverConfig, Name: value };
    else if (key === 'volume-opt') volume.DriverConfig = { ...volume.DriverConfig, Options: { ...volume.DriverConfig?.Options, [k]: v } };
    else if (key === 'tmpfs-size') {
      try {
        tmpfs.SizeBytes = parseBytes(value);
      } catch {
        throw new Error(`invalid value for ${key}: ${value}`);
      }
    } else if (key === 'tmpfs-mode') {
      if (!/^[0-7]+$/.test(value)) throw new Error(`invalid value for ${key}: ${value}`);
      tmpfs.Mode = Number.parseInt(value, 8);
    } else throw new Error(`unexpected key '${key}' in '${field}'`);
  }
  if (mount.Type === '') throw new Error('type is required');
  if (mount.Target === '') throw new Error('target is required');
  const mixed = (name: string, options: object, type: string): void => {
    if (Object.keys(options).length > 0 && mount.Type !== type)
      throw new Error(`cannot mix '${name}' options with mount type '${mount.Type}'`);
  };
  mixed('volume-*', volume, 'volume');
  mixed('bind-*', bind, 'bind');
  mixed('tmpfs-*', tmpfs, 'tmpfs');
  // The real client makes a driver's settings with the first option of a volume.
  if (Object.keys(volume).length > 0) {
    const { NoCopy, Labels, DriverConfig = {} } = volume;
    mount.VolumeOptions = { ...(NoCopy ? { NoCopy } : {}), ...(Labels ? { Labels } : {}), DriverConfig };
  }
  if (Object.keys(bind).length > 0) mount.BindOptions = bind;
  if (Object.keys(tmpfs).length > 0) mount.TmpfsOptions = tmpfs;
  return mount;
}

/** A `--network`: a name, or `name=…,alias=…,driver-opt=k=v`. */
export interface NetworkAttachment {
  Target: string;
  Aliases: string[];
  DriverOpts: Record<string, string>;
}

function parseNetwork(text: string): NetworkAttachment {
  const out: NetworkAttachment = { Target: '', Aliases: [], DriverOpts: {} };
  if (!text.includes('=')) return { ...out, Target: text };
  for (const field of parseCsv(text)) {
    const [key = '', ...rest] = field.split('=');
    const value = rest.join('=').trim().toLowerCase();
    if (rest.length === 0) throw new Error(`invalid field ${field}`);
    if (key.toLowerCase() === 'name') out.Target = value;
    else if (key.toLowerCase() === 'alias') out.Aliases.push(value);
    else if (key.toLowerCase() === 'driver-opt') {
      const [name = '', ...option] = value.split('=');
      if (option.length === 0) throw new Error('invalid key value pair format in driver options');
      out.DriverOpts[name] = option.join('=');
    } else throw new Error(`invalid field key ${key}`);
  }
  if (out.Target === '') throw new Error('network name/id is not specified');
  return out;
}

/** "key=value" of a filter, key in lower case; null for "" (no filter). */
function parseFilter(text: string): [string, string] | null {
  if (text === '') return null;
  const at = text.indexOf('=');
  if (at < 0) throw new Error('bad format of filter (expected name=value)');
  return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()];
}

function parsePair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Parsers of one occurrence of a flag, by type; all throw an Error whose message is Docker's. */
export const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  '': parseBool,
  string: (text) => text,
  list: (text) => text,
  strings: parseCsv,
  int: (text) => parseInteger(text),
  uint: (text) => parseInteger(text, { unsigned: true }),
  uint32: (text) => parseInteger(text, { unsigned: true, bits: 32 }),
  stringToString: (text) => parseCsv(text).map(parsePair),
  uint16: (text) => parseInteger(text, { unsigned: true, bits: 16 }),
  bytes: parseBytes,
  duration: parseDuration,
  decimal: parseDecimal,
  ulimit: parseUlimit,
  mount: parseMount,
  network: parseNetwork,
  filter: parseFilter,
  map: parsePair,
  'gpu-request': (text) => parseGpus(text, parseCsv),
};
