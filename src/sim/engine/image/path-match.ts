import { tryReference, familiarName, familiarString } from '../../../api/reference.ts';
import { systemError } from '../../errors.ts';

/** Go's path.Match as a regular expression: `*` and `?` do not cross a slash. Throws "syntax error in pattern". */
function glob(pattern: string): RegExp {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '*') out += '[^/]*';
    else if (char === '?') out += '[^/]';
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end < 0) throw systemError('syntax error in pattern');
      out += `[${pattern.slice(at + 1, end).replace(/\\/g, '\\\\')}]`;
      at = end;
    } else if (char === '\\') {
      const next = pattern[++at];
      if (next === undefined) throw systemError('syntax error in pattern');
      out += next.replace(/[^\w]/, '\\$&');
    } else out += char.replace(/[^\w]/, '\\$&');
  }
  return new RegExp(`^${out}$`);
}

/** The test that the filter `reference` makes of a familiar name ("cent*", "centos:6.?"). */
export function pathMatcher(pattern: string): (name: string) => boolean {
  const expression = glob(pattern);
  return (name) => {
    const reference = tryReference(name);
    if (!reference) return false;
    return expression.test(familiarString(reference)) || expression.test(familiarName(reference));
  };
}
