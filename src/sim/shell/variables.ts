/** A shell variable; `items` holds an array's elements (decimal keys when indexed). */
export interface Variable {
  value: string | undefined;
  items?: Map<string, string>;
  associative?: boolean;
  exported?: boolean;
  readonly?: boolean;
  integer?: boolean;
  lower?: boolean;
  upper?: boolean;
  nameref?: boolean;
}

/** A write to a readonly variable. */
export class ReadonlyError extends Error {
  readonly variable: string;
  constructor(variable: string) {
    super(`${variable}: readonly variable`);
    this.variable = variable;
  }
}

/** Is it a name in the sense of the POSIX shell grammar? */
export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);

/** The variables of one shell: dynamic scopes, the innermost last. */
export class Variables {
  scopes: Map<string, Variable>[] = [new Map()];

  /** A deep copy, for a subshell. */
  clone(): Variables {
    const copy = new Variables();
    copy.scopes = this.scopes.map(
      (scope) => new Map([...scope].map(([name, v]) => [name, v.items ? { ...v, items: new Map(v.items) } : { ...v }])),
    );
    return copy;
  }

  find(name: string): Variable | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const found = this.scopes[i]?.get(name);
      if (found) {
        if (found.nameref && found.value && found.value !== name) return this.find(found.value) ?? this.declare(found.value);
        return found;
      }
    }
    return undefined;
  }

  /** The variable of that name, made in the global scope (or the innermost, when `local`) if there is none. */
  declare(name: string, local = false): Variable {
    const scope = local ? this.scopes.at(-1) : undefined;
    const found = scope ? scope.get(name) : this.find(name);
    if (found) return found;
    const made: Variable = { value: undefined };
    (scope ?? this.scopes[0])?.set(name, made);
    return made;
  }

  /** Characters of all values. */
  get size(): number {
    let sum = 0;
    for (const scope of this.scopes)
      for (const { value, items } of scope.values()) {
        sum += value?.length ?? 0;
        for (const item of items?.values() ?? []) sum += item.length;
      }
    return sum;
  }

  /** The value of a variable, or of element `key` of an array (default: element 0). */
  get(name: string, key?: string): string | undefined {
    const v = this.find(name);
    if (!v) return undefined;
    if (v.items) return v.items.get(key ?? '0');
    return key === undefined || key === '0' ? v.value : undefined;
  }

  /** Assigns; applies the attributes `-l` and `-u`. Throws {@link ReadonlyError}. */
  set(name: string, value: string, key?: string): void {
    const v = this.declare(name);
    if (v.readonly) throw new ReadonlyError(name);
    const text = v.lower ? value.toLowerCase() : v.upper ? value.toUpperCase() : value;
    if (key !== undefined && !v.items) {
      v.items = new Map(v.value === undefined ? [] : [['0', v.value]]);
      v.value = undefined;
    }
    if (v.items) v.items.set(key ?? '0', text);
    else v.value = text;
  }

  /** Makes it an indexed array with these elements. */
  setArray(name: string, values: readonly string[]): void {
    const v = this.declare(name);
    if (v.readonly) throw new ReadonlyError(name);
    v.value = undefined;
    v.items = new Map(values.map((value, i) => [String(i), value]));
  }

  /** An array of the shell's own, such as PIPESTATUS. */
  setArrayQuietly(name: string, values: readonly string[]): void {
    this.scopes[0]?.set(name, { value: undefined, items: new Map(values.map((value, i) => [String(i), value])) });
  }

  unset(name: string): boolean {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const v = this.scopes[i]?.get(name);
      if (!v) continue;
      if (v.readonly) throw new ReadonlyError(name);
      this.scopes[i]?.delete(name);
      return true;
    }
    return false;
  }

  /** All names in force, sorted as the C locale does. */
  names(): string[] {
    return [...new Set(this.scopes.flatMap((scope) => [...scope.keys()]))].sort();
  }

  /** What a started program gets as its environment. */
  environment(): Record<string, string> {
    const env: Record<string, string> = {};
    for (const scope of this.scopes) {
      for (const [name, v] of scope) {
        const value = v.items ? v.items.get('0') : v.value;
        if (v.exported && value !== undefined && !v.items) env[name] = value;
        else if (!v.exported && name in env) delete env[name];
      }
    }
    return env;
  }
}

/** Keys of an array in bash's order: numerically when indexed. */
export function arrayKeys(v: Variable): string[] {
  const keys = [...(v.items?.keys() ?? (v.value === undefined ? [] : ['0']))];
  return v.associative ? keys : keys.sort((a, b) => Number(a) - Number(b));
}
