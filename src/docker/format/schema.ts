/** Types of the API as Go declares them, read from text: what `--format` may ask of an object, and how it prints. */
import { ANY, BOOL, FLOAT, type GoField, type GoType, type GoValue, INT, type Method, type StructData, STRING, UINT8 } from './go.ts';
import { mapOf, pointerTo, sliceOf, untyped, zeroOf } from './go.ts';
import { durationText, timeText } from './times.ts';

const BUILT_IN: Readonly<Record<string, GoType>> = {
  bool: BOOL,
  int: INT,
  float64: FLOAT,
  string: STRING,
  uint: { kind: 'uint', name: 'uint' },
  'struct{}': { kind: 'struct', name: 'struct {}', fields: () => [] },
  uint8: UINT8,
  'interface{}': ANY,
  'time.Duration': { kind: 'int', name: 'time.Duration', text: ({ data }) => durationText(Number(data)) },
  'time.Time': { kind: 'struct', name: 'time.Time', fields: () => [], text: ({ data }) => timeText(String(data)) },
};
for (const bits of ['16', '32', '64'])
  Object.assign(BUILT_IN, {
    [`int${bits}`]: { kind: 'int', name: `int${bits}` },
    [`uint${bits}`]: { kind: 'uint', name: `uint${bits}` },
  });

/** Types by name, from declarations. */
export class Schema {
  readonly #types = new Map<string, GoType>();

  /**
   * `types.Health: Status string; FailingStreak int; Log []*types.HealthcheckResult json,omitempty`: a struct, its fields divided by
   * semicolons or lines; a type alone is embedded. `container.IpcMode = string`: a type of its own. `methods` are those of the types named.
   */
  constructor(declarations: string, methods: Readonly<Record<string, Readonly<Record<string, Method>>>> = {}) {
    for (const [, name = '', sign, body = ''] of declarations.matchAll(/^([\w.]+)( =|:) *((?:.*(?:\n +.*)*))/gm)) {
      const own = methods[name] ? { methods: methods[name] } : {};
      if (sign === ' =') {
        const base = this.type(body.trim());
        this.#types.set(name, { ...base, name, ...own });
        continue;
      }
      let fields: GoField[] | null = null;
      const read = (): GoField[] => {
        fields ??= body
          .split(/[;\n]/)
          .map((text) => text.trim())
          .filter(Boolean)
          .map((text) => this.#field(text));
        return fields;
      };
      this.#types.set(name, { kind: 'struct', name, fields: read, ...own });
    }
  }

  #field(text: string): GoField {
    const [first = '', second, tag = ''] = text.split(/ +/);
    if (second === undefined)
      return { name: first.replace(/^.*\./, ''), type: this.type(first), json: '', omitEmpty: false, embedded: true };
    const [json, omit] = tag.split(',');
    return {
      name: first,
      type: this.type(second),
      json: json === '-' ? '' : json || first,
      omitEmpty: omit === 'omitempty',
      embedded: false,
    };
  }

  /** The type of that name: "[]*types.Port". */
  type(text: string): GoType {
    if (text.startsWith('*')) return pointerTo(this.type(text.slice(1)));
    if (text.startsWith('[]')) return sliceOf(this.type(text.slice(2)));
    const map = /^map\[([\w.]+)\](.+)$/.exec(text);
    if (map) return mapOf(this.type(map[1] ?? ''), this.type(map[2] ?? ''));
    const known = BUILT_IN[text] ?? this.#types.get(text);
    if (!known) throw new Error(`no such type: ${text}`);
    return known;
  }

  /** JSON as a value of that type, as encoding/json reads it. */
  read(type: string, json: unknown): GoValue {
    return decode(this.type(type), json);
  }
}

function decode(type: GoType, json: unknown): GoValue {
  if (json === null || json === undefined) return zeroOf(type);
  if (type.kind === 'pointer' && type.elem) return { type, data: decode(type.elem, json) };
  if (type.kind === 'interface') return { type, data: untyped(json) };
  if (type.kind === 'slice' && type.elem) {
    const { elem } = type;
    return Array.isArray(json) ? { type, data: json.map((item) => decode(elem, item)) } : zeroOf(type);
  }
  if (type.kind === 'map' && type.elem) {
    const { elem } = type;
    return { type, data: new Map(Object.entries(json).map(([key, item]) => [key, decode(elem, item)])) };
  }
  if (type.name === 'time.Time' || type.kind !== 'struct') return { type, data: json };
  const object = json as Readonly<Record<string, unknown>>;
  const read: StructData = (name) => {
    const field = type.fields?.().find((one) => one.name === name);
    if (!field) return zeroOf(STRING);
    return decode(field.type, field.embedded ? json : object[field.json]);
  };
  return { type, data: read };
}
