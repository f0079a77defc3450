import { fieldsOf, type Shape } from './shapes.ts';

/** A value is of another type than the struct's field; the message is encoding/json's. */
class UnmarshalTypeError extends Error {}

/** Where in the body a value stands. */
interface Place {
  /** The innermost struct's name, "" outside of any. */
  readonly struct: string;
  /** The names of the fields that lead here. */
  readonly path: readonly string[];
}

const INTEGERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int: [-(2 ** 63), 2 ** 63],
  int64: [-(2 ** 63), 2 ** 63],
  'time.Duration': [-(2 ** 63), 2 ** 63],
  uint16: [0, 65_535],
  uint64: [0, 2 ** 64],
  uint: [0, 2 ** 64],
  'fs.FileMode': [0, 2 ** 32 - 1],
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(value: unknown, type: string, { struct, path }: Place): never {
  const kind = Array.isArray(value)
    ? 'array'
    : typeof value === 'boolean'
      ? 'bool'
      : typeof value === 'number' && type in INTEGERS
        ? `number ${value}`
        : typeof value;
  const where = path.length > 0 ? `Go struct field ${struct}.${path.join('.')} of type ${type}` : `Go value of type ${type}`;
  throw new UnmarshalTypeError(`json: cannot unmarshal ${kind} into ${where}`);
}

/** A list or one string, as Docker's strslice reads itself. */
function stringSlice(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((item) => item === null || typeof item === 'string')) return value.map((item) => item ?? '');
  return refuse(value, 'string', place);
}

function conform(value: unknown, type: string, place: Place): unknown {
  if (type === 'strslice') return stringSlice(value, place);
  const struct = /^<(\w+)>$/.exec(type)?.[1];
  if (struct !== undefined) return conformStruct(value, struct as Shape, place);
  const element = /^\[2?\](.+)$/.exec(type)?.[1];
  if (element !== undefined) {
    if (!Array.isArray(value)) return refuse(value, goType(type), place);
    return value.map((item: unknown) => (item === null ? zero(element) : conform(item, element, place)));
  }
  const entry = type === 'nat.PortSet' ? 'struct {}' : /^map(?:\[string\]|(?=[[<]))(.+)$/.exec(type)?.[1];
  if (entry !== undefined) {
    if (!isObject(value)) return refuse(value, goType(type), place);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item === null ? zero(entry) : conform(item, entry, place)]));
  }
  if (type === 'struct {}') return isObject(value) ? {} : refuse(value, type, place);
  const range = INTEGERS[type];
  if (range) {
    if (typeof value !== 'number') return refuse(value, type, place);
    return Number.isInteger(value) && value >= range[0] && value <= range[1] ? value : refuse(value, type, place);
  }
  if (type === 'bool') return typeof value === 'boolean' ? value : refuse(value, type, place);
  return typeof value === 'string' ? value : refuse(value, type, place);
}

/** What null makes of an element of a list or map. */
const zero = (type: string): unknown =>
  type === 'string' ? '' : type.startsWith('[') ? [] : type.startsWith('<') || type === 'struct {}' ? {} : 0;

function conformStruct(value: unknown, shape: Shape, place: Place): unknown {
  if (!isObject(value)) return refuse(value, goType(`<${shape}>`), place);
  const fields = fieldsOf(shape);
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const name = fields.has(key) ? key : ([...fields.keys()].find((field) => field.toLowerCase() === key.toLowerCase()) ?? key);
    const type = fields.get(name);
    // A null leaves a field as it is; what the struct does not have is passed over by Go, and here kept for whoever looks.
    if (type === undefined) out[key] = item;
    else if (item !== null) out[name] = conform(item, type, { struct: shape, path: [...place.path, name] });
  }
  return out;
}

const PACKAGES: Readonly<Partial<Record<Shape, string>>> = {
  ContainerConfigWrapper: 'runconfig',
  EndpointSettings: 'network',
  EndpointIPAMConfig: 'network',
  NetworkingConfig: 'network',
  IPAM: 'network',
  IPAMConfig: 'network',
  ConfigReference: 'network',
  Mount: 'mount',
  BindOptions: 'mount',
  VolumeOptions: 'mount',
  TmpfsOptions: 'mount',
  Driver: 'mount',
  PortBinding: 'nat',
  WeightDevice: 'blkiodev',
  ThrottleDevice: 'blkiodev',
  Ulimit: 'units',
  ExecConfig: 'types',
  ExecStartCheck: 'types',
  NetworkCreateRequest: 'types',
  NetworkConnect: 'types',
  NetworkDisconnect: 'types',
  AuthConfig: 'types',
  VolumeCreateBody: 'volume',
};

/** A type of the table as Go writes it. */
function goType(type: string): string {
  const [, struct = ''] = /<(\w+)>/.exec(type) ?? [];
  if (struct === '') return type;
  const written = `${PACKAGES[struct as Shape] ?? 'container'}.${struct}`;
  if (type.startsWith('map[]')) return 'nat.PortMap';
  if (type.startsWith('map')) return `map[string]*${written}`;
  return type.replace(/<\w+>/, written);
}

/** Holds a body against the struct the daemon reads it into, nulls taken out. Throws {@link UnmarshalTypeError}. */
export const unmarshal = (value: unknown, shape: Shape): unknown =>
  value === null ? null : conformStruct(value, shape, { struct: '', path: [] });
