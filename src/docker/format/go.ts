/** Go's values as templates see them: every value has a type, as reflection sees it. */

export type Kind = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'slice' | 'map' | 'struct' | 'pointer' | 'interface' | 'func';

export interface GoField {
  readonly name: string;
  readonly type: GoType;
  /** Its name in JSON, "" when it is left out there. */
  readonly json: string;
  readonly omitEmpty: boolean;
  /** Its fields count as those of the struct around it. */
  readonly embedded: boolean;
}

/** A method: what it takes and what it makes of it. */
export interface Method {
  readonly parameters: readonly GoType[];
  readonly call: (receiver: GoValue, ...args: readonly GoValue[]) => GoValue;
}

export interface GoType {
  readonly kind: Kind;
  /** As Go writes it: "map[string]string", "*types.Health". */
  readonly name: string;
  readonly elem?: GoType;
  readonly key?: GoType;
  /** Called when first needed, so that types may name one another. */
  readonly fields?: () => readonly GoField[];
  readonly methods?: Readonly<Record<string, Method>>;
  /** Its String method, which fmt calls. */
  readonly text?: (value: GoValue) => string;
  /** Its MarshalJSON method. */
  readonly json?: (value: GoValue) => string;
}

/** A struct's fields, made when they are read. */
export type StructData = (field: string) => GoValue;

/**
 * A value and its type. `data` is a boolean, number or string; the items of a slice, a Map, or null for a nil one; {@link StructData}; the
 * value that a pointer or an interface holds, or null.
 */
export interface GoValue {
  readonly type: GoType;
  readonly data: unknown;
}

/** A value of Go's reflect package that is none: what a missing key of a map gives. */
export type Reflected = GoValue | null;

const basic = (kind: Kind, name: string): GoType => ({ kind, name });
export const BOOL = basic('bool', 'bool');
export const INT = basic('int', 'int');
export const FLOAT = basic('float', 'float64');
export const STRING = basic('string', 'string');
export const UINT8 = basic('uint', 'uint8');
export const ANY = basic('interface', 'interface {}');

const made = new Map<string, GoType>();
function once(name: string, make: () => GoType): GoType {
  const known = made.get(name);
  if (known) return known;
  const type = make();
  made.set(name, type);
  return type;
}

export const sliceOf = (elem: GoType): GoType => once(`[]${elem.name}`, () => ({ kind: 'slice', name: `[]${elem.name}`, elem }));
export const pointerTo = (elem: GoType): GoType =>
  once(`*${elem.name}`, () => ({ kind: 'pointer', name: `*${elem.name}`, elem, ...(elem.methods && { methods: elem.methods }) }));
export const mapOf = (key: GoType, elem: GoType): GoType =>
  once(`map[${key.name}]${elem.name}`, () => ({ kind: 'map', name: `map[${key.name}]${elem.name}`, key, elem }));

export const STRINGS = sliceOf(STRING);
const ANY_MAP = mapOf(STRING, ANY);
/** A number of JSON that was not given a type. */
export const JSON_NUMBER = basic('string', 'json.Number');

export const goString = (data: string): GoValue => ({ type: STRING, data });
export const goInt = (data: number): GoValue => ({ type: INT, data });
export const goBool = (data: boolean): GoValue => ({ type: BOOL, data });
export const goFloat = (data: number): GoValue => ({ type: FLOAT, data });
export const goStrings = (items: readonly string[]): GoValue => ({ type: STRINGS, data: items.map(goString) });

/** Items of a slice; none for a nil one. */
export const itemsOf = (value: GoValue): readonly GoValue[] => (value.data ?? []) as readonly GoValue[];
/** Entries of a map in the order of their keys, as Go prints and ranges over them. */
export const entriesOf = (value: GoValue): [string, GoValue][] =>
  [...((value.data ?? new Map()) as ReadonlyMap<string, GoValue>)].sort(([a], [b]) => (a < b ? -1 : 1));

/** What an interface holds, when it is one. */
export const dynamic = (value: Reflected): Reflected => (value?.type.kind === 'interface' ? (value.data as Reflected) : value);

/** Follows pointers and interfaces; `nil` when one of them is. */
export function indirect(value: Reflected): { value: Reflected; nil: boolean } {
  let at = value;
  while (at && (at.type.kind === 'pointer' || at.type.kind === 'interface')) {
    if (at.data === null) return { value: at, nil: true };
    at = at.data as GoValue;
  }
  return { value: at, nil: false };
}

/** The zero value of a type. */
export function zeroOf(type: GoType): GoValue {
  const zeros: Record<Kind, unknown> = {
    bool: false,
    int: 0,
    uint: 0,
    float: 0,
    string: '',
    slice: null,
    map: null,
    pointer: null,
    interface: null,
    func: null,
    struct: (name: string) => zeroOf((type.fields?.() ?? []).find((field) => field.name === name)?.type ?? STRING),
  };
  return { type, data: zeros[type.kind] };
}

/** A field of a struct, also through what is embedded in it; null when there is none. */
export function fieldOf(value: GoValue, name: string): Reflected {
  const fields = value.type.fields?.() ?? [];
  if (fields.some((field) => field.name === name && !field.embedded)) return (value.data as StructData)(name);
  for (const field of fields) {
    if (!field.embedded) continue;
    const { value: inner, nil } = indirect((value.data as StructData)(field.name));
    const found = inner && !nil ? fieldOf(inner, name) : null;
    if (found) return found;
  }
  return null;
}

/** JSON as Go reads it into an `interface{}` with numbers kept as they are written. */
export function untyped(json: unknown): Reflected {
  if (json === null || json === undefined) return null;
  if (typeof json === 'string') return goString(json);
  if (typeof json === 'boolean') return goBool(json);
  if (typeof json === 'number') return { type: JSON_NUMBER, data: String(json) };
  const held = (item: unknown): GoValue => ({ type: ANY, data: untyped(item) });
  if (Array.isArray(json)) return { type: sliceOf(ANY), data: json.map(held) };
  return { type: ANY_MAP, data: new Map(Object.entries(json).map(([key, item]) => [key, held(item)])) };
}

/** Whether values of a type can be compared with ==. */
export const comparable = (type: GoType): boolean =>
  type.kind === 'struct'
    ? (type.fields?.() ?? []).every((field) => comparable(field.type))
    : type.kind !== 'slice' && type.kind !== 'map' && type.kind !== 'func';
