/** POSIX regular expressions, basic and extended with GNU's additions, as RegExp of this language. */

/** What is wrong with a pattern, in the words of regcomp(3). */
export class PatternError extends Error {}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: '\\x20-\\x7e\\u{a0}-\\u{10ffff}',
  graph: '\\x21-\\x7e\\u{a1}-\\u{10ffff}',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

const literal = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char);

/**
 * Translates a pattern.
 * @param kind "basic" (grep, sed), "extended" (grep -E, awk), "fixed"
 * @param flags RegExp flags to add to "u"
 */
export function posixRegex(pattern: string, kind: 'basic' | 'extended' | 'fixed', flags = ''): RegExp {
  const dot = flags.includes('s') ? '.' : undefined;
  return new RegExp(kind === 'fixed' ? [...pattern].map(literal).join('') : translate(pattern, kind === 'extended', dot), `u${flags}`);
}

/** The source of the RegExp that means what the pattern means; `dot` is what a "." becomes. */
function translate(pattern: string, extended: boolean, dot = '[^\\n]'): string {
  let out = '';
  let i = 0;
  let depth = 0;
  let groups = 0;
  // Whether something that a repetition could repeat stands right before.
  let atom = false;
  const chars = [...pattern];
  const special = (char: string, escaped: boolean): boolean => extended !== escaped && '(){}|+?'.includes(char);
  while (i < chars.length) {
    let char = chars[i++] ?? '';
    const escaped = char === '\\';
    if (escaped) {
      if (i >= chars.length) throw new PatternError('Trailing backslash');
      char = chars[i++] ?? '';
    }
    if (special(char, escaped)) {
      if (char === '(') {
        out += '(';
        depth++;
        groups++;
        atom = false;
      } else if (char === ')') {
        if (depth === 0) {
          if (!extended) throw new PatternError('Unmatched ) or \\)');
          out += '\\)';
        } else {
          depth--;
          out += ')';
        }
        atom = true;
      } else if (char === '|') {
        out += '|';
        atom = false;
      } else if (char === '{') {
        const close = chars.indexOf('}', i);
        const text = chars.slice(i, close).join('').replace(/\\$/, '');
        if (close < 0 || !/^(\d+(,\d*)?|,\d+)$/.test(text)) {
          if (!extended) throw new PatternError(close < 0 ? 'Unmatched \\{' : 'Invalid content of \\{\\}');
          out += '\\{';
          atom = true;
          continue;
        }
        if (!atom) {
          if (!extended) throw new PatternError('Invalid preceding regular expression');
          out += '\\{';
          continue;
        }
        i = close + 1;
        out += `{${text.startsWith(',') ? `0${text}` : text}}`;
      } else if (char === '}') {
        out += '\\}';
        atom = true;
      } else if (atom) {
        out = repeatable(out) + char;
      } else {
        out += extended ? '' : `\\${char}`;
      }
      continue;
    }
    if (escaped) {
      if (/[1-9]/.test(char)) {
        if (Number(char) > groups) throw new PatternError('Invalid back reference');
        out += `\\${char}`;
      } else if ('wWsS'.includes(char)) out += { w: '[\\p{L}\\p{N}_]', W: '[^\\p{L}\\p{N}_]', s: '\\s', S: '\\S' }[char] ?? '';
      else if ('bB'.includes(char)) out += `\\${char}`;
      else if (char === '<') out += '\\b(?=\\w)';
      else if (char === '>') out += '\\b(?<=\\w)';
      else if (char === '`') out += '(?<![\\s\\S])';
      else if (char === "'") out += '(?![\\s\\S])';
      else if (char === 'n') out += '\\n';
      else if (char === 't') out += '\\t';
      else out += literal(char);
      atom = true;
      continue;
    }
    if (char === '*') {
      if (atom) out = `${repeatable(out)}*`;
      else {
        out += '\\*';
        atom = true;
      }
    } else if (char === '.') {
      out += dot;
      atom = true;
    } else if (char === '^') {
      const anchor = extended || out === '' || /(?:^|[^\\])(?:\((?:\?:)?|\|)$/.test(out);
      out += anchor ? '^' : '\\^';
      atom = !anchor;
    } else if (char === '$') {
      const next = chars[i] ?? '';
      const anchor = extended || next === '' || (next === '\\' && (chars[i + 1] === ')' || chars[i + 1] === '|'));
      out += anchor ? '$' : '\\$';
      atom = !anchor;
    } else if (char === '[') {
      const set = bracket(chars, i);
      out += set.text;
      i = set.next;
      atom = true;
    } else {
      out += literal(char);
      atom = true;
    }
  }
  if (depth > 0) throw new PatternError('Unmatched ( or \\(');
  return out;
}

/** `a**` means `a*` in POSIX and nothing here; the last repetition is enclosed. */
function repeatable(out: string): string {
  if (!/[^\\](?:[*+?]|\{[\d,]+\})$/.test(out)) return out;
  let depth = 0;
  for (let i = out.length - 1; i >= 0; i--) {
    const escaped = out[i - 1] === '\\';
    if (out[i] === ')' && !escaped) depth++;
    else if (out[i] === '(' && !escaped) depth--;
    if (depth === 0 && !/[*+?}\d,]/.test(out[i] ?? '')) {
      const from = escaped ? i - 1 : out[i] === ']' ? out.lastIndexOf('[', i) : i;
      return `${out.slice(0, from)}(?:${out.slice(from)})`;
    }
  }
  return `(?:${out})`;
}

function bracket(chars: readonly string[], from: number): { text: string; next: number } {
  let i = from;
  let text = '[';
  if (chars[i] === '^') {
    text += '^';
    i++;
  }
  const literal = (char: string): string => (/[\\\]^[-]/.test(char) ? `\\${char}` : char);
  for (let first = true; ; first = false) {
    const char = chars[i++];
    if (char === undefined) throw new PatternError('Unmatched [, [^, [:, [., or [=');
    if (char === ']' && !first) break;
    if (char === '[' && (chars[i] === ':' || chars[i] === '.' || chars[i] === '=')) {
      const mark = chars[i] ?? '';
      const close = chars.findIndex((c, at) => at > i && c === mark && chars[at + 1] === ']');
      if (close < 0) throw new PatternError('Unmatched [, [^, [:, [., or [=');
      const name = chars.slice(i + 1, close).join('');
      const set = mark === ':' ? CLASSES[name] : literal(name);
      if (set === undefined) throw new PatternError('Invalid character class name');
      text += set;
      i = close + 2;
      continue;
    }
    const upper = chars[i] === '-' && chars[i + 1] !== ']' ? chars[i + 1] : undefined;
    if (upper !== undefined) {
      if ((upper.codePointAt(0) ?? 0) < (char.codePointAt(0) ?? 0)) throw new PatternError('Invalid range end');
      text += `${literal(char)}-${literal(upper)}`;
      i += 2;
    } else text += literal(char);
  }
  // An empty set stands for nothing or, inverted, for all.
  return { text: `${text}]`, next: i };
}
