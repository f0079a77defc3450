/** apk(8), Alpine's package keeper. */
import type { Package } from '../packages/package.ts';
import { ApkState, wordName } from './apk-state.ts';
import { info, list, search } from './apk-query.ts';
import type { Command, Main } from './command.ts';
import { strftime } from './dates.ts';
import { Download } from './package-download.ts';
import { removeFiles, namesIn } from './package-files.ts';

const VERSION = 'apk-tools 2.14.0, compiled for x86_64.\n';
const USAGE = `${VERSION}
usage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]

Package installation and removal:
  add        Add packages to WORLD and commit changes
  del        Remove packages from WORLD and commit changes

System maintenance:
  fix        Fix, reinstall or upgrade packages without modifying WORLD
  update     Update repository indexes
  upgrade    Install upgrades available from repositories
  cache      Manage the local package cache

Querying package information:
  info       Give detailed information about packages or repositories
  list       List packages matching a pattern or other criteria
  dot        Render dependencies as graphviz graphs
  policy     Show repository policy for packages
  search     Search for packages by name or description

Repository maintenance:
  index      Create repository index file from packages
  fetch      Download packages from global repositories to a local directory
  manifest   Show checksums of package contents
  verify     Verify package integrity and signature

Miscellaneous:
  audit      Audit system for changes
  stats      Show statistics about repositories and installations
  version    Compare package versions or perform tests on version strings

This apk has coffee making abilities.
For more information: man 8 apk
`;
const VALUED = new Set([
  '-t',
  '--virtual',
  '-X',
  '--repository',
  '-p',
  '--root',
  '--arch',
  '--keys-dir',
  '--repositories-file',
  '--wait',
  '--cache-dir',
  '--cache-max-age',
]);

interface ApkOptions {
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly virtual: string | null;
}

function options(cmd: Command): ApkOptions {
  const words: string[] = [];
  const flags = new Set<string>();
  let virtual: string | null = null;
  const args = [...cmd.args];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    const [name = '', inline] = arg.split('=', 2);
    if (arg.startsWith('--') && VALUED.has(name)) {
      const value = inline ?? args.shift() ?? '';
      if (name === '--virtual') virtual = value;
    } else if (VALUED.has(arg)) {
      const value = args.shift() ?? '';
      if (arg === '-t') virtual = value;
    } else if (arg.startsWith('--')) flags.add(arg.slice(2));
    else if (arg.startsWith('-') && arg !== '-') for (const letter of arg.slice(1)) flags.add(letter);
    else words.push(arg);
  }
  return { words, flags, virtual };
}

/** apk: add, del, update, upgrade, info, list, search, fix, cache clean, version. */
export const apk: Main = async (cmd) => {
  const given = options(cmd);
  const [command = '', ...words] = given.words;
  const has = (...names: string[]): boolean => names.some((name) => given.flags.has(name));
  if (has('V', 'version') && command === '') {
    cmd.out(VERSION);
    return 0;
  }
  if (command === '' || has('h', 'help')) {
    cmd.out(USAGE);
    return command === '' && !has('h', 'help') ? 1 : 0;
  }
  if (!['add', 'del', 'update', 'upgrade', 'info', 'list', 'search', 'fix', 'cache', 'version', 'policy', 'stats'].includes(command)) {
    cmd.err(`apk: unrecognized command '${command}'\n`);
    return 1;
  }
  const changing = ['add', 'del', 'update', 'upgrade', 'fix'].includes(command);
  if (changing && cmd.sys.geteuid() !== 0) {
    cmd.err('ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database: Permission denied\n');
    return 99;
  }
  const state = new ApkState(cmd);
  const keep = !has('no-cache');
  if (command === 'del') return del(cmd, state, words, has('q', 'quiet'));
  if (command === 'info') return info(cmd, state, words, given.flags);
  if (command === 'cache') {
    if (words[0] === 'clean')
      removeFiles(
        cmd.sys,
        namesIn(cmd.sys, '/var/cache/apk')
          .filter((name) => !name.startsWith('APKINDEX'))
          .map((name) => `/var/cache/apk/${name}`),
      );
    return 0;
  }
  const fetch = command === 'update' || command === 'upgrade' || !keep || has('U', 'update', 'update-cache');
  const missing = await state.refresh(fetch, keep, has('q', 'quiet') || command === 'list' || command === 'search');
  if (command === 'update') return updated(cmd, state, missing);
  if (command === 'add') return add(cmd, state, words, given.virtual, has('q', 'quiet'), has('s', 'simulate'));
  if (command === 'upgrade') {
    cmd.out(state.summary());
    return missing;
  }
  if (command === 'search') return search(cmd, state, words, given.flags);
  if (command === 'list') return list(cmd, state, words, given.flags);
  if (command === 'policy') {
    for (const name of words) {
      const one = state.index.get(name);
      const here = state.get(name);
      if (!one && !here) continue;
      cmd.out(`${name} policy:\n  ${one?.version ?? here?.version ?? ''}:\n${here ? '    lib/apk/db/installed\n' : ''}`);
      if (one) cmd.out(`    https://dl-cdn.alpinelinux.org/alpine/v3.18/${one.repository}\n`);
    }
    return 0;
  }
  if (command === 'version') cmd.out('Installed:                                Available:\n');
  else cmd.out(state.summary());
  return 0;
};

function updated(cmd: Command, state: ApkState, missing: number): number {
  const all = state.repositories();
  if (missing > 0) {
    cmd.out(`${missing} unavailable, 0 stale; ${state.entries.length} distinct packages available\n`);
    return missing;
  }
  for (const url of all) cmd.out(`v3.18.4-169-g5823d5e06c4 [${url}]\n`);
  cmd.out('OK: 20071 distinct packages available\n');
  return 0;
}

async function add(
  cmd: Command,
  state: ApkState,
  words: readonly string[],
  virtual: string | null,
  quiet: boolean,
  simulate: boolean,
): Promise<number> {
  const wanted: Package[] = [];
  const bad: string[] = [];
  for (const word of words) {
    const name = wordName(word);
    const [one] = state.index.candidates(name);
    if (one) wanted.push(one);
    else if (!state.get(name))
      bad.push(`  ${name} (no such package):\n    required by: ${virtual ? `${virtual}-${stamp(cmd)}[${word}]` : `world[${word}]`}\n`);
  }
  if (bad.length > 0) {
    cmd.err(`ERROR: unable to select packages:\n${bad.join('')}`);
    return bad.length;
  }
  const isNew = (one: Package): boolean => !state.get(one.name);
  const all = state.index.closure(
    wanted.filter(isNew),
    (name) => state.get(name) !== undefined || (name === '/bin/sh' && state.get('busybox') !== undefined),
    false,
  );
  const count = all.length + (virtual ? 1 : 0);
  const download = new Download(cmd.sys);
  let failures = 0;
  for (const [n, one] of all.entries()) {
    if (!quiet) cmd.out(`(${String(n + 1).padStart(String(count).length)}/${count}) Installing ${one.name} (${one.version})\n`);
    await cmd.flush();
    if (!simulate && !(await state.install(one, download))) failures++;
  }
  download.close();
  if (virtual) {
    if (!quiet) cmd.out(`(${count}/${count}) Installing ${virtual} (${stamp(cmd)})\n`);
    state.addVirtual(virtual, stamp(cmd), words.map(wordName));
    state.world.push(virtual);
  } else state.world.push(...words.filter((word) => !state.world.some((have) => wordName(have) === wordName(word))));
  if (!simulate) state.save();
  if (!quiet && all.length > 0) {
    const busybox = state.get('busybox');
    if (busybox) cmd.out(`Executing busybox-${busybox.version}.trigger\n`);
    const certificates = all.find(({ name }) => name === 'ca-certificates');
    if (certificates) cmd.out(`Executing ca-certificates-${certificates.version}.trigger\n`);
  }
  if (failures > 0) cmd.out(`${failures} error${failures > 1 ? 's' : ''}; ${state.summary().replace(/^OK: /, '')}`);
  else if (!quiet) cmd.out(state.summary());
  return failures;
}

const stamp = (cmd: Command): string => strftime('%Y%m%d.%H%M%S', cmd.sys.now());

async function del(cmd: Command, state: ApkState, words: readonly string[], quiet: boolean): Promise<number> {
  const names = words.map(wordName);
  const none = names.filter((name) => !state.get(name));
  for (const name of none) cmd.err(`WARNING: ${name}: no such package is installed\n`);
  const held = names.filter(
    (name) =>
      state.get(name) &&
      state.entries.some((one) => one.depends.includes(name) && !names.includes(one.name) && !state.unneeded().includes(one.name)),
  );
  state.world = state.world.filter((word) => !names.includes(wordName(word)));
  const going = state.unneeded();
  if (held.length > 0) {
    cmd.out('World updated, but the following packages are not removed due to:\n');
    for (const name of held) {
      const who = state.entries.filter((one) => one.depends.includes(name) && !going.includes(one.name)).map((one) => one.name);
      if (who.length > 0) cmd.out(`  ${name}: ${who.join(' ')}\n`);
    }
    cmd.out('\n');
  }
  const busybox = state.get('busybox');
  for (const [n, name] of going.entries()) {
    const entry = state.get(name);
    if (!quiet)
      cmd.out(`(${String(n + 1).padStart(String(going.length).length)}/${going.length}) Purging ${name} (${entry?.version ?? ''})\n`);
    await cmd.flush();
    await cmd.sys.sleep(3);
    state.remove(name);
  }
  state.save();
  if (going.length > 0 && busybox && !quiet) cmd.out(`Executing busybox-${busybox.version}.trigger\n`);
  if (!quiet) cmd.out(state.summary());
  return 0;
}
