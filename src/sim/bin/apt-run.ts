/** What dpkg does when apt hands it packages: unpacking, setting up, taking away. */
import { type Package, filesOnDisk, packageFiles } from '../packages/package.ts';
import { field, infoName, listText, type StatusEntry, statusText } from '../packages/dpkg-database.ts';
import { type AptState, DPKG } from './apt-state.ts';
import { type Command, encode } from './command.ts';
import { addUser } from './package-users.ts';
import { isThere, makeFolder, namesIn, placeFiles, putText, removeFiles, textOf } from './package-files.ts';

/** Bytes a second that are unpacked, and milliseconds for each package beside. */
const UNPACKING = 200e6;
const EACH = 12;
const PERCENT = 5;
/** Links that a package's script makes, as it tells of them: the name of the link's group, and the file it points to. */
const ALTERNATIVES: Readonly<Record<string, readonly (readonly [link: string, path: string])[]>> = {
  vim: ['vim', 'vimdiff', 'rvim', 'rview', 'vi', 'view', 'ex', 'editor'].map((link) => [link, '/usr/bin/vim.basic'] as const),
  nano: [
    ['editor', '/bin/nano'],
    ['pico', '/bin/nano'],
  ],
  less: [['pager', '/usr/bin/less']],
};
/** Files that a package's script makes, and the accounts it adds. */
const MADE: Readonly<Record<string, string>> = {
  'ca-certificates': 'etc/ssl/certs/ca-certificates.crt:214222',
  'nginx-common':
    'etc/nginx/nginx.conf:1 etc/nginx/sites-available/default:1 etc/nginx/sites-enabled/default>/etc/nginx/sites-available/default var/www/html/index.nginx-debian.html:1 var/log/nginx/access.log:0 var/log/nginx/error.log:0',
  'redis-server': 'etc/redis/redis.conf:1',
};
const USERS: Readonly<Record<string, readonly [name: string, id: number, home: string]>> = {
  'redis-server': ['redis', 101, '/var/lib/redis'],
  'openssh-server': ['sshd', 102, '/run/sshd'],
};

/** "libgpm2:amd64" where there may be more than one architecture. */
const shownName = ({ name, same, arch }: Pick<Package, 'name' | 'same' | 'arch'>): string => infoName({ name, same, arch });
const entryName = ({ name, arch, text }: StatusEntry): string => infoName({ name, arch, same: field(text, 'Multi-Arch') === 'same' });

/** The files that a package's list names. */
export function listedFiles(cmd: Command, entry: StatusEntry): string[] {
  return textOf(cmd.sys, `${DPKG}/info/${entryName(entry)}.list`)
    .split('\n')
    .filter((path) => path !== '' && path !== '/.');
}

async function readDatabase(cmd: Command): Promise<void> {
  const paths = new Set(
    namesIn(cmd.sys, `${DPKG}/info`)
      .filter((name) => name.endsWith('.list'))
      .flatMap((name) => textOf(cmd.sys, `${DPKG}/info/${name}`).split('\n')),
  );
  cmd.out('(Reading database ... ');
  for (let percent = PERCENT; percent <= 100; percent += PERCENT) cmd.out(`\r(Reading database ... ${percent}%`);
  cmd.out(`\r(Reading database ... ${paths.size} files and directories currently installed.)\n`);
  await cmd.flush();
}

/** Unpacks and sets up packages, in this order. `auto`: came because others need them. */
export async function installPackages(
  cmd: Command,
  state: AptState,
  packages: readonly Package[],
  auto: ReadonlySet<string>,
): Promise<void> {
  const { sys } = cmd;
  if (!state.installed('apt-utils')) cmd.err('debconf: delaying package configuration, since apt-utils is not installed\n');
  await cmd.flush();
  const width = String(packages.length - 1).length;
  for (const [n, one] of packages.entries()) {
    const before = state.installed(one.name);
    if (!before) cmd.out(`Selecting previously unselected package ${shownName(one)}.\n`);
    if (n === 0) await readDatabase(cmd);
    const file = `${packages.length > 1 ? `${String(n).padStart(width, '0')}-` : ''}${one.name}_${one.version.replace(':', '%3a')}_${one.arch}.deb`;
    cmd.out(`Preparing to unpack .../${packages.length > 1 ? file : `${file}`} ...\n`);
    cmd.out(`Unpacking ${shownName(one)} (${one.version}) ${before ? `over (${before.version}) ` : ''}...\n`);
    await cmd.flush();
    await sys.sleep(EACH + (one.installedSize / UNPACKING) * 1000);
    const files = filesOnDisk(one);
    placeFiles(sys, files);
    putText(sys, `${DPKG}/info/${shownName(one)}.list`, listText(files));
    state.set(one.name, statusText(one));
    if (auto.has(one.name)) state.auto.add(one.name);
    else state.auto.delete(one.name);
  }
  for (const one of packages) {
    cmd.out(`Setting up ${shownName(one)} (${one.version}) ...\n`);
    await cmd.flush();
    await sys.sleep(EACH);
    setUp(cmd, one);
  }
  const libraries = packages.some(({ name }) => /^lib.*\d/.test(name));
  const libc = state.installed('libc-bin');
  if (libraries && libc) cmd.out(`Processing triggers for libc-bin (${libc.version}) ...\n`);
  const certificates = packages.find(({ name }) => name === 'ca-certificates');
  if (certificates)
    cmd.out(
      `Processing triggers for ca-certificates (${certificates.version}) ...\nUpdating certificates in /etc/ssl/certs...\n0 added, 0 removed; done.\nRunning hooks in /etc/ca-certificates/update.d...\ndone.\n`,
    );
  state.save();
  log(
    cmd,
    packages.map((one) => `install ${shownName(one)} ${one.version}`),
  );
}

function setUp(cmd: Command, one: Package): void {
  const { sys } = cmd;
  placeFiles(sys, packageFiles(MADE[one.name] ?? ''));
  const user = USERS[one.name];
  if (user) addUser(sys, user[0], user[1], user[2], '/usr/sbin/nologin');
  for (const [link, path] of ALTERNATIVES[one.name] ?? []) {
    makeFolder(sys, '/etc/alternatives');
    for (const [at, to] of [
      [`/etc/alternatives/${link}`, path],
      [`/usr/bin/${link}`, `/etc/alternatives/${link}`],
    ] as const) {
      if (isThere(sys, at)) sys.unlink(at);
      sys.symlink(to, at);
    }
    cmd.out(`update-alternatives: using ${path} to provide /usr/bin/${link} (${link}) in auto mode\n`);
  }
  if (one.name === 'ca-certificates') cmd.out('Updating certificates in /etc/ssl/certs...\n140 added, 0 removed; done.\n');
}

/** Takes packages away, their configuration too when `purge`. */
export async function removePackages(cmd: Command, state: AptState, names: readonly string[], purge: boolean): Promise<void> {
  const { sys } = cmd;
  for (const [n, name] of names.entries()) {
    const entry = state.get(name);
    if (!entry) continue;
    const shown = entryName(entry);
    const wasInstalled = state.installed(name) !== undefined;
    if (n === 0) await readDatabase(cmd);
    const paths = listedFiles(cmd, entry);
    const configuration = paths.filter((path) => path.startsWith('/etc/') && isThere(sys, path) && sys.lstat(path).type !== 'dir');
    if (wasInstalled) {
      cmd.out(`Removing ${shown} (${entry.version}) ...\n`);
      await cmd.flush();
      await sys.sleep(EACH);
      for (const [link, path] of ALTERNATIVES[name] ?? [])
        removeFiles(sys, isThere(sys, path) ? [`/etc/alternatives/${link}`, `/usr/bin/${link}`] : []);
      removeFiles(
        sys,
        paths.filter((path) => !configuration.includes(path)),
      );
    }
    if (purge && configuration.length > 0) {
      cmd.out(`Purging configuration files for ${shown} (${entry.version}) ...\n`);
      removeFiles(sys, configuration);
    }
    const keeps = !purge && configuration.length > 0;
    const list = `${DPKG}/info/${shown}.list`;
    if (keeps) putText(sys, list, `${configuration.join('\n')}\n`);
    else removeFiles(sys, [list]);
    state.set(name, keeps ? entry.text.replace(/^Status: .*$/m, 'Status: deinstall ok config-files') : null);
    state.auto.delete(name);
  }
  state.save();
  log(
    cmd,
    names.map((name) => `remove ${name}`),
  );
}

function log(cmd: Command, lines: readonly string[]): void {
  const { sys } = cmd;
  const stamp = new Date(sys.now()).toISOString().replace('T', ' ').replace(/\..*/, '');
  makeFolder(sys, '/var/log');
  sys.writeFile('/var/log/dpkg.log', encode(lines.map((line) => `${stamp} ${line}\n`).join('')), { append: true });
}
