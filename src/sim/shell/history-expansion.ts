/** The words of a history line: quoted parts stay together, operators stand alone. */
export const wordsOf = (line: string): string[] => line.match(/(?:\\.|'[^']*'?|"(?:\\.|[^"\\])*"?|[^\s\\'"|&;<>()])+|[|&;<>()]+/gs) ?? [];

/** What became of a line: the new text, whether it is only to be shown (`:p`), or the event that is missing. */
export type Expanded = { readonly text: string; readonly printOnly: boolean } | { readonly missing: string; readonly why: string };

const EVENT =
  /!(?:(!|-?\d+|\?[^?\n]*\??|[^\s!:=("'^$*0-9?%-][^\s:;&|()<>"'!]*)((?::?[\^$*%]|:[\d$*^-]+(?:-[\d$]*)?\*?)?)|(:?[\^$*]|:[\d$*^-]+\*?))((?::(?:s(.).*?\5.*?(?:\5|$)|[pqhtreg&]))*)/y;

/** The chosen words of an event: `^`, `$`, `*`, `2`, `2-3`, `2*`, `-3`. Null when there are not so many. */
function chosen(text: string, spec: string): string | null {
  if (spec === '') return text;
  const words = wordsOf(text);
  const last = words.length - 1;
  const number = (one: string, other: number): number => (one === '' ? other : one === '$' ? last : one === '^' ? 1 : Number(one));
  if (spec === '*') return words.slice(1).join(' ');
  const range = /^([\d^$]*)(-?)([\d$]*)(\*?)$/.exec(spec);
  if (!range) return null;
  const from = number(range[1] ?? '', 0);
  const to = range[4] ? last : range[2] ? number(range[3] ?? '', last - 1) : from;
  return from > last || to > last ? null : words.slice(from, to + 1).join(' ');
}

function modified(text: string, modifiers: string): string | null {
  let out = text;
  for (const [, kind, rest] of modifiers.matchAll(/:(?:g?(s)(.*?)(?=:[pqhtreg&](?::|$)|$)|([pqhtreg&]))/g)) {
    if (kind === 's' && rest) {
      const [, from = '', to = ''] = rest.split(rest[0] ?? '/');
      if (!out.includes(from)) return null;
      const all = modifiers.includes(':gs');
      out = all ? out.replaceAll(from, () => to) : out.replace(from, () => to);
    }
  }
  for (const one of modifiers.replace(/:g?s.*?(?=:[pqhtre](?::|$)|$)/g, '').replace(/:/g, '')) {
    if (one === 'h') out = out.replace(/\/[^/]*$/, '');
    else if (one === 't') out = out.replace(/^.*\//s, '');
    else if (one === 'r') out = out.replace(/\.[^./]*$/, '');
    else if (one === 'e') out = /\.[^./]*$/.exec(out)?.[0] ?? '';
    else if (one === 'q') out = `'${out}'`;
  }
  return out;
}

/** Replaces `!!`, `!n`, `!text`, `!?text?`, `!$`, `!!:2:s/a/b/` … and `^old^new^` as bash's history expansion does; null: nothing to replace. */
export function expandHistory(history: readonly string[], line: string): Expanded | null {
  const quick = /^\^([^^]*)\^([^^]*)(?:\^(.*))?$/s.exec(line);
  if (quick) {
    const [, from = '', to = '', rest = ''] = quick;
    const last = history.at(-1) ?? '';
    if (!last.includes(from)) return { missing: `:s${line}`, why: 'substitution failed' };
    return { text: last.replace(from, () => to) + rest, printOnly: false };
  }
  let out = '';
  let changed = false;
  let printOnly = false;
  let double = false;
  for (let at = 0; at < line.length; ) {
    const c = line[at] ?? '';
    const next = line[at + 1] ?? '';
    if (c === '\\') {
      out += c + next;
      at += 2;
      continue;
    }
    if (c === '"') double = !double;
    if (c === "'" && !double) {
      const end = line.indexOf("'", at + 1);
      const to = end < 0 ? line.length : end + 1;
      out += line.slice(at, to);
      at = to;
      continue;
    }
    EVENT.lastIndex = at;
    const match = c === '!' && next !== '' && !/[\s=(]/.test(next) && !(double && next === '"') ? EVENT.exec(line) : null;
    if (!match) {
      out += c;
      at++;
      continue;
    }
    const [whole, event = '!', words1, words2, modifiers = ''] = match;
    const n = Number(event);
    const found =
      event === '!'
        ? history.at(-1)
        : Number.isInteger(n)
          ? history[n < 0 ? history.length + n : n - 1]
          : event.startsWith('?')
            ? history.findLast((one) => one.includes(event.replace(/^\?|\?$/g, '')))
            : history.findLast((one) => one.startsWith(event));
    if (found === undefined) return { missing: whole, why: 'event not found' };
    const spec = (words1 || words2 || '').replace(/^:/, '');
    const picked = chosen(found, spec);
    if (picked === null) return { missing: `:${spec}`, why: 'bad word specifier' };
    const result = modified(picked, modifiers);
    if (result === null) return { missing: modifiers, why: 'substitution failed' };
    out += result;
    changed = true;
    printOnly ||= /:p/.test(modifiers);
    at += whole.length;
  }
  return changed ? { text: out, printOnly } : null;
}
