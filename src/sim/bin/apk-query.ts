/** The looking parts of apk(8). */
import type { ApkState } from './apk-state.ts';
import { type Command, basename } from './command.ts';

const glob = (word: string): RegExp =>
  new RegExp(
    word
      .replace(/[.+^${}()|\\[\]]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.'),
  );

/** apk info. */
export function info(cmd: Command, state: ApkState, words: readonly string[], flags: ReadonlySet<string>): number {
  if (words.length === 0) {
    for (const { name, version, description } of [...state.entries].sort((a, b) => (a.name < b.name ? -1 : 1)))
      cmd.out(flags.has('v') ? `${name}-${version}${flags.has('d') ? ` - ${description}` : ''}\n` : `${name}\n`);
    return 0;
  }
  let code = 0;
  const owner = flags.has('W') || flags.has('who-owns');
  for (const word of words) {
    if (owner) {
      const entry = state.entries.find(({ files }) => files.includes(word.replace(/^\//, '')));
      if (entry) cmd.out(`${word} is owned by ${entry.name}-${entry.version}\n`);
      else {
        cmd.err(`ERROR: ${word}: Could not find owner package\n`);
        code++;
      }
      continue;
    }
    const entry = state.get(word);
    if (!entry) {
      code = 1;
      continue;
    }
    const title = `${entry.name}-${entry.version}`;
    if (flags.has('e') || flags.has('installed')) cmd.out(`${entry.name}\n`);
    else if (flags.has('L') || flags.has('contents')) cmd.out(`${title} contains:\n${entry.files.map((path) => `${path}\n`).join('')}\n`);
    else if (flags.has('R') || flags.has('depends'))
      cmd.out(`${title} depends on:\n${entry.depends.map((name) => `${name}\n`).join('')}\n`);
    else {
      cmd.out(`${title} description:\n${entry.description}\n\n`);
      cmd.out(
        `${title} webpage:\n${/^U:(.*)$/m.exec(entry.text)?.[1] ?? ''}\n\n${title} installed size:\n${Math.round(entry.installedSize / 1024)} KiB\n\n`,
      );
    }
  }
  return code;
}

/** apk search. */
export function search(cmd: Command, state: ApkState, words: readonly string[], flags: ReadonlySet<string>): number {
  const exact = flags.has('e') || flags.has('exact');
  for (const one of [...state.index.all()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const hit =
      words.length === 0 ||
      words.some((word) => (exact ? one.name === word : glob(word).test(one.name) || (flags.has('d') && one.description.includes(word))));
    if (hit) cmd.out(`${one.name}-${one.version}${flags.has('v') || flags.has('d') ? ` - ${one.description}` : ''}\n`);
  }
  return 0;
}

/** apk list. */
export function list(cmd: Command, state: ApkState, words: readonly string[], flags: ReadonlySet<string>): number {
  const installed = flags.has('I') || flags.has('installed');
  for (const one of [...state.index.all()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const here = state.get(one.name);
    if ((installed && !here) || (words.length > 0 && !words.some((word) => basename(word) === one.name || glob(word).test(one.name))))
      continue;
    cmd.out(`${one.name}-${one.version} x86_64 {${one.name}} (GPL-2.0-only)${here ? ' [installed]' : ''}\n`);
  }
  return 0;
}
