/**
 * The patterns of a .dockerignore, which client and engine both read (Docker's pkg/fileutils and builder/dockerignore): `**` crosses
 * folders, `!` takes out of what was ignored before, a folder's pattern means all in it.
 */
import { clean } from './filepath.ts';
import { BAD_PATTERN, patternSource } from './match.ts';

interface Pattern {
  readonly text: string;
  readonly negated: boolean;
  readonly expression: RegExp;
}

/** The patterns in a .dockerignore file, cleaned; comments and empty lines left out. */
export function readDockerignore(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((row) => {
      const line = row.replace(/\r$/, '');
      if (line.startsWith('#')) return [];
      const bare = line.trim();
      if (bare === '') return [];
      const negated = bare.startsWith('!');
      const body = negated ? bare.slice(1).trim() : bare;
      const path = body === '' ? '' : clean(body);
      return [`${negated ? '!' : ''}${path.length > 1 && path.startsWith('/') ? path.slice(1) : path}`];
    });
}

/** Go's regular expression of a pattern: `**` crosses slashes. Throws for a malformed one. */
function expressionOf(pattern: string): RegExp {
  if (patternSource(pattern.replaceAll('**', '*')) === null) throw new Error(BAD_PATTERN);
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    if (rest.startsWith('**')) {
      at++;
      if (pattern.charAt(at + 1) === '/') at++;
      // At the end it stands for anything, in the middle for any number of folders.
      out += at + 1 >= pattern.length ? '.*' : '(.*/)?';
      continue;
    }
    const set = /^\[\^?(?:\\.|[^\\])(?:\\.|[^\]\\])*\]/.exec(rest)?.[0];
    const piece = set ?? (rest.startsWith('\\') ? rest.slice(0, 2) : rest.charAt(0));
    out += patternSource(piece) ?? '';
    at += piece.length - 1;
  }
  return new RegExp(`^${out}$`, 's');
}

/** What patterns say of paths. */
export class Ignore {
  readonly #patterns: readonly Pattern[];

  /** Throws Docker's errors for a pattern that is none. */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.flatMap((raw) => {
      const trimmed = raw.trim();
      if (trimmed === '') return [];
      const text = clean(trimmed);
      const negated = text.startsWith('!');
      if (negated && text.length === 1) throw new Error('illegal exclusion pattern: "!"');
      const body = negated ? text.slice(1) : text;
      return [{ text: body, negated, expression: expressionOf(body) }];
    });
  }

  /** Whether any pattern takes something out again. */
  get hasExceptions(): boolean {
    return this.#patterns.some(({ negated }) => negated);
  }

  /** Whether a path (or a folder above it) is ignored; the last pattern that says something of it counts. */
  matches(path: string): boolean {
    let ignored = false;
    const parents = path.includes('/') ? path.slice(0, path.lastIndexOf('/')).split('/') : [];
    for (const { text, negated, expression } of this.#patterns) {
      const depth = text.split('/').length;
      const matched = expression.test(path) || (parents.length >= depth && expression.test(parents.slice(0, depth).join('/')));
      if (matched) ignored = !negated;
    }
    return ignored;
  }

  /** Whether an ignored folder must be looked into, because something in it may be taken out again. */
  mayHold(dir: string): boolean {
    return this.#patterns.some(({ text, negated }) => negated && `${text}/`.startsWith(`${dir}/`));
  }
}
