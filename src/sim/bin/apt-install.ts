/** apt-get install, upgrade and their like: what is going to happen, the question, the fetching, and dpkg. */
import type { Package } from '../packages/package.ts';
import type { AptOptions } from './apt-options.ts';
import { installPackages } from './apt-run.ts';
import { archiveUrl, LISTS, sourceOf, sourceText } from './apt-sources.ts';
import type { AptState } from './apt-state.ts';
import { ask, why } from './apt-update.ts';
import { listText, screenWidth, sizeText, timeText } from './apt-words.ts';
import { type Command, Exit } from './command.ts';
import { Download, failed } from './package-download.ts';
import { makeFolder } from './package-files.ts';

/** The exit status of whatever apt cannot do. */
const FAILURE = 100;

/** Ends with apt's word for a failure. */
export function fail(cmd: Command, text: string): never {
  cmd.err(`E: ${text}\n`);
  throw new Exit(FAILURE);
}

/** "[Y/n]": true to go on. Without a terminal and without -y the answer is no. */
export async function confirm(cmd: Command, options: AptOptions): Promise<void> {
  if (options.yes) return;
  cmd.out('Do you want to continue? [Y/n] ');
  let answer = 'n';
  if (options.no) cmd.out('N\n');
  else {
    await cmd.flush();
    answer = 'n';
    for await (const { text } of cmd.lines(0)) {
      answer = text.trim() || 'y';
      break;
    }
  }
  if (/^y/i.test(answer)) return;
  cmd.out('Abort.\n');
  throw new Exit(1);
}

/** Names of suggested (or recommended) packages that are neither there nor coming. */
function offered(packages: readonly Package[], state: AptState, get: (one: Package) => string): string[] {
  const coming = new Set(packages.flatMap(({ name, provides }) => [name, ...provides]));
  const out: string[] = [];
  const seen = new Set<string>();
  for (const one of [...packages].sort((a, b) => (a.name < b.name ? -1 : 1)))
    for (const words of get(one).split(',')) {
      const shown = words.split('|').map((word) => word.replace(/\(.*/, '').trim());
      const names = shown.map((word) => word.replace(/:.*/, ''));
      if (names[0] === '' || names.some((name) => coming.has(name) || state.provides(name))) continue;
      const key = names.join(' | ');
      if (seen.has(key)) continue;
      seen.add(key);
      out.push(...shown.map((name, n) => (n > 0 ? `| ${name}` : name)));
    }
  return out;
}

const sorted = (packages: readonly Package[]): string[] => packages.map(({ name }) => name).sort();

/** Finds the packages that words on the command line mean; what is the newest already is told of. */
function named(cmd: Command, state: AptState, options: AptOptions, words: readonly string[]): { wanted: Package[]; manual: string[] } {
  const wanted: Package[] = [];
  const manual: string[] = [];
  const missing: string[] = [];
  for (const word of words) {
    const [, name = word, version] = /^([^=/]+?)(?::amd64)?(?:[=/](.*))?$/.exec(word) ?? [];
    const candidates = state.index.candidates(name);
    const [one] = candidates;
    if (!one) {
      if (state.installed(name)) manual.push(name);
      else missing.push(`Unable to locate package ${name}`);
      continue;
    }
    if (one.name !== name) {
      if (candidates.length > 1) {
        cmd.out(
          `Package ${name} is a virtual package provided by:\n${candidates.map((each) => `  ${each.name} ${each.version}\n`).join('')}You should explicitly select one to install.\n\n`,
        );
        missing.push(`Package '${name}' has no installation candidate`);
        continue;
      }
      cmd.out(`Note, selecting '${one.name}' instead of '${name}'\n`);
    }
    const pattern = version === undefined ? null : new RegExp(`^${version.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*')}$`);
    if (pattern && word.includes('=') && !pattern.test(one.version)) {
      missing.push(`Version '${version}' for '${name}' was not found`);
      continue;
    }
    if (state.installed(one.name)?.version === one.version && !options.reinstall) {
      if (options.quiet < 2) cmd.out(`${one.name} is already the newest version (${one.version}).\n`);
      if (state.auto.has(one.name)) cmd.out(`${one.name} set to manually installed.\n`);
      manual.push(one.name);
    } else wanted.push(one);
  }
  if (missing.length > 0) {
    cmd.err(missing.map((text) => `E: ${text}\n`).join(''));
    throw new Exit(FAILURE);
  }
  return { wanted, manual };
}

/** apt-get install WORDS. */
export async function install(cmd: Command, state: AptState, options: AptOptions, words: readonly string[]): Promise<number> {
  const { wanted, manual } = named(cmd, state, options, words);
  for (const name of manual) state.auto.delete(name);
  if (manual.length > 0 && !options.simulate) state.save();
  const all = state.index.closure(wanted, (name) => state.provides(name), options.recommends);
  return carryOut(cmd, state, options, all, wanted);
}

/** apt-get upgrade. */
export function upgrade(cmd: Command, state: AptState, options: AptOptions): Promise<number> {
  const wanted = state.upgradable();
  return carryOut(
    cmd,
    state,
    options,
    state.index.closure(wanted, (name) => state.provides(name), false),
    [],
  );
}

async function carryOut(
  cmd: Command,
  state: AptState,
  options: AptOptions,
  all: readonly Package[],
  wanted: readonly Package[],
): Promise<number> {
  const width = screenWidth(cmd);
  const say = (text: string): void => {
    if (options.quiet < 2) cmd.out(text);
  };
  const isNew = (one: Package): boolean => !state.installed(one.name);
  const fresh = all.filter(isNew);
  const newer = all.filter((one) => !isNew(one));
  const extra = fresh.filter((one) => !wanted.includes(one));
  const unneeded = state.unneeded();
  if (unneeded.length > 0)
    say(
      `${listText(`The following package${unneeded.length > 1 ? 's were' : ' was'} automatically installed and ${unneeded.length > 1 ? 'are' : 'is'} no longer required:`, unneeded, width)}Use 'apt autoremove' to remove ${unneeded.length > 1 ? 'them' : 'it'}.\n`,
    );
  say(listText('The following additional packages will be installed:', sorted(extra), width));
  say(
    listText(
      'Suggested packages:',
      offered(fresh, state, ({ suggests }) => suggests),
      width,
    ),
  );
  if (!options.recommends)
    say(
      listText(
        'Recommended packages:',
        offered(fresh, state, ({ recommends }) => recommends),
        width,
      ),
    );
  say(listText('The following NEW packages will be installed:', sorted(fresh), width));
  say(listText('The following packages will be upgraded:', sorted(newer), width));
  const rest = state.upgradable().filter((one) => !all.includes(one)).length;
  say(
    `${newer.length} upgraded, ${fresh.length} newly installed, ${options.reinstall ? `${newer.length} reinstalled, ` : ''}0 to remove and ${rest} not upgraded.\n`,
  );
  if (all.length === 0) return 0;
  if (options.simulate) {
    for (const word of ['Inst', 'Conf'])
      for (const one of all) cmd.out(`${word} ${one.name} (${one.version} Debian:12.15/oldstable [${one.arch}])\n`);
    return 0;
  }
  const need = all.reduce((sum, { size }) => sum + size, 0);
  const space = fresh.reduce((sum, one) => sum + one.installedSize, 0);
  say(`Need to get ${sizeText(need)}B of archives.\nAfter this operation, ${sizeText(space)}B of additional disk space will be used.\n`);
  if (extra.length > 0 || newer.length > 0 || options.no) await confirm(cmd, options);
  await cmd.flush();
  await fetchArchives(cmd, state, options, all, need);
  if (options.downloadOnly) {
    say('Download complete and in download only mode\n');
    return 0;
  }
  await installPackages(
    cmd,
    state,
    all,
    new Set(all.filter((one) => !wanted.includes(one) && (isNew(one) || state.auto.has(one.name))).map(({ name }) => name)),
  );
  return 0;
}

async function fetchArchives(cmd: Command, state: AptState, options: AptOptions, all: readonly Package[], need: number): Promise<void> {
  const { sys } = cmd;
  makeFolder(sys, `${LISTS}/partial`);
  const download = new Download(sys);
  const began = sys.now();
  const failures: string[] = [];
  const places = all.flatMap((one) => {
    const source = sourceOf(one, state.sources);
    return source ? [{ one, source, url: archiveUrl(one, source) }] : [];
  });
  const line = ({ one, source }: (typeof places)[number]): string => `${sourceText(source)} ${one.name} ${one.arch} ${one.version}`;
  const answers = await ask(
    cmd,
    download,
    places.map(({ url }) => url),
    (kind, n, failure) => {
      const place = places[n];
      if (!place) return;
      if (options.quiet < 2) cmd.out(`${kind}:${n + 1} ${line(place)}\n${kind === 'Err' ? `  ${why(failure)}\n` : ''}`);
      if (kind === 'Err') failures.push(`E: Failed to fetch ${place.url}  ${why(failure)}\n`);
    },
  );
  for (const [n, place] of places.entries()) {
    const answer = answers[n];
    if (!answer || failed(answer)) continue;
    if (options.quiet < 2) cmd.out(`Get:${n + 1} ${line(place)} [${sizeText(place.one.size)}B]\n`);
    await cmd.flush();
    await download.transfer(place.one.size);
  }
  download.close();
  if (failures.length > 0) {
    cmd.err(`${failures.join('')}E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`);
    throw new Exit(FAILURE);
  }
  const took = sys.now() - began;
  if (options.quiet < 2) cmd.out(`Fetched ${sizeText(need)}B in ${timeText(took)} (${sizeText(need / Math.max(took / 1000, 0.001))}B/s)\n`);
  await cmd.flush();
}

/** Names as they are told of in lists of what goes: with a star when their configuration goes too. */
export const goingNames = (names: readonly string[], purge: boolean): string[] =>
  [...names].sort().map((name) => (purge ? `${name}*` : name));
