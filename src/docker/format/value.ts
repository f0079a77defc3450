/** Rows of lists as templates see them: what Docker's formatter contexts are in Go. */
import { type GoType, type GoValue, goBool, goString, type Method, STRING } from './go.ts';
import { toJson } from './json.ts';

/** A column that a template can give an argument: `{{.Label "tier"}}`. */
export class GoMethod {
  readonly call: (argument: string) => string;
  constructor(call: (argument: string) => string) {
    this.call = call;
  }
}

/** What a list command prints of one thing: columns by name; functions are called only when the format asks. */
export type Columns = Readonly<Record<string, unknown>>;

const column = (columns: Columns, name: string): GoValue => {
  const value = columns[name];
  const held = typeof value === 'function' ? (value as () => unknown)() : value;
  return typeof held === 'boolean' ? goBool(held) : goString(String(held));
};

/** A row's MarshalJSON: its columns by name, with HTML escaped. */
function rowJson(columns: Columns, renamed: Readonly<Record<string, string>>): string {
  return `{${Object.keys(columns)
    .sort()
    .filter((name) => /^[A-Z]/.test(name) && !(columns[name] instanceof GoMethod))
    .map((name) => `"${name}":${toJson(column(columns, renamed[name] ?? name))}`)
    .join(',')}}`.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
}

/** Go's type `name`, a pointer to rows that have the columns of `first`. */
function rowType(name: string, first: Columns, json: Readonly<Record<string, string>>): GoType & { readonly elem: GoType } {
  const methods: Record<string, Method> = {};
  for (const [key, value] of Object.entries(first))
    methods[key] =
      value instanceof GoMethod
        ? {
            parameters: [STRING],
            call: ({ data }, argument) => goString(((data as Columns)[key] as GoMethod).call(String(argument?.data))),
          }
        : { parameters: [], call: ({ data }) => column(data as Columns, key) };
  const row: GoType = {
    kind: 'struct',
    name: name.replace(/^\*/, ''),
    fields: () => [],
    methods,
    json: ({ data }) => rowJson(data as Columns, json),
  };
  return { kind: 'pointer', name, elem: row, methods };
}

/**
 * The rows of a list, one by one, of Go's type `name` ("*formatter.ContainerContext"); `json` names columns that JSON takes from another
 * (which begins with a small letter).
 */
export function* rowValues(name: string, rows: Iterable<Columns>, json: Readonly<Record<string, string>> = {}): Generator<GoValue> {
  let type: ReturnType<typeof rowType> | null = null;
  for (const data of rows) {
    type ??= rowType(name, data, json);
    yield { type, data: { type: type.elem, data } };
  }
}
