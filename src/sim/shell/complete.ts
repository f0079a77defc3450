import type { Sys } from '../kernel/types.ts';
import { BUILTINS } from './builtins.ts';
import { normalise } from './builtin-folders.ts';
import { DYNAMIC } from './parameters.ts';
import { compilePattern, hasPattern } from './pattern.ts';
import { backslashQuote } from './quote.ts';
import type { Shell } from './shell.ts';
import { RESERVED } from './syntax.ts';

/** Completes the arguments of one command: full words that may stand for `current`, null for files. `words` are those before it. */
export type Completer = (
  line: { words: string[]; current: string },
  sys: Sys,
  env: Readonly<Record<string, string>>,
) => Promise<string[] | null>;

/** Completers by command name. */
export type Completers = ReadonlyMap<string, Completer>;

/** A possible completion: what to insert, what to list, and whether it is a folder. */
export interface Candidate {
  readonly text: string;
  readonly shown: string;
  readonly folder: boolean;
}

/** What may stand for the text from `from` on. */
export interface Completion {
  readonly from: number;
  readonly words: readonly Candidate[];
  /** The text stays as it is when several fit (they come from a pattern). */
  readonly keep?: boolean;
  suffix(word: Candidate): string;
}

const byName = (a: Candidate, b: Candidate): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
const plain = (text: string): Candidate => ({ text, shown: text, folder: false });

/** The files that a path may become; in a command's place only folders and programs. */
function paths(sh: Shell, current: string, quote: string, programs = false): Candidate[] {
  const raw = quote ? current : current.replace(/\\(.)/g, '$1');
  const slash = raw.lastIndexOf('/') + 1;
  const folder = raw.slice(0, slash);
  const start = raw.slice(slash);
  const home = sh.vars.get('HOME') ?? '/';
  const place =
    (quote === "'"
      ? folder
      : folder.replace(/\$(?:(\w+)|\{(\w+)\})/g, (_, name?: string, braced?: string) => sh.vars.get(name ?? braced ?? '') ?? '')
    ).replace(/^~\//, `${home}/`) || '.';
  let names: string[];
  try {
    names = sh.sys.readdir(place).map((entry) => entry.name);
  } catch {
    return [];
  }
  const bash = sh.flavour.kind === 'bash';
  if (start.startsWith('.')) names.push('.', '..');
  const hit =
    bash && !quote && hasPattern(start) && !names.some((name) => name.startsWith(start))
      ? compilePattern(start)
      : { test: (name: string): boolean => name.startsWith(start) && (start !== '' || bash || !name.startsWith('.')) };
  const shownFolder = quote || /^~\/|\$/.test(folder) ? folder : backslashQuote(folder || 'x').slice(0, folder ? undefined : 0);
  return names
    .filter((name) => hit.test(name))
    .flatMap((name) => {
      let isFolder = false;
      try {
        isFolder = sh.sys.stat(`${place}/${name}`).type === 'dir';
        if (programs && !isFolder) sh.sys.access(`${place}/${name}`, 'x');
      } catch {
        if (programs) return [];
      }
      return [{ text: `${shownFolder}${quote ? name : backslashQuote(name)}`, shown: `${name}${isFolder ? '/' : ''}`, folder: isFolder }];
    })
    .sort(byName);
}

function commands(sh: Shell, current: string): Candidate[] {
  const names = new Set<string>([
    ...BUILTINS.keys(),
    ...sh.functions.keys(),
    ...sh.aliases.keys(),
    ...(sh.flavour.kind === 'bash' ? RESERVED : []),
    ...sh.applets,
  ]);
  for (const folder of (sh.vars.get('PATH') ?? '').split(':')) {
    try {
      for (const entry of sh.sys.readdir(normalise(folder))) names.add(entry.name);
    } catch {}
  }
  return [...names]
    .filter((name) => name.startsWith(current))
    .map(plain)
    .sort(byName);
}

/** Completes the end of a line's text up to the cursor. */
export async function completeLine(sh: Shell, before: string): Promise<Completion> {
  const segment = /(?:^|[;&|(`]|\$\()\s*((?:[^;&|(`"'\\]|\\.|"[^"]*"?|'[^']*'?)*)$/.exec(before)?.[1] ?? before;
  const tokens = segment.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/g) ?? [];
  const current = /\s$/.test(segment) && !/\\\s$/.test(segment) ? '' : (tokens.pop() ?? '');
  const words = tokens.filter((token, i) => i > 0 || !/^\w+=/.test(token));
  const quote = /^["']/.exec(current)?.[0] ?? '';
  const from = before.length - current.length + quote.length;
  const bare = current.slice(quote.length);
  const suffix = (word: Candidate): string => (word.folder ? '/' : `${quote} `);
  const variable = /\$\{?(\w*)$/.exec(bare);
  if (variable && quote !== "'") {
    const brace = variable[0].startsWith('${');
    const at = before.length - (variable[1]?.length ?? 0);
    return {
      from: at,
      words: [...new Set([...sh.vars.names(), ...(sh.flavour.kind === 'bash' ? Object.keys(DYNAMIC) : [])])]
        .filter((name) => name.startsWith(variable[1] ?? ''))
        .sort()
        .map((text) => ({ text, shown: `${brace ? '${' : '$'}${text}`, folder: false })),
      suffix: ({ text }) => {
        let end = brace ? '' : ' ';
        try {
          if (sh.sys.stat(sh.vars.get(text) ?? '').type === 'dir') end = '/';
        } catch {}
        return (brace ? '}' : '') + (quote && end === '/' ? `${quote}/` : end);
      },
    };
  }
  const redirect = /^\d*[<>]+&?/.exec(bare)?.[0] ?? (/[<>]\s+[^\s<>]*$/.test(segment) ? '' : null);
  if (redirect) return { from: from + redirect.length, words: paths(sh, bare.slice(redirect.length), quote), suffix };
  if (words.length === 0 && redirect === null && !/^\w+=/.test(bare)) {
    if (bare.includes('/') || bare.startsWith('.') || bare.startsWith('~')) return { from, words: paths(sh, bare, quote, true), suffix };
    return { from, words: commands(sh, bare), suffix };
  }
  const completer = redirect !== null ? undefined : sh.completers.get(words[0] ?? '');
  if (completer) {
    const found = await completer({ words, current: bare }, sh.sys, sh.vars.environment());
    const listed = found?.filter((word) => word.startsWith(bare));
    if (listed)
      return {
        from,
        words: listed.map((text) => ({ text, shown: text, folder: text.endsWith('/') })).sort(byName),
        suffix: (word) => (/[=/:]$/.test(word.text) ? '' : suffix(word)),
      };
  }
  const assignment = /^[-\w]+=/.exec(bare)?.[0].length ?? 0;
  const found = paths(sh, bare.slice(assignment), quote);
  const folders = words[0] === 'cd' || words[0] === 'rmdir' || words[0] === 'pushd';
  return { from: from + assignment, words: folders ? found.filter((word) => word.folder) : found, suffix, keep: hasPattern(bare) };
}
