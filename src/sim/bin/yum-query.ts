/** The looking parts of yum(8) and dnf(8). */
import { shownVersion } from '../packages/centos.ts';
import type { Package } from '../packages/package.ts';
import type { RpmEntry } from '../packages/rpm-database.ts';
import type { Command } from './command.ts';
import type { RpmState } from './rpm-state.ts';
import { type YumOptions, yumSize } from './yum-transaction.ts';

/** Whether a package is in an enabled repository. */
type Known = (one: Package) => boolean;

const glob = (word: string): RegExp =>
  new RegExp(
    `^${word
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/** The package that a word of the command line means: a name, what is provided under it, or a file. */
export const named = (state: RpmState, word: string, known: (one: Package) => boolean): Package | undefined => {
  const [one] = state.index.candidates(word.replace(/\.(x86_64|noarch)$/, ''));
  if (one) return known(one) ? one : undefined;
  const path = word.replace(/^\//, '');
  return word.startsWith('/')
    ? [...state.index.all()].find((each) => known(each) && each.files.some((file) => file.path === path))
    : undefined;
};

/** yum repolist. */
export function repolist(cmd: Command, { repos, dnf }: YumOptions): number {
  const counts: Readonly<Record<string, number>> = { base: 10072, updates: 6173, extras: 526, epel: 13791 };
  cmd.out(`${'repo id'.padEnd(22)}${'repo name'.padEnd(40)}${dnf ? '' : 'status'}\n`);
  let sum = 0;
  for (const { id, name } of repos) {
    const count = counts[id] ?? 0;
    sum += count;
    cmd.out(`${(dnf ? id : `${id}/7/x86_64`).padEnd(22)}${name.padEnd(40)}${dnf ? '' : count.toLocaleString('en')}\n`);
  }
  if (!dnf) cmd.out(`repolist: ${sum.toLocaleString('en')}\n`);
  return 0;
}

/** yum list [installed | available | PATTERN …]. */
export function list(cmd: Command, state: RpmState, words: readonly string[], known: Known): number {
  const kinds = new Set(['installed', 'available', 'all', 'updates']);
  const [first = ''] = words;
  const kind = kinds.has(first) ? first : 'all';
  const patterns = (kinds.has(first) ? words.slice(1) : words).map(glob);
  const wanted = (name: string): boolean => patterns.length === 0 || patterns.some((pattern) => pattern.test(name));
  const line = (name: string, version: string, repository: string): string =>
    `${name.padEnd(42)} ${shownVersion(version).padEnd(24)} ${repository}\n`;
  const installed = state.entries
    .filter(({ name }) => kind !== 'available' && kind !== 'updates' && wanted(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const available = [...state.index.all()].filter(
    (one) => kind !== 'installed' && kind !== 'updates' && known(one) && !state.get(one.name) && wanted(one.name),
  );
  if (installed.length > 0)
    cmd.out(`Installed Packages\n${installed.map((one) => line(`${one.name}.${one.arch}`, one.version, `@${one.repository}`)).join('')}`);
  if (available.length > 0)
    cmd.out(
      `Available Packages\n${available
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((one) => line(`${one.name}.${one.arch}`, one.version, one.repository))
        .join('')}`,
    );
  if (installed.length + available.length > 0 || kind === 'updates') return 0;
  cmd.err('Error: No matching Packages to list\n');
  return 1;
}

/** yum info. */
export function info(cmd: Command, state: RpmState, names: readonly string[], known: Known): number {
  let shown = 0;
  for (const name of names) {
    const here: RpmEntry | undefined = state.get(name);
    const one = here ? undefined : named(state, name, known);
    const about = here ?? one;
    if (!about) continue;
    shown++;
    const [, epoch = '0', version = '', release = ''] = /^(\d+):(.*)-([^-]*)$/.exec(about.version) ?? [];
    cmd.out(
      `${here ? 'Installed' : 'Available'} Packages\nName        : ${about.name}\nArch        : ${about.arch}\n${epoch === '0' ? '' : `Epoch       : ${epoch}\n`}Version     : ${version}\nRelease     : ${release}\nSize        : ${yumSize(one ? one.size : about.installedSize)}\nRepo        : ${here ? 'installed' : about.repository}\nSummary     : ${about.description}\n\n`,
    );
  }
  if (shown > 0) return 0;
  cmd.err('Error: No matching Packages to list\n');
  return 1;
}

/** yum search. */
export function search(cmd: Command, state: RpmState, words: readonly string[], known: Known): number {
  const hits = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word.toLowerCase()));
  const all = [...state.index.all()].filter(known).sort((a, b) => (a.name < b.name ? -1 : 1));
  const byName = all.filter(({ name }) => hits(name));
  const bySummary = all.filter(({ name, description }) => !hits(name) && hits(`${name} ${description}`));
  const group = (title: string, list: readonly Package[]): void => {
    if (list.length === 0) return;
    const text = ` ${title}: ${words.join(', ')} `;
    const left = Math.floor((80 - text.length) / 2);
    cmd.out(
      `${'='.repeat(left)}${text}${'='.repeat(80 - left - text.length)}\n${list.map((one) => `${one.name}.${one.arch} : ${one.description}\n`).join('')}`,
    );
  };
  group('N/S matched', byName);
  group('Summary matched', bySummary);
  if (byName.length + bySummary.length === 0) cmd.out(`Warning: No matches found for: ${words.join(' ')}\nNo matches found\n`);
  return 0;
}

/** yum provides. */
export function provides(cmd: Command, state: RpmState, words: readonly string[], known: Known): number {
  let found = 0;
  for (const word of words) {
    const test = glob(word.replace(/^\//, ''));
    for (const one of state.index.all())
      for (const { path } of known(one) ? one.files : [])
        if (test.test(path) || test.test(`/${path}`)) {
          found++;
          cmd.out(
            `${one.name}-${shownVersion(one.version)}.${one.arch} : ${one.description}\nRepo        : ${state.get(one.name) ? '@' : ''}${one.repository}\nMatched from:\nFilename    : /${path}\n\n\n`,
          );
        }
  }
  if (found === 0) cmd.out('No matches found\n');
  return found > 0 ? 0 : 1;
}
