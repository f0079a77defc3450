/** Dockerfiles into lines of instructions, as BuildKit's parser (the one in Docker 20.10) does, with its words for what it refuses. */
import { jsonList, quotedWords, splitFlags, splitOnce, WHITE_SPACE } from './words.ts';

/** One instruction as it stands in the file. */
export interface Line {
  /** As written: "RUN", "run". */
  readonly name: string;
  readonly flags: readonly string[];
  readonly args: readonly string[];
  /** The arguments were a JSON list. */
  readonly json: boolean;
  /** All of it in one line, as "Step 1/3 : …" shows it. */
  readonly text: string;
  /** Where it begins and ends, from 1. */
  readonly start: number;
  readonly end: number;
}

/** A file of instructions. */
export interface Dockerfile {
  readonly lines: readonly Line[];
  /** "\" unless a directive says "`". */
  readonly escapeChar: string;
  /** The image of the directive `syntax`, "" without one. */
  readonly syntax: string;
  readonly warnings: readonly string[];
}

/** What is wrong with a file before any instruction is looked at. */
export class ParseError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.name = 'ParseError';
    this.line = line;
  }
}

class Directives {
  escapeChar = '\\';
  syntax = '';
  readonly #seen = new Set<string>();
  #over = false;

  read(line: string): void {
    if (this.#over) return;
    const [, key = '', value = ''] = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    const name = key.toLowerCase();
    if (name !== 'escape' && name !== 'syntax') {
      this.#over = true;
      return;
    }
    if (this.#seen.has(name)) throw new Error(`only one ${name} parser directive can be used`);
    this.#seen.add(name);
    if (name === 'syntax') this.syntax = value;
    else if (value === '`' || value === '\\') this.escapeChar = value;
    else throw new Error(`invalid escape token '${value}' does not match \` or \\`);
  }
}

/** Takes the escape at a line's end away; whether the instruction ends here. An escaped escape is none. */
function continues(line: string, escapeChar: string): { text: string; goesOn: boolean } {
  const bare = line.replace(/[ \t]+$/, '');
  const goesOn = bare.endsWith(escapeChar) && bare.at(-2) !== escapeChar;
  return { text: goesOn ? bare.slice(0, -1) : line, goesOn };
}

const isComment = (line: string): boolean => line.startsWith('#');

/** The lines of a file. Throws {@link ParseError}. */
export function parseDockerfile(source: string): Dockerfile {
  const directives = new Directives();
  const rows = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (rows.at(-1) === '') rows.pop();
  const lines: Line[] = [];
  const warnings: string[] = [];
  for (let at = 0; at < rows.length; at++) {
    const start = at + 1;
    const attempt = <T>(work: () => T): T => {
      try {
        return work();
      } catch (error) {
        throw new ParseError(error instanceof Error ? error.message : String(error), start);
      }
    };
    const row = (rows[at] ?? '').trimStart();
    attempt(() => directives.read(row));
    let { text, goesOn } = continues(isComment(row) ? '' : row, directives.escapeChar);
    if (!goesOn && text === '') continue;
    let blank = false;
    while (goesOn && at + 1 < rows.length) {
      const next = rows[++at] ?? '';
      if (isComment(next.trimStart())) continue;
      if (next.trim() === '') {
        blank = true;
        continue;
      }
      const more = continues(next, directives.escapeChar);
      text += more.text;
      goesOn = more.goesOn;
    }
    if (blank) warnings.push(`[WARNING]: Empty continuation line found in:\n    ${text}`);
    lines.push(attempt(() => parseLine(text, directives.escapeChar, start, at + 1)));
  }
  if (warnings.length > 0) warnings.push('[WARNING]: Empty continuation lines will become errors in a future release.');
  if (lines.length === 0) throw new ParseError('file with no instructions', rows.length);
  return { lines, escapeChar: directives.escapeChar, syntax: directives.syntax, warnings };
}

/** One instruction. Throws an Error of the parser's words. */
export function parseLine(text: string, escapeChar: string, start: number, end: number): Line {
  const [name, after] = splitOnce(text.trim());
  const { flags, rest } = splitFlags(after ?? '');
  return { name, flags, ...argumentsOf(name.toUpperCase(), rest.trim(), escapeChar), text: text.trim(), start, end };
}

const NOT_STRINGS = 'when using JSON array syntax, arrays must be comprised of strings only';
const plain = (...args: string[]): { args: string[]; json: boolean } => ({ args: args.filter((arg) => arg !== ''), json: false });

function maybeJson(rest: string, otherwise: (rest: string) => string[]): { args: string[]; json: boolean } {
  const list = rest === '' ? null : jsonList(rest);
  if (!list) return { args: rest === '' ? [] : otherwise(rest), json: false };
  if (!list.every((item) => typeof item === 'string')) throw new Error(NOT_STRINGS);
  return { args: list as string[], json: true };
}

/** The arguments of an instruction, by the rules of its name; nothing for names that are none. */
function argumentsOf(name: string, rest: string, escapeChar: string): { args: string[]; json: boolean } {
  switch (name) {
    case 'ENV':
    case 'LABEL':
      return plainPairs(name, rest, escapeChar);
    case 'ARG':
      return plain(...quotedWords(rest, escapeChar));
    case 'FROM':
    case 'EXPOSE':
      return plain(...(rest === '' ? [] : rest.split(WHITE_SPACE)));
    case 'MAINTAINER':
    case 'STOPSIGNAL':
    case 'USER':
    case 'WORKDIR':
      return plain(rest);
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return maybeJson(rest, (text) => [text]);
    case 'ADD':
    case 'COPY':
    case 'VOLUME':
      return maybeJson(rest, (text) => text.split(WHITE_SPACE));
    case 'HEALTHCHECK': {
      const [kind = ''] = /^\S*/.exec(rest) ?? [];
      const { args, json } = maybeJson(rest.slice(kind.length).trimStart(), (text) => [text]);
      return { args: kind === '' ? [] : [kind, ...args], json };
    }
    case 'ONBUILD': {
      if (rest === '') return plain();
      const { name: inner, args, json } = parseLine(rest, escapeChar, 0, 0);
      return { args: [inner, ...args], json };
    }
  }
  return plain();
}

/** "name=value" words, or the old form of one name and the rest of the line: names and values in turn. */
function plainPairs(name: string, rest: string, escapeChar: string): { args: string[]; json: boolean } {
  const words = quotedWords(rest, escapeChar);
  const [first = ''] = words;
  if (words.length === 0) return plain();
  if (!first.includes('=')) {
    const [key, value] = splitOnce(rest);
    if (value === null) throw new Error(`${name} must have two arguments`);
    return { args: [key, value], json: false };
  }
  const args = words.flatMap((word) => {
    const at = word.indexOf('=');
    if (at < 0) throw new Error(`Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`);
    return [word.slice(0, at), word.slice(at + 1)];
  });
  return { args, json: false };
}
