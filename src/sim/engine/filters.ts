import { goSyntaxError } from './go-json-error.ts';
import { type EngineError, invalidParameter, systemError } from '../errors.ts';

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> | null => typeof value === 'object' && !Array.isArray(value);

/** A value of another type than the filters are read into, as encoding/json tells it. */
function mismatch(value: unknown, type: string): string {
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${kind} into Go value of type ${type}`;
}

const NONE: readonly string[] = [];

/** The `filters` parameter: for every name the values asked for. */
export class Filters {
  readonly #fields: ReadonlyMap<string, readonly string[]>;

  private constructor(fields: ReadonlyMap<string, readonly string[]>) {
    this.#fields = fields;
  }

  /** Reads `{"status":{"exited":true}}` or the older `{"status":["exited"]}`; names must be among `accepted`. What cannot be read is refused as `refuse` says. */
  static parse(text: string | null, accepted: readonly string[] | null, refuse: (message: string) => EngineError = systemError): Filters {
    let value: unknown = null;
    try {
      value = JSON.parse(text || 'null');
    } catch {
      throw refuse(goSyntaxError(text ?? ''));
    }
    const fields = new Map<string, string[]>();
    if (!isMap(value)) throw refuse(mismatch(value, 'map[string]map[string]bool'));
    for (const [name, values] of Object.entries(value ?? {})) {
      if (Array.isArray(values) && values.every((item) => typeof item === 'string')) fields.set(name, values);
      else if (!isMap(values)) throw refuse(mismatch(values, 'map[string]bool'));
      else {
        const odd = Object.values(values ?? {}).find((on) => on !== null && typeof on !== 'boolean');
        if (odd !== undefined) throw refuse(mismatch(odd, 'bool'));
        fields.set(
          name,
          Object.entries(values ?? {}).flatMap(([key, on]) => (on ? [key] : [])),
        );
      }
    }
    if (accepted) for (const name of fields.keys()) if (!accepted.includes(name)) throw invalidParameter(`Invalid filter '${name}'`);
    return new Filters(fields);
  }

  /** The values of a filter, in the order given; empty when it was not. */
  get(name: string): readonly string[] {
    return this.#fields.get(name) ?? NONE;
  }

  /** Whether nothing is filtered. */
  get empty(): boolean {
    return this.#fields.size === 0;
  }

  has(name: string): boolean {
    return this.get(name).length > 0;
  }

  /** No such filter, or one of its values is (a regular expression that finds itself in) `source`. */
  match(name: string, source: string): boolean {
    const values = this.get(name);
    return values.length === 0 || values.some((value) => value === source || finds(value, source));
  }

  exact(name: string, source: string): boolean {
    const values = this.get(name);
    return values.length === 0 || values.includes(source);
  }

  /** Every "key" or "key=value" of the filter holds for the labels. */
  labels(name: string, labels: Readonly<Record<string, string>> | null | undefined): boolean {
    return this.get(name).every((wanted) => {
      const [key = '', ...value] = wanted.split('=');
      const has = labels?.[key];
      return has !== undefined && (value.length === 0 || has === value.join('='));
    });
  }

  /**
   * A filter that is true or false: the first of `words` that was given decides. `fallback` when the filter has no value.
   * Throws as Docker when none of the words was given.
   */
  boolean(name: string, words: readonly ('true' | 'false' | '1' | '0')[], fallback: boolean): boolean {
    const values = this.get(name);
    if (values.length === 0) return fallback;
    const word = words.find((one) => values.includes(one));
    if (word === undefined) throw invalidParameter(`Invalid filter '${name}=[${values.join(' ')}]'`);
    return word === 'true' || word === '1';
  }
}

function finds(pattern: string, source: string): boolean {
  try {
    return new RegExp(pattern).test(source);
  } catch {
    return false;
  }
}
