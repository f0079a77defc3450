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
      /** Beside that terminal is a pane that editors open their files in. */
      readonly pane?: boolean;
    }
  /** Text typed or pasted. */
  | { readonly kind: 'keys'; readonly session: string; readonly text: string }
  | { readonly kind: 'eof'; readonly session: string }
  /** Its terminal is closed or its pipes cut: everything in it is hung up. */
  | { readonly kind: 'hangup'; readonly session: string }
  | { readonly kind: 'resize'; readonly session: string; readonly cols: number; readonly rows: number }
  /** A file of the host saved from outside (an editor): made or replaced, its folders made when missing. */
  | { readonly kind: 'save'; readonly path: string; readonly text: string }
  /** A file of a container saved from outside, as `docker cp` would put it there. */
  | { readonly kind: 'put'; readonly container: string; readonly path: string; readonly text: string }
  /** In an editor's pane: that file of it is to be written, under that path; `force` as with an exclamation mark. */
  | {
      readonly kind: 'write';
      readonly editor: number;
      readonly file: number;
      readonly path: string;
      readonly text: string;
      readonly force: boolean;
    }
  /** In an editor's pane: the editor is to end with that status. */
  | { readonly kind: 'leave'; readonly editor: number; readonly code: number };

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
  /** Bytes a second of the line to the registries; null for no limit, and a network and a disk that take no time. Default: 100 MB/s. */
  readonly bandwidth?: number | null;
  readonly entries: readonly JournalEntry[];
}

type Check = (value: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isPath: Check = (value) => typeof value === 'string' && value.startsWith('/');
const isNumber: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTruth: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_CELLS;
const isTerminal: Check = (value) => value === null || (isObject(value) && isCount(value['cols']) && isCount(value['rows']));

/** Columns or rows of the largest terminal; the kernel counts them in 16 bits. */
const MAX_CELLS = 65535;
/** The last moment that a date can tell, milliseconds since 1970. */
const LAST = 8.64e15;

const KINDS: Readonly<Record<Input['kind'], Readonly<Record<string, readonly [check: Check, what: string]>>>> = {
  spawn: {
    session: [isText, 'a string'],
    argv: [(value) => Array.isArray(value) && value.length > 0 && value.every(isText), 'a list of strings, the program first'],
    env: [(value) => isObject(value) && Object.values(value).every(isText), 'an object of strings'],
    cwd: [isPath, 'an absolute path'],
    terminal: [isTerminal, `null or {cols, rows} from 1 to ${MAX_CELLS}`],
    pane: [(value) => value === undefined || isTruth(value), 'true or false'],
  },
  keys: { session: [isText, 'a string'], text: [isText, 'a string'] },
  eof: { session: [isText, 'a string'] },
  hangup: { session: [isText, 'a string'] },
  resize: {
    session: [isText, 'a string'],
    cols: [isCount, `an integer from 1 to ${MAX_CELLS}`],
    rows: [isCount, `an integer from 1 to ${MAX_CELLS}`],
  },
  save: { path: [isPath, 'an absolute path'], text: [isText, 'a string'] },
  put: { container: [isText, 'a string'], path: [isPath, 'an absolute path'], text: [isText, 'a string'] },
  write: {
    editor: [isNumber, 'a whole number'],
    file: [isNumber, 'a whole number'],
    path: [(value) => value === '' || isPath(value), 'an absolute path'],
    text: [isText, 'a string'],
    force: [isTruth, 'true or false'],
  },
  leave: { editor: [isNumber, 'a whole number'], code: [isNumber, 'a whole number'] },
};

/** Reads a journal from outside (a link, a saved page); throws an Error that says what is wrong with it. */
export function parseJournal(value: unknown): Journal {
  const wrong = (what: string): never => {
    throw new Error(`not a journal: ${what}`);
  };
  if (!isObject(value)) return wrong('no object');
  if (value['version'] !== 1) return wrong(`version ${shown(value['version'])} is not known here`);
  const { seed, epoch, catalog, bandwidth, entries } = value;
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed)) return wrong(`seed must be an integer, not ${shown(seed)}`);
  if (!isMoment(epoch)) return wrong(`epoch must be milliseconds since 1970, not ${shown(epoch)}`);
  if (catalog !== 'fixtures' && catalog !== 'hub') return wrong(`no catalog ${shown(catalog)}`);
  if (bandwidth !== undefined && bandwidth !== null && !(typeof bandwidth === 'number' && bandwidth >= 1 && Number.isFinite(bandwidth)))
    return wrong(`bandwidth must be null or bytes a second, not ${shown(bandwidth)}`);
  if (!Array.isArray(entries)) return wrong('entries must be a list');
  let last = 0;
  const parsed = entries.map((entry: unknown, n): JournalEntry => {
    if (!isObject(entry)) return wrong(`entry ${n} is no object`);
    const { at, input } = entry;
    if (!isMoment(at) || epoch + at > LAST) return wrong(`entry ${n}: at must be milliseconds since the epoch, not ${shown(at)}`);
    if (at < last) return wrong(`entry ${n} is earlier than the one before`);
    last = at;
    if (!isObject(input)) return wrong(`entry ${n} has no input`);
    const { kind } = input;
    const members = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as Input['kind']] : null;
    if (!members) return wrong(`entry ${n}: no input of kind ${shown(kind)}`);
    const read: Record<string, unknown> = { kind };
    for (const [member, [check, what]] of Object.entries(members)) {
      if (!check(input[member])) return wrong(`entry ${n}: ${member} must be ${what}, not ${shown(input[member])}`);
      if (input[member] !== undefined) read[member] = input[member];
    }
    return { at, input: read as Input };
  });
  return { version: 1, seed, epoch, catalog, ...(bandwidth === undefined ? {} : { bandwidth }), entries: parsed };
}

const isMoment = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= LAST;

/** A value as a message can show it: short, whatever it is. */
function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
