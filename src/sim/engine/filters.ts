import { goSyntaxError } from './go-json-error.ts';
import { invalidParameter, systemError } from '../errors.ts';

/** The `filters` parameter: for every name the values asked for. */
export class Filters {
  readonly #fields: ReadonlyMap<string, readonly string[]>;

  private constructor(fields: ReadonlyMap<string, readonly string[]>) {
    this.#fields = fields;
  }

  /** Reads `{"status":{"exited":true}}` or the older `{"status":["exited"]}`; names must be among `accepted`. */
  static parse(text: string | null, accepted: readonly string[] | null): Filters {
    const fields = new Map<string, string[]>();
    if (text) {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw systemError(goSyntaxError(text));
      }
      for (const [name, values] of Object.entries(value ?? {})) {
        const list = Array.isArray(values)
          ? values.map(String)
          : Object.entries(values as object).flatMap(([key, on]) => (on ? [key] : []));
        fields.set(name, list);
      }
    }
    if (accepted) for (const name of fields.keys()) if (!accepted.includes(name)) throw invalidParameter(`Invalid filter '${name}'`);
    return new Filters(fields);
  }

  /** The values of a filter, in the order given; empty when it was not. */
  get(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
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

  /** A filter that is true or false; `fallback` when it was not given. Throws as Docker. */
  boolean(name: string, fallback: boolean): boolean {
    const values = this.get(name);
    if (values.length === 0) return fallback;
    const truths = values.map((value) => (['1', 'true'].includes(value) ? true : ['0', 'false'].includes(value) ? false : null));
    if (truths.length > 1 || truths[0] === null || truths[0] === undefined)
      throw invalidParameter(`Invalid filter '${name}=[${values.join(' ')}]'`);
    return truths[0];
  }
}

function finds(pattern: string, source: string): boolean {
  try {
    return new RegExp(pattern).test(source);
  } catch {
    return false;
  }
}
