/** Go's encoding/json, without HTML escaping: what the template function `json` writes. */
import { dynamic, entriesOf, type GoField, type GoValue, indirect, itemsOf, JSON_NUMBER, type Reflected, type StructData } from './go.ts';
import { shortest } from './fmt.ts';

const isEmpty = (value: Reflected): boolean => {
  if (value === null || value.data === null || value.data === false || value.data === 0 || value.data === '') return true;
  return (value.type.kind === 'slice' && itemsOf(value).length === 0) || (value.type.kind === 'map' && entriesOf(value).length === 0);
};

/** Fields of a struct with those of the structs in it, in order. */
function* fieldsOf(value: GoValue): Generator<[GoField, GoValue]> {
  const read = value.data as StructData;
  for (const field of value.type.fields?.() ?? []) {
    const held = read(field.name);
    if (!field.embedded) {
      yield [field, held];
      continue;
    }
    const { value: inner, nil } = indirect(held);
    if (inner && !nil) yield* fieldsOf(inner);
  }
}

function number(value: number): string {
  const text = shortest(value, 21);
  return Math.abs(value) < 1e-6 || Math.abs(value) >= 1e21 ? text.replace(/e-0(\d)$/, 'e-$1') : String(value);
}

const quote = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029\u007f]|\\[bf]/g, (c) =>
    c === '\u007f' ? c : c.startsWith('\\') ? `\\u00${c === '\\b' ? '08' : '0c'}` : `\\u${c.charCodeAt(0).toString(16)}`,
  );

/** A value as JSON. */
export function toJson(value: Reflected): string {
  const held = dynamic(value);
  if (held === null) return 'null';
  const { type, data } = held;
  if (type.json) return type.json(held);
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'uint':
      return String(data);
    case 'float':
      return number(Number(data));
    case 'string':
      return type === JSON_NUMBER ? String(data) : quote(String(data));
    case 'slice':
      return data === null ? 'null' : `[${itemsOf(held).map(toJson).join(',')}]`;
    case 'map':
      return data === null
        ? 'null'
        : `{${entriesOf(held)
            .map(([key, item]) => `${quote(key)}:${toJson(item)}`)
            .join(',')}}`;
    case 'struct':
      if (type.name === 'time.Time') return quote(String(data));
      return `{${[...fieldsOf(held)]
        .filter(([field, item]) => field.json !== '' && !(field.omitEmpty && isEmpty(item)))
        .map(([field, item]) => `${quote(field.json)}:${toJson(item)}`)
        .join(',')}}`;
    case 'pointer':
      return toJson(data as Reflected);
    default:
      return 'null';
  }
}
