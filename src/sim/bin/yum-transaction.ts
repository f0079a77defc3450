/** What yum and dnf show of a transaction and how they carry it out. */
import { nevra, shownVersion } from '../packages/centos.ts';
import type { Package } from '../packages/package.ts';
import { type Command, Exit } from './command.ts';
import { strftime } from './dates.ts';
import { Download, failed } from './package-download.ts';
import { type RpmState, rpmName } from './rpm-state.ts';
import { curlError, knownBase, type YumRepo } from './yum-repos.ts';

const WIDTH = 80;
const UNPACKING = 200e6;

/** How a transaction goes. */
export interface YumOptions {
  readonly yes: boolean;
  readonly no: boolean;
  readonly quiet: boolean;
  readonly downloadOnly: boolean;
  readonly dnf: boolean;
  readonly repos: readonly YumRepo[];
}

/** "1.1 M": yum's sizes. */
export function yumSize(bytes: number): string {
  let size = bytes;
  for (const unit of ['', 'k', 'M', 'G']) {
    if (size < 1000) return size < 10 && unit !== '' ? `${size.toFixed(1)} ${unit}` : `${Math.round(size)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(1)} T`;
}

interface Row {
  readonly name: string;
  readonly arch: string;
  readonly version: string;
  readonly repository: string;
  readonly size: string;
}

/** The table of a transaction: a title, and rows under headings. */
function table(groups: readonly (readonly [title: string, rows: readonly Row[]])[], dnf: boolean): string {
  const all = groups.flatMap(([, rows]) => rows);
  const widest = (get: (row: Row) => string, least: number): number => Math.max(least, ...all.map((row) => get(row).length));
  const repository = dnf ? 'Repo' : 'Repository';
  const fixed = [
    widest(({ name }) => name, 7),
    widest(({ arch }) => arch, 4),
    widest(({ version }) => version, 7),
    widest((row) => row.repository, repository.length),
    widest(({ size }) => size, 4),
  ] as const;
  const spare = Math.max(0, WIDTH - 1 - fixed.reduce((sum, one) => sum + one, 0) - fixed.length);
  const gap = 1 + Math.floor(spare / 4);
  const line = ([name, arch, version, repo, size]: readonly [string, string, string, string, string]): string =>
    ` ${name.padEnd(fixed[0] + gap)}${arch.padEnd(fixed[1] + gap)}${version.padEnd(fixed[2] + gap)}${repo.padEnd(fixed[3] + gap)}${size.padStart(fixed[4])}\n`;
  const bar = `${'='.repeat(WIDTH)}\n`;
  const body = groups
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${title}:\n${rows.map((row) => line([row.name, row.arch, row.version, row.repository, row.size])).join('')}`)
    .join('');
  return `${bar}${line(['Package', 'Arch', 'Version', repository, 'Size'])}${bar}${body}\nTransaction Summary\n${bar}`;
}

const rowOf = (one: Package): Row => ({
  name: one.name,
  arch: one.arch,
  version: shownVersion(one.version),
  repository: one.repository,
  size: yumSize(one.size),
});

async function confirm(cmd: Command, { yes, no, dnf }: YumOptions): Promise<void> {
  if (yes) return;
  cmd.out(dnf ? 'Is this ok [y/N]: ' : 'Is this ok [y/d/N]: ');
  await cmd.flush();
  let answer = 'n';
  if (!no)
    for await (const { text } of cmd.lines(0)) {
      answer = text;
      break;
    }
  if (/^y/i.test(answer.trim())) return;
  const saved = `yum_save_tx.${strftime('%Y-%m-%d.%H-%M', cmd.sys.now())}.yumtx`;
  cmd.out(
    dnf
      ? 'Operation aborted.\n'
      : `Exiting on user command\nYour transaction was saved, rerun it with:\n yum load-transaction /tmp/${saved}\n`,
  );
  throw new Exit(1);
}

/** Installs `wanted` and what they need (`all`, in the order of installing). */
export async function installAll(
  cmd: Command,
  state: RpmState,
  options: YumOptions,
  wanted: readonly Package[],
  all: readonly Package[],
): Promise<number> {
  const { sys } = cmd;
  const { dnf } = options;
  const extra = all.filter((one) => !wanted.includes(one));
  const fresh = wanted.filter(({ name }) => !state.get(name));
  const newer = wanted.filter(({ name }) => state.get(name));
  if (!dnf) {
    cmd.out('Resolving Dependencies\n--> Running transaction check\n');
    for (const one of wanted)
      cmd.out(`---> Package ${one.name}.${one.arch} ${one.version} will be ${state.get(one.name) ? 'an update' : 'installed'}\n`);
    for (const one of extra) {
      const parent = all.find(({ depends }) => depends.split(', ').includes(one.name));
      if (parent) cmd.out(`--> Processing Dependency: ${one.name} for package: ${titled(parent)}\n`);
    }
    if (extra.length > 0) cmd.out('--> Running transaction check\n');
    for (const one of extra) cmd.out(`---> Package ${one.name}.${one.arch} ${one.version} will be installed\n`);
    cmd.out('--> Finished Dependency Resolution\n\nDependencies Resolved\n\n');
  } else cmd.out('Dependencies resolved.\n');
  const groups = [
    ['Installing', fresh.map(rowOf)],
    [dnf ? 'Upgrading' : 'Updating', newer.map(rowOf)],
    [dnf ? 'Installing dependencies' : 'Installing for dependencies', extra.map(rowOf)],
  ] as const;
  cmd.out(table(groups, dnf));
  const packages = (count: number): string => `${count} Package${count > 1 ? 's' : ''}`;
  if (dnf)
    cmd.out(
      `${fresh.length + extra.length > 0 ? `Install  ${packages(fresh.length + extra.length)}\n` : ''}${newer.length > 0 ? `Upgrade  ${packages(newer.length)}\n` : ''}\n`,
    );
  else {
    if (fresh.length > 0)
      cmd.out(
        `Install  ${packages(fresh.length)}${extra.length > 0 ? ` (+${extra.length} Dependent package${extra.length > 1 ? 's' : ''})` : ''}\n`,
      );
    if (newer.length > 0)
      cmd.out(
        `Upgrade  ${packages(newer.length)}${fresh.length === 0 && extra.length > 0 ? ` (+${extra.length} Dependent package${extra.length > 1 ? 's' : ''})` : ''}\n`,
      );
    cmd.out('\n');
  }
  const bytes = all.reduce((sum, { size }) => sum + size, 0);
  cmd.out(`Total download size: ${yumSize(bytes)}\n`);
  if (newer.length === 0) cmd.out(`Installed size: ${yumSize(all.reduce((sum, { installedSize }) => sum + installedSize, 0))}\n`);
  await confirm(cmd, options);
  await fetchAll(cmd, state, options, all, bytes);
  if (options.downloadOnly) return 0;
  cmd.out(
    dnf
      ? 'Running transaction check\nTransaction check succeeded.\nRunning transaction test\nTransaction test succeeded.\nRunning transaction\n'
      : 'Running transaction check\nRunning transaction test\nTransaction test succeeded\nRunning transaction\n',
  );
  if (dnf) cmd.out(progress('Preparing', '', 1, 1, true));
  for (const [n, one] of all.entries()) {
    cmd.out(progress(state.get(one.name) ? (dnf ? 'Upgrading' : 'Updating') : 'Installing', titled(one), n + 1, all.length, dnf));
    await cmd.flush();
    await sys.sleep(15 + (one.installedSize / UNPACKING) * 1000);
    state.install(one);
  }
  for (const [n, one] of all.entries()) cmd.out(progress('Verifying', titled(one), n + 1, all.length, dnf));
  state.save();
  const done = (title: string, list: readonly Package[]): void => {
    if (list.length === 0) return;
    cmd.out(`\n${title}:\n${list.map((one) => `  ${dnf ? titled(one) : `${one.name}.${one.arch} ${one.version}`}\n`).join('')}`);
  };
  done('Installed', dnf ? [...fresh, ...extra] : fresh);
  done(dnf ? 'Upgraded' : 'Updated', newer);
  if (!dnf) done('Dependency Installed', extra);
  cmd.out('\nComplete!\n');
  return 0;
}

const titled = ({ name, version, arch }: Pick<Package, 'name' | 'version' | 'arch'>): string => {
  const [, epoch = '0'] = /^(\d+):/.exec(version) ?? [];
  return epoch === '0' ? rpmName({ name, version, arch }) : `${epoch}:${rpmName({ name, version, arch })}`;
};

function progress(what: string, name: string, n: number, of: number, dnf: boolean): string {
  const count = `${n}/${of}`;
  const start = dnf ? `  ${what.padEnd(16)} : ${name}` : `  ${what.padEnd(10)} : ${name}`;
  return `${start.slice(0, WIDTH - count.length - 2).padEnd(WIDTH - count.length - 1)}${count} \n`;
}

async function fetchAll(cmd: Command, state: RpmState, { dnf, repos }: YumOptions, all: readonly Package[], bytes: number): Promise<void> {
  const { sys } = cmd;
  cmd.out(dnf ? 'Downloading Packages:\n' : 'Downloading packages:\n');
  const download = new Download(sys);
  const began = sys.now();
  for (const [n, one] of all.entries()) {
    const repo = repos.find(({ id }) => id === one.repository) ?? repos[0];
    if (!repo) continue;
    const url = `${knownBase(cmd, state.release, repo)}Packages/${nevra(one)}.rpm`;
    const answer = await download.head(url);
    if (failed(answer)) {
      cmd.err(
        dnf
          ? `[MIRROR] ${nevra(one)}.rpm: Curl error (6): Couldn't resolve host name for ${url}\n[FAILED] ${nevra(one)}.rpm: No more mirrors to try - All mirrors were already tried without success\nError: Error downloading packages:\n  Cannot download Packages/${nevra(one)}.rpm: All mirrors were tried\n`
          : `\n\nError downloading packages:\n  ${titled(one)}: [Errno 256] No more mirrors to try.\n${url}: [Errno 14] ${curlError(answer)}\n`,
      );
      throw new Exit(1);
    }
    const start = sys.now();
    await download.transfer(one.size);
    const ms = sys.now() - start;
    const speed = yumSize((one.size / Math.max(ms, 1)) * 1000);
    const right = dnf
      ? `${speed.padStart(6)}B/s | ${yumSize(one.size).padStart(5)}B     00:00    `
      : `| ${yumSize(one.size).padStart(5)}B  00:00:00     `;
    const left = all.length > 1 ? `(${n + 1}/${all.length}): ${nevra(one)}.rpm` : `${nevra(one)}.rpm`;
    cmd.out(`${left.slice(0, WIDTH - right.length - 1).padEnd(WIDTH - right.length)}${right}\n`);
    await cmd.flush();
  }
  download.close();
  if (dnf || all.length > 1) {
    const speed = yumSize((bytes / Math.max(sys.now() - began, 1)) * 1000);
    const right = dnf
      ? `${speed.padStart(6)}B/s | ${yumSize(bytes).padStart(5)}B     00:00     `
      : `${speed.padStart(6)}B/s | ${yumSize(bytes).padStart(5)}B  00:00:00     `;
    cmd.out(`${'-'.repeat(WIDTH)}\n${'Total'.padEnd(WIDTH - right.length)}${right}\n`);
  }
}

/** Removes `names` and what needs them. */
export async function removeAll(cmd: Command, state: RpmState, options: YumOptions, names: readonly string[]): Promise<number> {
  const { dnf } = options;
  const going = state.dependents(names).flatMap((name) => state.get(name) ?? []);
  if (!dnf) {
    cmd.out('Resolving Dependencies\n--> Running transaction check\n');
    for (const one of going) cmd.out(`---> Package ${one.name}.${one.arch} ${one.version} will be erased\n`);
    cmd.out('--> Finished Dependency Resolution\n\nDependencies Resolved\n\n');
  } else cmd.out('Dependencies resolved.\n');
  const row = (one: (typeof going)[number]): Row => ({
    name: one.name,
    arch: one.arch,
    version: shownVersion(one.version),
    repository: `@${one.repository}`,
    size: yumSize(one.installedSize),
  });
  cmd.out(
    table(
      [
        ['Removing', going.filter(({ name }) => names.includes(name)).map(row)],
        [dnf ? 'Removing dependent packages' : 'Removing for dependencies', going.filter(({ name }) => !names.includes(name)).map(row)],
      ],
      dnf,
    ),
  );
  const extra = going.length - names.length;
  const count = (n: number): string => `${n} Package${n > 1 ? 's' : ''}`;
  cmd.out(
    `Remove  ${dnf ? count(going.length) : `${count(names.length)}${extra > 0 ? ` (+${extra} Dependent package${extra > 1 ? 's' : ''})` : ''}`}\n\n`,
  );
  cmd.out(`${dnf ? 'Freed space' : 'Installed size'}: ${yumSize(going.reduce((sum, one) => sum + one.installedSize, 0))}\n`);
  await confirm(cmd, options);
  cmd.out(
    dnf
      ? 'Running transaction check\nTransaction check succeeded.\nRunning transaction test\nTransaction test succeeded.\nRunning transaction\n'
      : 'Downloading packages:\nRunning transaction check\nRunning transaction test\nTransaction test succeeded\nRunning transaction\n',
  );
  for (const [n, one] of going.entries()) {
    cmd.out(progress('Erasing', titled(one), n + 1, going.length, dnf));
    await cmd.flush();
    await cmd.sys.sleep(15);
    state.remove(one.name);
  }
  for (const [n, one] of going.entries()) cmd.out(progress('Verifying', titled(one), n + 1, going.length, dnf));
  state.save();
  cmd.out(`\nRemoved:\n${going.map((one) => `  ${dnf ? titled(one) : `${one.name}.${one.arch} ${one.version}`}\n`).join('')}\nComplete!\n`);
  return 0;
}
