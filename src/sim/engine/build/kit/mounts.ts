/** A `RUN --mount=type=cache,target=/x`. */
export interface KitMount {
  readonly type: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';
  readonly target: string;
  readonly source: string;
  readonly from: string;
  readonly id: string;
  readonly readonly: boolean;
}

const TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;

/** Reads the value of a `--mount`. Throws in BuildKit's words. */
export function parseMount(text: string): KitMount {
  const values = new Map<string, string>();
  for (const field of text.split(',')) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = at < 0 ? 'true' : field.slice(at + 1);
    if (at < 0 && !['readonly', 'ro', 'readwrite', 'rw', 'required'].includes(key))
      throw new Error(`invalid field '${field}' must be a key=value pair`);
    if (!KEYS.includes(key)) throw new Error(`unexpected key '${key}' in '${field}'`);
    values.set(key, value);
  }
  const value = (...keys: readonly string[]): string => keys.map((key) => values.get(key)).find((one) => one !== undefined) ?? '';
  const given = value('type') || 'bind';
  const type = TYPES.find((one) => one === given);
  if (!type) throw new Error(`unsupported mount type ${JSON.stringify(given)}`);
  const target = value('target', 'dst', 'destination');
  if (target === '' && (type === 'bind' || type === 'cache' || type === 'tmpfs')) throw new Error('target is required');
  const writable = value('rw', 'readwrite') === 'true' || type === 'cache' || type === 'tmpfs';
  return {
    type,
    target,
    source: value('source', 'src'),
    from: value('from'),
    id: value('id') || target,
    readonly: value('ro', 'readonly') === 'true' || !writable,
  };
}

const KEYS = 'type source src target dst destination from id readonly ro readwrite rw required sharing size mode uid gid'.split(' ');
