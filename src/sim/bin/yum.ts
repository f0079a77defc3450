/** yum(8) of CentOS 6 and 7, and dnf(8) of CentOS 8. */
import { shownVersion } from '../packages/centos.ts';
import type { Package } from '../packages/package.ts';
import { type Command, Exit, type Main } from './command.ts';
import { strftime } from './dates.ts';
import { Download } from './package-download.ts';
import { namesIn, removeFiles } from './package-files.ts';
import { RpmState } from './rpm-state.ts';
import { info, list, named, provides, repolist, search } from './yum-query.ts';
import { cacheFolder, curlError, metadata, RepoError, repositoryTrouble, yumRepos } from './yum-repos.ts';
import { installAll, removeAll, type YumOptions, yumSize } from './yum-transaction.ts';

const USAGE = `Usage: yum [options] COMMAND

List of Commands:

check-update   Check for available package updates
clean          Remove cached data
erase          Remove a package or packages from your system
info           Display details about a package or group of packages
install        Install a package or packages on your system
list           List a package or groups of packages
makecache      Generate the metadata cache
provides       Find what package provides the given value
reinstall      reinstall a package
remove         Remove a package or packages from your system
repolist       Display the configured software repositories
search         Search package details for the given string
update         Update a package or packages on your system
upgrade        Update packages taking obsoletes into account
`;
const COMMANDS = new Set(
  'install localinstall reinstall remove erase autoremove update upgrade check-update list info search provides whatprovides makecache clean repolist groupinstall'.split(
    ' ',
  ),
);

/** yum and dnf. */
export const yum: Main = async (cmd) => {
  const words: string[] = [];
  const flags = new Set<string>();
  const enable: string[] = [];
  const disable: string[] = [];
  const args = [...cmd.args];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    const [name = '', value] = arg.split('=', 2);
    if (name === '--enablerepo') enable.push(...(value ?? args.shift() ?? '').split(','));
    else if (name === '--disablerepo') disable.push(...(value ?? args.shift() ?? '').split(','));
    else if (name === '--setopt' || name === '-c' || name === '--installroot' || name === '-x' || name === '--exclude')
      value ?? args.shift();
    else if (arg.startsWith('--')) flags.add(arg.slice(2));
    else if (arg.startsWith('-')) for (const letter of arg.slice(1)) flags.add(letter);
    else words.push(arg);
  }
  const [command = '', ...names] = words;
  const state = new RpmState(cmd.sys);
  const dnf = state.release >= 8;
  if (flags.has('version')) {
    cmd.out(dnf ? '4.4.2\n' : '3.4.3\n');
    return 0;
  }
  if (command === '' || flags.has('h') || flags.has('help')) {
    cmd.out(USAGE);
    return command === '' && !flags.has('h') && !flags.has('help') ? 1 : 0;
  }
  if (!dnf && !flags.has('q')) cmd.out('Loaded plugins: fastestmirror, ovl\n');
  if (!COMMANDS.has(command)) {
    cmd.err(
      dnf
        ? `No such command: ${command}. Please use /usr/bin/yum --help\nIt could be a YUM plugin command, try: "yum install 'dnf-command(${command})'"\n`
        : `No such command: ${command}. Please use /usr/bin/yum --help\n`,
    );
    return 1;
  }
  const changing = /install|remove|erase|update|upgrade|makecache|clean/.test(command) && command !== 'check-update';
  if (changing && cmd.sys.geteuid() !== 0) {
    cmd.err(
      dnf
        ? 'Error: This command has to be run with superuser privileges (under the root user on most systems).\n'
        : 'You need to be root to perform this command.\n',
    );
    return 1;
  }
  const repos = yumRepos(cmd, state.release, enable, disable);
  const options: YumOptions = {
    yes: flags.has('y') || flags.has('assumeyes'),
    no: flags.has('assumeno'),
    quiet: flags.has('q') || flags.has('quiet'),
    downloadOnly: flags.has('downloadonly'),
    dnf,
    repos,
  };
  if (command === 'clean') return clean(cmd, state, options, names);
  if (command === 'remove' || command === 'erase' || command === 'autoremove') return away(cmd, state, options, names);
  if (repos.length === 0) {
    cmd.err(
      dnf
        ? 'Error: There are no enabled repositories in "/etc/yum.repos.d", "/etc/yum/repos.d", "/etc/distro.repos.d".\n'
        : 'There are no enabled repos.\n Run "yum repolist all" to see the repos you have.\n To enable Red Hat Subscription Management repositories:\n     subscription-manager repos --enable <repo>\n To enable custom repositories:\n     yum-config-manager --enable <repo>\n',
    );
    return 1;
  }
  await refresh(cmd, state, options);
  // What is not in an enabled repository is not to be had.
  const ids = new Set(repos.map(({ id }) => id));
  const known = (one: Package): boolean => one.base || (one.repository === 'epel' ? ids.has('epel') : true);
  switch (command) {
    case 'makecache':
      cmd.out('Metadata Cache Created\n'.replace('Created', dnf ? 'created.' : 'Created'));
      return 0;
    case 'repolist':
      return repolist(cmd, options);
    case 'list':
      return list(cmd, state, names, known);
    case 'info':
      return info(cmd, state, names, known);
    case 'search':
      return search(cmd, state, names, known);
    case 'provides':
    case 'whatprovides':
      return provides(cmd, state, names, known);
    case 'check-update':
      return 0;
    case 'update':
    case 'upgrade':
      cmd.out(dnf ? 'Dependencies resolved.\nNothing to do.\nComplete!\n' : 'No packages marked for update\n');
      return 0;
    default:
      return add(cmd, state, options, names, known);
  }
};

async function refresh(cmd: Command, state: RpmState, { dnf, repos }: YumOptions): Promise<void> {
  const download = new Download(cmd.sys);
  let fetched = 0;
  try {
    for (const repo of repos) {
      const got = await metadata(cmd, download, state.release, repo);
      if (!got) continue;
      if (dnf) {
        const right = `${yumSize((got.bytes / Math.max(got.ms, 1)) * 1000).padStart(6)}B/s | ${yumSize(got.bytes).padStart(5)}B     00:${String(Math.round(got.ms / 1000)).padStart(2, '0')}    `;
        cmd.out(`${repo.name.slice(0, 80 - right.length - 1).padEnd(80 - right.length)}${right}\n`);
      } else if (fetched === 0) cmd.out('Determining fastest mirrors\n');
      fetched++;
      await cmd.flush();
    }
  } catch (error) {
    if (!(error instanceof RepoError)) throw error;
    await trouble(cmd, state.release, error);
  } finally {
    download.close();
  }
  if (dnf)
    cmd.out(
      `Last metadata expiration check: 0:00:0${fetched > 0 ? 1 : 9} ago on ${strftime('%a %d %b %Y %I:%M:%S %p %Z', cmd.sys.now())}.\n`,
    );
  else {
    if (fetched === 0) cmd.out('Loading mirror speeds from cached hostfile\n');
    for (const { id, mirrorlist } of repos)
      if (mirrorlist !== '') cmd.out(` * ${id}: ${id === 'epel' ? 'mirrors.aliyun.com' : 'mirror.centos.org'}\n`);
  }
}

async function trouble(cmd: Command, release: number, { repo, url, failure }: RepoError): Promise<never> {
  const id = release >= 7 ? `${repo.id}/${release}/x86_64` : repo.id;
  if (release >= 8) {
    cmd.out(`${repo.name.slice(0, 45).padEnd(47)}${failure ? '0.0  B/s |   0  B     00:00    ' : ' 73  B/s |  38  B     00:00    '}\n`);
    const why = failure
      ? `Curl error (6): Couldn't resolve host name for ${url} [Could not resolve host: ${failure.host}]`
      : 'No URLs in mirrorlist';
    cmd.err(`Error: Failed to download metadata for repo '${repo.id}': Cannot prepare internal mirrorlist: ${why}\n`);
  } else if (failure && url === repo.mirrorlist) {
    cmd.out('Determining fastest mirrors\n');
    cmd.err(`Could not retrieve mirrorlist ${url} error was\n14: ${curlError(failure)}\n${repositoryTrouble(id)}`);
  } else if (failure) {
    cmd.err(
      `${url}: [Errno 14] ${curlError(failure)}\nTrying other mirror.\n${repositoryTrouble(id).replace(/Cannot find[\s\S]*/, '')}failure: repodata/repomd.xml from ${repo.id}: [Errno 256] No more mirrors to try.\n${url}: [Errno 14] ${curlError(failure)}\n`,
    );
  } else
    cmd.err(
      `YumRepo Error: All mirror URLs are not using ftp, http[s] or file.\n Eg. ${url}/\nError: Cannot find a valid baseurl for repo: ${repo.id}\n`,
    );
  throw new Exit(1);
}

function clean(cmd: Command, state: RpmState, { dnf, repos }: YumOptions, names: readonly string[]): number {
  if (names.length === 0) {
    cmd.err('Error: clean requires an option: headers, packages, metadata, dbcache, plugins, expire-cache, rpmdb, all\n');
    return 1;
  }
  let count = 0;
  const sweep = (folder: string): void => {
    for (const name of namesIn(cmd.sys, folder)) {
      const path = `${folder}/${name}`;
      if (cmd.sys.lstat(path).type === 'dir') sweep(path);
      else count++;
      removeFiles(cmd.sys, [path]);
    }
  };
  for (const repo of repos) sweep(cacheFolder(state.release, repo));
  if (dnf) sweep('/var/cache/dnf');
  cmd.out(dnf ? `${count} files removed\n` : `Cleaning repos: ${repos.map(({ id }) => id).join(' ')}\n`);
  if (!dnf && names.includes('all')) cmd.out('Cleaning up list of fastest mirrors\n');
  return 0;
}

function add(
  cmd: Command,
  state: RpmState,
  options: YumOptions,
  names: readonly string[],
  known: (one: Package) => boolean,
): Promise<number> | number {
  const { dnf } = options;
  if (names.length === 0) {
    cmd.err('Error: Need to pass a list of pkgs to install\n');
    return 1;
  }
  const wanted: Package[] = [];
  const bad: string[] = [];
  for (const word of names) {
    const one = named(state, word, known);
    if (!one) {
      bad.push(word);
      cmd.out(dnf ? `No match for argument: ${word}\n` : `No package ${word} available.\n`);
    } else if (state.get(one.name) && (one.base || state.get(one.name)?.version === one.version))
      cmd.out(
        dnf
          ? `Package ${one.name}-${shownVersion(one.version)}.${one.arch} is already installed.\n`
          : `Package ${one.name}-${shownVersion(one.version)}.${one.arch} already installed and latest version\n`,
      );
    else wanted.push(one);
  }
  if (bad.length > 0 && (dnf || wanted.length === 0)) {
    cmd.err(dnf ? `Error: Unable to find a match: ${bad.join(' ')}\n` : 'Error: Nothing to do\n');
    return 1;
  }
  if (wanted.length === 0) {
    cmd.out(dnf ? 'Dependencies resolved.\nNothing to do.\nComplete!\n' : 'Nothing to do\n');
    return 0;
  }
  const all = state.index.closure(wanted, (name) => state.get(name) !== undefined, false);
  return installAll(cmd, state, options, wanted, all);
}

function away(cmd: Command, state: RpmState, options: YumOptions, names: readonly string[]): Promise<number> | number {
  const here = names.filter((name) => state.get(name));
  for (const name of names)
    if (!here.includes(name)) cmd.out(options.dnf ? `No match for argument: ${name}\n` : `No Match for argument: ${name}\n`);
  if (here.length === 0) {
    cmd.out(
      options.dnf
        ? 'No packages marked for removal.\nDependencies resolved.\nNothing to do.\nComplete!\n'
        : 'No Packages marked for removal\n',
    );
    return 0;
  }
  const vital = state.dependents(here).find((name) => name === 'yum' || name === 'systemd');
  if (vital !== undefined) {
    cmd.err(`Error: Trying to remove "${vital}", which is protected\n`);
    return 1;
  }
  return removeAll(cmd, state, options, here);
}
