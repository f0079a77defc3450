/** The inputs of a world and when they came: with the seed, all that a world is made of. */

/** Everything that reaches the machine from outside. `session` names a process started from outside (the page's shell …). */
export type Input =
  | {
      readonly kind: 'spawn';
      readonly session: string;
      readonly argv: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
      /** A terminal of that size, or null for plain pipes. */
      readonly terminal: { readonly cols: number; readonly rows: number } | null;
    }
  /** Text typed or pasted. */
  | { readonly kind: 'keys'; readonly session: string; readonly text: string }
  | { readonly kind: 'eof'; readonly session: string }
  /** Its terminal is closed or its pipes cut: everything in it is hung up. */
  | { readonly kind: 'hangup'; readonly session: string }
  | { readonly kind: 'resize'; readonly session: string; readonly cols: number; readonly rows: number }
  /** A file of the host saved from outside (an editor): made or replaced, its folders made when missing. */
  | { readonly kind: 'save'; readonly path: string; readonly text: string };

export interface JournalEntry {
  /** Virtual milliseconds since the world began. */
  readonly at: number;
  readonly input: Input;
}

export type CatalogName = 'fixtures' | 'hub';

export interface Journal {
  readonly version: 1;
  readonly seed: number;
  /** The world's first moment, milliseconds since 1970. */
  readonly epoch: number;
  readonly catalog: CatalogName;
  readonly entries: readonly JournalEntry[];
}

const KINDS: Readonly<Record<Input['kind'], readonly string[]>> = {
  spawn: ['session', 'argv', 'env', 'cwd', 'terminal'],
  keys: ['session', 'text'],
  eof: ['session'],
  hangup: ['session'],
  resize: ['session', 'cols', 'rows'],
  save: ['path', 'text'],
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads a journal from outside (a link, a saved page); throws an Error that says what is wrong with it. */
export function parseJournal(value: unknown): Journal {
  const wrong = (what: string): never => {
    throw new Error(`not a journal: ${what}`);
  };
  if (!isObject(value)) return wrong('no object');
  if (value['version'] !== 1) return wrong(`version ${String(value['version'])} is not known here`);
  const { seed, epoch, catalog, entries } = value;
  if (typeof seed !== 'number' || typeof epoch !== 'number') return wrong('seed and epoch must be numbers');
  if (catalog !== 'fixtures' && catalog !== 'hub') return wrong(`no catalog ${String(catalog)}`);
  if (!Array.isArray(entries)) return wrong('entries must be a list');
  let last = 0;
  entries.forEach((entry: unknown, n) => {
    const input = isObject(entry) ? entry['input'] : null;
    if (!isObject(entry) || typeof entry['at'] !== 'number' || !isObject(input)) return wrong(`entry ${n} has no time or input`);
    if (entry['at'] < last) return wrong(`entry ${n} is earlier than the one before`);
    last = entry['at'];
    const members = KINDS[input['kind'] as Input['kind']];
    if (!members) return wrong(`entry ${n}: no input of kind ${String(input['kind'])}`);
    for (const member of members) if (input[member] === undefined) return wrong(`entry ${n}: ${member} is missing`);
  });
  return { version: 1, seed, epoch, catalog, entries: entries as JournalEntry[] };
}
