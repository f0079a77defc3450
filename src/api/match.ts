/** Patterns of paths as Go's filepath.Match reads them: `*` and `?` do not cross a slash. */

/** Go's words for a pattern that is none. */
export const BAD_PATTERN = 'syntax error in pattern';

/** A piece of a pattern as a regular expression, or null when it is malformed. */
export function patternSource(pattern: string): string | null {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '*') out += '[^/]*';
    else if (char === '?') out += '[^/]';
    else if (char === '\\') {
      if (++at >= pattern.length) return null;
      out += literal(pattern.charAt(at));
    } else if (char === '[') {
      const set = characterSet(pattern, at + 1);
      if (!set) return null;
      out += set.source;
      at = set.end;
    } else out += literal(char);
  }
  return out;
}

const literal = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');

function characterSet(pattern: string, from: number): { source: string; end: number } | null {
  let at = from;
  const negated = pattern.charAt(at) === '^';
  if (negated) at++;
  let out = '';
  for (let count = 0; ; count++) {
    if (pattern.charAt(at) === ']' && count > 0) return { source: `[${negated ? '^/' : ''}${out}]`, end: at };
    const low = setMember(pattern, at);
    if (!low) return null;
    at = low.end;
    let high = low.char;
    if (pattern.charAt(at) === '-') {
      const top = setMember(pattern, at + 1);
      if (!top) return null;
      at = top.end;
      high = top.char;
    }
    if (low.char <= high) out += `${literal(low.char)}-${literal(high)}`;
  }
}

function setMember(pattern: string, from: number): { char: string; end: number } | null {
  const escaped = pattern.charAt(from) === '\\';
  const at = escaped ? from + 1 : from;
  const char = pattern.charAt(at);
  if (char === '' || (!escaped && (char === '-' || char === ']')) || pattern.charAt(at + 1) === '') return null;
  return { char, end: at + 1 };
}

/** Whether a whole path matches; null when the pattern is malformed. */
export function goMatch(pattern: string, path: string): boolean | null {
  const source = patternSource(pattern);
  // An empty set matches nothing in Go and is malformed in JavaScript.
  return source === null ? null : new RegExp(`^${source.replace(/\[\]/g, '(?!)')}$`, 'su').test(path);
}
