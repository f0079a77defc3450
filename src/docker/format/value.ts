/** Go's values as templates see them: structs, maps, typed nils, and how fmt and encoding/json write them. */
import { goQuote } from './quote.ts';

/** A Go struct (or pointer to one): a fixed set of fields, others are an error. */
export class GoStruct {
  /** "*formatter.ContainerContext", or "" when it was made from JSON. */
  readonly type: string;
  /** Names in JSON where they differ; "" leaves a field out. */
  readonly jsonNames: Readonly<Record<string, string>>;
  readonly #fields: Readonly<Record<string, unknown>>;

  /** A field that is a function is called when it is read. */
  constructor(type: string, fields: Readonly<Record<string, unknown>>, jsonNames: Readonly<Record<string, string>> = {}) {
    this.type = type;
    this.jsonNames = jsonNames;
    this.#fields = fields;
  }

  /** The field, or undefined when there is no such. */
  get(name: string): unknown {
    if (!Object.hasOwn(this.#fields, name)) return this.type === '' ? zeros[name] : undefined;
    const value = this.#fields[name];
    return typeof value === 'function' ? (value as () => unknown)() : value;
  }

  keys(): string[] {
    return Object.keys(this.#fields);
  }
}

/** A method that a template can give arguments: `{{.Label "tier"}}`. */
export class GoMethod {
  readonly call: (...args: readonly unknown[]) => unknown;
  constructor(call: (...args: readonly unknown[]) => unknown) {
    this.call = call;
  }
}

/** A nil slice or map, which prints as an empty one but is `null` in JSON. */
export class GoNil {
  readonly kind: 'slice' | 'map';
  constructor(kind: 'slice' | 'map') {
    this.kind = kind;
  }
}

const nilSlice = new GoNil('slice');
const nilMap = new GoNil('map');

/** Fields of the API's types that are maps, not structs. */
const maps = new Set(
  'Labels Ports PortBindings ExposedPorts Volumes Networks Options Sysctls Tmpfs StorageOpt Data Config.Config DriverOpts Containers Attributes Status.Volume IndexConfigs Runtimes Details AuxiliaryAddresses Storage'.split(
    ' ',
  ),
);
/** Fields that are pointers: nil prints as <nil>. */
const pointers = new Set(
  'MemorySwappiness OomKillDisable PidsLimit Init IPAMConfig Health Healthcheck StopTimeout ContainerConfig UsageData SizeRw SizeRootFs RegistryConfig'.split(
    ' ',
  ),
);
/** What the engine leaves out of its JSON when it is empty. */
const zeros: Readonly<Record<string, unknown>> = {
  ExposedPorts: nilMap,
  Healthcheck: null,
  Health: null,
  Shell: nilSlice,
  MacAddress: '',
  NetworkDisabled: false,
  StopSignal: '',
  StopTimeout: null,
  Mounts: nilSlice,
  Tmpfs: nilMap,
  Sysctls: nilMap,
  StorageOpt: nilMap,
  Init: null,
  SizeRw: null,
  SizeRootFs: null,
  Variant: '',
  OsVersion: '',
  ArgsEscaped: false,
  UsageData: null,
};

/** JSON of the engine as the Go value it was written from; `key` is the field it stands in. */
export function fromJson(json: unknown, key = ''): unknown {
  if (json === null) return pointers.has(key) ? null : maps.has(key) ? nilMap : nilSlice;
  if (Array.isArray(json)) return json.map((item) => fromJson(item, ''));
  if (typeof json !== 'object') return json;
  const fields = Object.entries(json).map(
    ([name, value]) => [name, fromJson(value, key === 'LogConfig' && name === 'Config' ? 'Labels' : name)] as const,
  );
  if (maps.has(key)) return new Map(fields);
  // A container's state ends with its health, which prints even when it has none.
  const state = key === 'State' && !('Health' in json);
  return new GoStruct('', Object.fromEntries(state ? [...fields, ['Health', null]] : fields), state ? { Health: '' } : {});
}

/** As encoding/json writes it, without HTML escaping. */
export function toJson(value: unknown): string {
  if (value instanceof GoNil || value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${toJson(item)}`).join(',')}}`;
  if (value instanceof GoStruct && value.type.endsWith('Context')) return contextJson(value);
  if (value instanceof GoStruct)
    return `{${value
      .keys()
      .filter((key) => value.jsonNames[key] !== '')
      .map((key) => `${JSON.stringify(value.jsonNames[key] ?? key)}:${toJson(value.get(key))}`)
      .join(',')}}`;
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}

/** A row of a list: its columns by name, with HTML escaped, as its own MarshalJSON does. */
const contextJson = (row: GoStruct): string =>
  `{${row
    .keys()
    .sort()
    .filter((key) => /^[A-Z]/.test(key))
    .map((key) => [key, row.get(row.jsonNames[key] ?? key)] as const)
    .filter(([, value]) => !(value instanceof GoMethod))
    .map(([key, value]) => `"${key}":${toJson(value)}`)
    .join(',')}}`.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);

/** As fmt's %v writes it. */
export function toText(value: unknown): string {
  if (value === undefined) return '<no value>';
  if (value === null) return '<nil>';
  if (value instanceof GoNil) return value.kind === 'map' ? 'map[]' : '[]';
  if (Array.isArray(value)) return `[${value.map(toText).join(' ')}]`;
  if (value instanceof Map)
    return `map[${[...value]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${key}:${toText(item)}`)
      .join(' ')}]`;
  if (value instanceof GoStruct)
    return `{${value
      .keys()
      .map((key) => toText(value.get(key)))
      .join(' ')}}`;
  return String(value);
}

/** Whether a template's `if` takes it: false for zero, "", nil and empty things. */
export function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value instanceof GoNil) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return value instanceof GoStruct || Boolean(value);
}

/** The name of a value's type, as an engine's JSON gives it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  if (value instanceof Map) return 'map[string]interface {}';
  return Array.isArray(value) ? '[]interface {}' : value instanceof GoStruct ? value.type || 'map[string]interface {}' : 'string';
}

/** As %#v writes it. */
const toSyntax = (value: unknown): string => {
  if (Array.isArray(value)) return `[]string{${value.map(toSyntax).join(', ')}}`;
  return typeof value === 'string' ? goQuote(value) : toText(value);
};

/** fmt.Sprintf for the verbs v s d q t x f e c U T, with flags, width and precision. */
export function sprintf(format: string, args: readonly unknown[]): string {
  let next = 0;
  const out = format.replace(
    /%([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const arg = args[next++];
      let text: string;
      if (verb === 'T') text = typeName(arg);
      else if (verb === 'v' && flags.includes('#')) text = toSyntax(arg);
      else if (
        verb === 'v' ||
        (verb === 's' && typeof arg !== 'number' && typeof arg !== 'boolean') ||
        (verb === 't' && typeof arg === 'boolean')
      )
        text = toText(arg);
      else if (verb === 'd' && typeof arg === 'number') text = String(Math.trunc(arg));
      else if (verb === 'f' && typeof arg === 'number') text = arg.toFixed(precision === undefined ? 6 : Number(precision));
      else if (verb === 'e' && typeof arg === 'number')
        text = arg.toExponential(precision === undefined ? 6 : Number(precision)).replace(/e([+-])(\d)$/, 'e$10$2');
      else if (verb === 'c' && typeof arg === 'number') text = String.fromCodePoint(arg);
      else if (verb === 'U' && typeof arg === 'number') text = `U+${arg.toString(16).toUpperCase().padStart(4, '0')}`;
      else if (verb === 'q') text = Array.isArray(arg) ? `[${arg.map((item) => goQuote(toText(item))).join(' ')}]` : goQuote(toText(arg));
      else if (verb === 'x' && typeof arg === 'number') text = arg.toString(16);
      else if (verb === 'x') text = [...new TextEncoder().encode(toText(arg))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      else text = `%!${verb}(${typeof arg === 'number' ? 'int' : typeof arg === 'boolean' ? 'bool' : 'string'}=${toText(arg)})`;
      if (precision !== undefined && verb === 's') text = [...text].slice(0, Number(precision)).join('');
      if (flags.includes('+') && typeof arg === 'number' && arg >= 0) text = `+${text}`;
      const size = Number(width);
      return flags.includes('-') ? text.padEnd(size) : text.padStart(size, flags.includes('0') ? '0' : ' ');
    },
  );
  const extra = args.slice(next).map((arg) => `${typeof arg === 'number' ? 'int' : 'string'}=${toText(arg)}`);
  return extra.length > 0 ? `${out}%!(EXTRA ${extra.join(', ')})` : out;
}
