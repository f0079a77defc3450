/** apt-cache(8) and the looking parts of apt(8). */
import { clauses, type Package } from '../packages/package.ts';
import { field } from '../packages/dpkg-database.ts';
import { fail } from './apt-install.ts';
import { aptOptions, type AptOptions } from './apt-options.ts';
import { sourceOf, sourceText } from './apt-sources.ts';
import { AptState } from './apt-state.ts';
import type { Command, Main } from './command.ts';

const BY_NAME = (a: Package, b: Package): number => (a.name < b.name ? -1 : 1);

/** search WORDS: all of them, in the name or the description. `long`: as apt shows it. */
export function search(cmd: Command, state: AptState, words: readonly string[], long = false, names = false): number {
  if (words.length === 0) return fail(cmd, 'You must give at least one search pattern');
  const patterns = words.map((word) => new RegExp(safe(word), 'i'));
  const found = [...state.index.all()].filter(({ name, description }) =>
    patterns.every((pattern) => pattern.test(name) || (!names && pattern.test(description))),
  );
  if (long) cmd.out(`Sorting...${cmd.sys.isatty(1) ? ' Done' : ''}\nFull Text Search...${cmd.sys.isatty(1) ? ' Done' : ''}\n`);
  for (const one of found.sort(BY_NAME))
    cmd.out(
      long
        ? `${one.name}/${suiteOf(state, one)} ${one.version} ${one.arch}${state.installed(one.name) ? ' [installed]' : ''}\n  ${one.description}\n\n`
        : `${one.name} - ${one.description}\n`,
    );
  return 0;
}

/** A pattern as it was given, or its letters when it is none. */
function safe(word: string): string {
  try {
    return new RegExp(word).source;
  } catch (error) {
    if (error instanceof SyntaxError) return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    throw error;
  }
}

const suiteOf = (state: AptState, one: Package): string => sourceOf(one, state.sources)?.suite ?? 'now';

/** show NAMES: a package's paragraph. */
export function show(cmd: Command, state: AptState, words: readonly string[]): number {
  if (words.length === 0) return fail(cmd, 'No packages found');
  let code = 0;
  for (const name of words) {
    const one = state.index.get(name);
    if (!one) {
      const entry = state.installed(name);
      if (entry) cmd.out(`${entry.text}\n\n`);
      else {
        cmd.err(state.index.candidates(name).length > 0 ? '' : `N: Unable to locate package ${name}\nE: No packages found\n`);
        code = 100;
      }
      continue;
    }
    const rows: readonly (readonly [string, string])[] = [
      ['Package', one.name],
      ['Source', one.source],
      ['Version', one.version],
      ['Installed-Size', String(one.installedSize / 1024)],
      ['Maintainer', one.maintainer],
      ['Architecture', one.arch],
      ['Provides', one.provides.join(', ')],
      ['Depends', one.depends],
      ['Recommends', one.recommends],
      ['Suggests', one.suggests],
      ['Description', one.description],
      ['Section', one.section],
      ['Priority', one.priority],
      ['Filename', one.archive],
      ['Size', String(one.size)],
    ];
    cmd.out(
      `${rows
        .filter(([, value]) => value !== '')
        .map(([key, value]) => `${key}: ${value}`)
        .join('\n')}\n\n`,
    );
  }
  return code;
}

/** apt list [PATTERN …]. */
export function list(cmd: Command, state: AptState, options: AptOptions, words: readonly string[]): number {
  cmd.out(`Listing...${cmd.sys.isatty(1) ? ' Done' : ''}\n`);
  const patterns = words.map(
    (word) =>
      new RegExp(
        `^${word
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
      ),
  );
  const newer = new Set(state.upgradable().map(({ name }) => name));
  const names = new Set([...[...state.index.all()].map(({ name }) => name), ...state.entries().map(({ name }) => name)]);
  for (const name of [...names].sort()) {
    const entry = state.installed(name);
    if (patterns.length > 0 && !patterns.some((pattern) => pattern.test(name))) continue;
    if ((options.installedOnly && !entry) || (options.upgradable && !newer.has(name))) continue;
    const one = state.index.get(name);
    const here = entry ? (state.auto.has(name) ? ' [installed,automatic]' : one ? ' [installed]' : ' [installed,local]') : '';
    const suite = one ? `${suiteOf(state, one)}${entry ? ',now' : ''}` : 'now';
    cmd.out(
      options.upgradable && entry && one
        ? `${name}/${suiteOf(state, one)} ${one.version} ${one.arch} [upgradable from: ${entry.version}]\n`
        : `${name}/${suite} ${entry?.version ?? one?.version ?? ''} ${entry?.arch ?? one?.arch ?? ''}${here}\n`,
    );
  }
  return 0;
}

function policy(cmd: Command, state: AptState, words: readonly string[]): number {
  for (const name of words) {
    const one = state.index.get(name);
    const entry = state.installed(name);
    if (!one && !entry) continue;
    const source = one && sourceOf(one, state.sources);
    cmd.out(
      `${name}:\n  Installed: ${entry?.version ?? '(none)'}\n  Candidate: ${one?.version ?? entry?.version ?? '(none)'}\n  Version table:\n`,
    );
    if (one && source) {
      const current = entry?.version === one.version;
      cmd.out(` ${current ? '***' : '   '} ${one.version} 500\n        500 ${sourceText(source)} Packages\n`);
      if (current) cmd.out('        100 /var/lib/dpkg/status\n');
    }
    if (entry && entry.version !== one?.version) cmd.out(` *** ${entry.version} 100\n        100 /var/lib/dpkg/status\n`);
  }
  return 0;
}

function depends(cmd: Command, state: AptState, words: readonly string[]): number {
  for (const name of words) {
    const one = state.index.get(name);
    if (!one) return fail(cmd, 'No packages found');
    cmd.out(`${name}\n`);
    for (const [kind, text] of [
      ['Depends', one.depends],
      ['Recommends', one.recommends],
      ['Suggests', one.suggests],
    ] as const)
      for (const names of clauses(text))
        cmd.out(names.map((each, n) => `${n < names.length - 1 ? ' |' : '  '}${kind}: ${each}\n`).join(''));
  }
  return 0;
}

/** apt-cache: search, show, policy, madison, depends, pkgnames, stats. */
export const aptCache: Main = (cmd) => {
  const options = aptOptions(cmd);
  const [command = '', ...words] = options.words;
  const state = new AptState(cmd.sys);
  if (command === 'search')
    return search(
      cmd,
      state,
      words,
      false,
      cmd.args.some((arg) => arg === '-n' || arg === '--names-only'),
    );
  if (command === 'show') return show(cmd, state, words);
  if (command === 'policy') return policy(cmd, state, words);
  if (command === 'depends') return depends(cmd, state, words);
  if (command === 'madison') {
    for (const name of words) {
      const one = state.index.get(name);
      const source = one && sourceOf(one, state.sources);
      if (one && source) cmd.out(`${name.padStart(10)} | ${one.version} | ${sourceText(source)} Packages\n`);
    }
    return 0;
  }
  if (command === 'pkgnames') {
    for (const { name } of [...state.index.all()].sort(BY_NAME)) if (name.startsWith(words[0] ?? '')) cmd.out(`${name}\n`);
    return 0;
  }
  if (options.version || command === '') {
    cmd.out('apt 2.6.1 (amd64)\n');
    return command === '' && !options.version ? 1 : 0;
  }
  return fail(cmd, `Invalid operation ${command}`);
};

/** apt-mark: auto, manual, showauto, showmanual, hold, unhold, showhold. */
export const aptMark: Main = (cmd) => {
  const [command = '', ...words] = aptOptions(cmd).words;
  const state = new AptState(cmd.sys);
  if (command === 'showauto' || command === 'showmanual') {
    for (const { name } of state.entries())
      if (state.installed(name) && state.auto.has(name) === (command === 'showauto')) cmd.out(`${name}\n`);
    return 0;
  }
  if (!['auto', 'manual', 'hold', 'unhold', 'showhold'].includes(command)) return fail(cmd, `Invalid operation ${command}`);
  for (const name of words) {
    const entry = state.installed(name);
    if (!entry) return fail(cmd, `Unable to locate package ${name}`);
    if (command === 'auto') state.auto.add(name);
    else if (command === 'manual') state.auto.delete(name);
    else state.set(name, entry.text.replace(/^Status: \S+/m, `Status: ${command === 'hold' ? 'hold' : 'install'}`));
    cmd.out(
      command.endsWith('hold')
        ? command === 'hold'
          ? `${name} set on hold.\n`
          : `Canceled hold on ${name}.\n`
        : `${name} set to ${command === 'auto' ? 'automatically' : 'manually'} installed.\n`,
    );
  }
  if (command === 'showhold') {
    for (const { name, text } of state.entries()) if (field(text, 'Status').startsWith('hold')) cmd.out(`${name}\n`);
    return 0;
  }
  state.save();
  return 0;
};
