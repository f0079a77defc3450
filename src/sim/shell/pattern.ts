const CLASSES: Record<string, string> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\r\\f\\v',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};

/** Makes every character of a text mean itself in a pattern. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]()|!+@^-]/g, '\\$&');

/** Makes every character of a text mean itself in a regular expression. */
export const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const escapeInClass = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Does it hold anything but literal characters? */
export const hasPattern = (pattern: string): boolean => /(^|[^\\])(\\\\)*([*?]|\[.*\]|[?*+@!]\()/s.test(pattern);

/** A pattern without its backslashes: the text it stands for when nothing in it is special. */
export const unescapePattern = (pattern: string): string => pattern.replace(/\\([\s\S])/g, '$1');

/** A bracket expression beginning at `from` as a regular expression's, with where it ends; null when it never closes. */
function bracket(pattern: string, from: number): { source: string; end: number } | null {
  let i = from + 1;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  let body = '';
  for (let first = true; ; first = false) {
    const c = pattern[i];
    if (c === undefined) return null;
    if (c === ']' && !first) break;
    const named = /^\[([:.=])(.*?)\1\]/s.exec(pattern.slice(i));
    if (named) {
      body += named[1] === ':' ? (CLASSES[named[2] ?? ''] ?? '') : escapeInClass(named[2] ?? '');
      i += named[0].length;
      continue;
    }
    if (c === '\\' && i + 1 < pattern.length) {
      body += escapeInClass(pattern[i + 1] ?? '');
      i += 2;
      continue;
    }
    const range = /^([\s\S])-([^\]\\])/u.exec(pattern.slice(i));
    if (range) {
      const [text, low = '', high = ''] = range;
      if (low <= high) body += `${escapeInClass(low)}-${escapeInClass(high)}`;
      i += text.length;
      continue;
    }
    body += escapeInClass(c);
    i++;
  }
  return { source: body === '' ? (negated ? '[^]' : '[]') : `[${negated ? '^' : ''}${body}]`, end: i + 1 };
}

/** The alternatives of an extended pattern whose parenthesis opens at `from`; null when it never closes. */
function alternatives(pattern: string, from: number): { parts: string[]; end: number } | null {
  const parts: string[] = [];
  let depth = 0;
  let start = from + 1;
  for (let i = from; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (c === '(') depth++;
    else if (c === '|' && depth === 1) {
      parts.push(pattern.slice(start, i));
      start = i + 1;
    } else if (c === ')' && --depth === 0) {
      parts.push(pattern.slice(start, i));
      return { parts, end: i + 1 };
    }
  }
  return null;
}

/** How a pattern is read: `path` keeps `*` and `?` from matching a slash; `lazy` finds the shortest match. */
export interface PatternStyle {
  extended?: boolean;
  path?: boolean;
  lazy?: boolean;
}

/** The source of a regular expression (flags "su") equal to a shell pattern. */
export function patternSource(pattern: string, style: PatternStyle = {}): string {
  const any = style.path ? '[^/]' : '[^]';
  let out = '';
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i] ?? '';
    if (style.extended !== false && '?*+@!'.includes(c) && pattern[i + 1] === '(') {
      const found = alternatives(pattern, i + 1);
      if (found) {
        const inner = `(?:${found.parts.map((part) => patternSource(part, style)).join('|')})`;
        if (c === '!') {
          const rest = patternSource(pattern.slice(found.end), style);
          return `${out}(?!${inner}${rest}$)${any}*${style.lazy ? '?' : ''}${rest}`;
        }
        out += inner + (c === '@' ? '' : c);
        i = found.end;
        continue;
      }
    }
    if (c === '*') out += `${any}*${style.lazy ? '?' : ''}`;
    else if (c === '?') out += any;
    else if (c === '[') {
      const found = bracket(pattern, i);
      if (found) {
        out += found.source;
        i = found.end;
        continue;
      }
      out += '\\[';
    } else if (c === '\\' && i + 1 < pattern.length) {
      const next = String.fromCodePoint(pattern.codePointAt(i + 1) ?? 0);
      out += escapeRegExp(next);
      i += 1 + next.length;
      continue;
    } else {
      const whole = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
      out += escapeRegExp(whole);
      i += whole.length;
      continue;
    }
    i++;
  }
  return out;
}

/** A regular expression that matches all of a text as the shell pattern does. */
export function compilePattern(pattern: string, flags = '', style: PatternStyle = {}): RegExp {
  try {
    return new RegExp(`^(?:${patternSource(pattern, style)})$`, `su${flags}`);
  } catch {
    return new RegExp(`^${escapeRegExp(unescapePattern(pattern))}$`, 'su');
  }
}

/** A POSIX extended regular expression as JavaScript's; throws SyntaxError when it is none. */
export function compileRegExp(source: string, flags = ''): RegExp {
  const out = source.replace(/\\[\s\S]|\[(?:\^?\]?)(?:\[[:.=].*?[:.=]\]|[^\]])*\]/g, (m) =>
    m.startsWith('\\') ? m : (bracket(m, 0)?.source ?? m),
  );
  return new RegExp(out, `s${flags}`);
}
