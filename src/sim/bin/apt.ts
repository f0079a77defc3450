/** apt-get(8) and apt(8). */
import { install, fail, upgrade } from './apt-install.ts';
import { aptOptions, type AptOptions } from './apt-options.ts';
import { list, search, show } from './apt-cache.ts';
import { remove } from './apt-remove.ts';
import { LISTS } from './apt-sources.ts';
import { AptState } from './apt-state.ts';
import { update } from './apt-update.ts';
import { step } from './apt-words.ts';
import { type Command, type Main, basename } from './command.ts';
import { namesIn, removeFiles } from './package-files.ts';

const VERSION = 'apt 2.6.1 (amd64)\n';
const USAGE: Readonly<Record<string, string>> = {
  'apt-get': `${VERSION}Usage: apt-get [options] command
       apt-get [options] install|remove pkg1 [pkg2 ...]
       apt-get [options] source pkg1 [pkg2 ...]

apt-get is a command line interface for retrieval of packages
and information about them from authenticated sources and
for installation, upgrade and removal of packages together
with their dependencies.

Most used commands:
  update - Retrieve new lists of packages
  upgrade - Perform an upgrade
  install - Install new packages (pkg is libc6 not libc6.deb)
  remove - Remove packages
  purge - Remove packages and config files
  autoremove - Remove automatically all unused packages
  dist-upgrade - Distribution upgrade, see apt-get(8)
  clean - Erase downloaded archive files
  autoclean - Erase old downloaded archive files
`,
  apt: `${VERSION}Usage: apt [options] command

apt is a commandline package manager and provides commands for
searching and managing as well as querying information about packages.

Most used commands:
  list - list packages based on package names
  search - search in package descriptions
  show - show package details
  install - install packages
  remove - remove packages
  autoremove - automatically remove all unused packages
  update - update list of available packages
  upgrade - upgrade the system by installing/upgrading packages
  full-upgrade - upgrade the system by removing/installing/upgrading packages
`,
};

const CHANGING = new Set(
  'update install reinstall remove purge autoremove auto-remove upgrade dist-upgrade full-upgrade clean autoclean build-dep'.split(' '),
);

/** apt-get and apt, by the name it was called as. */
export const apt: Main = async (cmd) => {
  const tool = basename(cmd.name);
  const options = aptOptions(cmd);
  const [command = '', ...words] = options.words;
  if (options.version) {
    cmd.out(VERSION);
    return 0;
  }
  if (tool === 'apt' && !cmd.sys.isatty(1) && command !== '')
    cmd.err('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  if (options.help || command === '' || command === 'help') {
    cmd.out(USAGE[tool] ?? '');
    return options.help || command === 'help' ? 0 : 1;
  }
  if (tool === 'apt' && ['list', 'search', 'show'].includes(command)) {
    const state = new AptState(cmd.sys);
    return command === 'list'
      ? list(cmd, state, options, words)
      : command === 'search'
        ? search(cmd, state, words, true)
        : show(cmd, state, words);
  }
  if (!CHANGING.has(command)) return fail(cmd, `Invalid operation ${command}`);
  if (cmd.sys.geteuid() !== 0 && !options.simulate) return notRoot(cmd, command);
  if (command === 'update') return updated(cmd, tool, options);
  if (command === 'clean' || command === 'autoclean') {
    const archives = '/var/cache/apt/archives';
    removeFiles(cmd.sys, [
      ...namesIn(cmd.sys, archives)
        .filter((name) => name.endsWith('.deb'))
        .map((name) => `${archives}/${name}`),
      '/var/cache/apt/pkgcache.bin',
      '/var/cache/apt/srcpkgcache.bin',
    ]);
    return 0;
  }
  if (command === 'build-dep') return fail(cmd, "You must put some 'deb-src' URIs in your sources.list");
  const state = new AptState(cmd.sys);
  if (options.quiet < 2)
    cmd.out(step(cmd, 'Reading package lists') + step(cmd, 'Building dependency tree') + step(cmd, 'Reading state information'));
  if (command === 'install' || command === 'reinstall')
    return install(cmd, state, command === 'reinstall' ? { ...options, reinstall: true } : options, words);
  if (command.endsWith('upgrade')) {
    if (options.quiet < 2) cmd.out(step(cmd, 'Calculating upgrade'));
    return upgrade(cmd, state, options);
  }
  const auto = command.startsWith('auto') || options.autoRemove;
  return remove(cmd, state, options, words, { purge: command === 'purge' || options.purge, auto });
};

async function updated(cmd: Command, tool: string, options: AptOptions): Promise<number> {
  const code = await update(cmd, options.quiet);
  if (tool === 'apt' && options.quiet < 2) {
    const count = new AptState(cmd.sys).upgradable().length;
    cmd.out(step(cmd, 'Building dependency tree') + step(cmd, 'Reading state information'));
    cmd.out(
      count === 0
        ? 'All packages are up to date.\n'
        : `${count} package${count > 1 ? 's' : ''} can be upgraded. Run 'apt list --upgradable' to see ${count > 1 ? 'them' : 'it'}.\n`,
    );
  }
  return code;
}

function notRoot(cmd: Command, command: string): number {
  if (command === 'update') {
    cmd.out(step(cmd, 'Reading package lists'));
    cmd.err(`E: Could not open lock file ${LISTS}/lock - open (13: Permission denied)\nE: Unable to lock directory ${LISTS}/\n`);
  } else
    cmd.err(
      'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
    );
  return 100;
}
