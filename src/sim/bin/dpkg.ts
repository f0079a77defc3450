/** dpkg(1) and dpkg-query(1): what is installed, and which files lie where. Packages come by apt. */
import { field, type StatusEntry } from '../packages/dpkg-database.ts';
import { listedFiles, removePackages } from './apt-run.ts';
import { AptState } from './apt-state.ts';
import { type Command, type Main, basename } from './command.ts';

const USAGE = `Use dpkg --info (= dpkg-deb --info) to examine archive files.\n`;
const CONTENTS = `Use dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n`;
const NEEDS = `dpkg: error: need an action option

Type dpkg --help for help about installing and deinstalling packages [*];
Use 'apt' or 'aptitude' for user-friendly package management;
Type dpkg -Dhelp for a list of dpkg debug flag values;
Type dpkg --force-help for a list of forcing options;
Type dpkg-deb --help for help about manipulating *.deb files;

Options marked [*] produce a lot of output - pipe it through 'less' or 'more' !
`;
const HEAD = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`;
/** Least widths of the columns of a list. */
const [NAME, VERSION, ARCH, DESCRIPTION] = [14, 12, 12, 33];

const shown = ({ name, arch, text }: StatusEntry): string => (field(text, 'Multi-Arch') === 'same' ? `${name}:${arch}` : name);
const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

function list(cmd: Command, state: AptState, patterns: readonly string[]): number {
  const found = state.entries().filter(({ name }) => patterns.length === 0 || patterns.some((pattern) => matcher(pattern).test(name)));
  const rows = found.map((one) => {
    const [want = '', , is = ''] = one.status.split(' ');
    const mark = `${want === 'hold' ? 'h' : want === 'deinstall' ? 'r' : 'i'}${is === 'config-files' ? 'c' : 'i'}`;
    return [mark, shown(one), one.version, one.arch, field(one.text, 'Description')] as const;
  });
  if (rows.length > 0) {
    const widest = (column: 1 | 2 | 4, least: number): number => Math.max(least, ...rows.map((row) => row[column].length));
    let [name, version, description] = [widest(1, NAME), widest(2, VERSION), widest(4, DESCRIPTION)];
    if (cmd.sys.isatty(1)) {
      const spare = Math.max(0, (cmd.sys.winsize(1).cols || 80) - 80) >> 2;
      [name, version] = [Math.max(name, NAME + spare), Math.max(version, VERSION + spare)];
      description = Math.max(1, (cmd.sys.winsize(1).cols || 80) - name - version - ARCH - 7);
    }
    const line = (mark: string, cells: readonly [string, string, string, string]): string =>
      `${mark} ${cells[0].padEnd(name)} ${cells[1].padEnd(version)} ${cells[2].padEnd(ARCH)} ${cells[3].slice(0, description)}\n`;
    cmd.out(`${HEAD}${line('||/', ['Name', 'Version', 'Architecture', 'Description'])}`);
    cmd.out(`+++-${'='.repeat(name)}-${'='.repeat(version)}-${'='.repeat(ARCH)}-${'='.repeat(description)}\n`);
    for (const [mark, ...cells] of rows) cmd.out(line(`${mark} `, cells));
  }
  let code = 0;
  for (const pattern of patterns)
    if (!found.some(({ name }) => matcher(pattern).test(name))) {
      cmd.err(`dpkg-query: no packages found matching ${pattern}\n`);
      code = 1;
    }
  return code;
}

function files(cmd: Command, state: AptState, names: readonly string[]): number {
  let code = 0;
  for (const [n, name] of names.entries()) {
    const entry = state.get(name.replace(/:amd64$/, ''));
    if (n > 0) cmd.out('\n');
    if (entry) cmd.out(['/.', ...listedFiles(cmd, entry)].map((path) => `${path}\n`).join(''));
    else {
      cmd.err(`dpkg-query: package '${name}' is not installed\n`);
      code = 1;
    }
  }
  if (code > 0) cmd.err(CONTENTS);
  return code;
}

function owners(cmd: Command, state: AptState, patterns: readonly string[]): number {
  let code = 0;
  for (const pattern of patterns) {
    const path = pattern.replace(/^\/(bin|sbin|lib)\//, '/usr/$1/');
    const test = /[*?[]/.test(path) ? matcher(path) : path.startsWith('/') ? matcher(path) : matcher(`*${path}*`);
    const found = state
      .entries()
      .flatMap((one) => listedFiles(cmd, one).flatMap((file) => (test.test(file) ? [[shown(one), file] as const] : [])));
    for (const [name, file] of found) cmd.out(`${name}: ${file === path ? pattern : file}\n`);
    if (found.length > 0) continue;
    cmd.err(`dpkg-query: no path found matching pattern ${pattern}\n`);
    code = 1;
  }
  return code;
}

function status(cmd: Command, state: AptState, names: readonly string[]): number {
  let code = 0;
  for (const name of names.length > 0 ? names : state.entries().map((one) => one.name)) {
    const entry = state.get(name.replace(/:amd64$/, ''));
    if (entry) cmd.out(`${entry.text}\n${names.length > 1 || names.length === 0 ? '\n' : ''}`);
    else {
      cmd.err(`dpkg-query: package '${name}' is not installed and no information is available\n`);
      code = 1;
    }
  }
  if (code > 0) cmd.err(USAGE);
  return code;
}

function format(cmd: Command, state: AptState, patterns: readonly string[], given: string): number {
  const found = state.entries().filter(({ name }) => patterns.length === 0 || patterns.some((pattern) => matcher(pattern).test(name)));
  for (const one of found)
    cmd.out(
      given
        .replace(/\$\{([\w:-]+)(?:;(-?\d+))?\}/g, (_, name: string, width?: string) => {
          const value = name === 'binary:Package' ? shown(one) : name === 'db:Status-Abbrev' ? 'ii ' : field(one.text, name);
          return width === undefined ? value : Number(width) < 0 ? value.padEnd(-Number(width)) : value.padStart(Number(width));
        })
        .replace(/\\([nt])/g, (_, letter: string) => (letter === 'n' ? '\n' : '\t')),
    );
  const none = patterns.filter((pattern) => !found.some(({ name }) => matcher(pattern).test(name)));
  cmd.err(none.map((pattern) => `dpkg-query: no packages found matching ${pattern}\n`).join(''));
  return none.length > 0 ? 1 : 0;
}

/** dpkg and dpkg-query. */
export const dpkg: Main = async (cmd) => {
  const [action = '', ...rest] = cmd.args;
  const words = rest.filter((word) => !word.startsWith('-'));
  const given = (name: string): string | undefined => cmd.args.find((arg) => arg.startsWith(name))?.slice(name.length);
  const state = new AptState(cmd.sys);
  switch (action.replace(/=.*/, '')) {
    case '-l':
    case '--list':
      return list(cmd, state, words);
    case '-L':
    case '--listfiles':
      return files(cmd, state, words);
    case '-S':
    case '--search':
      return owners(cmd, state, words);
    case '-s':
    case '--status':
      return status(cmd, state, words);
    case '-W':
    case '--show':
    case '-f':
    case '--showformat': {
      const at = cmd.args.findIndex((arg) => arg === '-f' || arg === '--showformat');
      const text = given('-f=') ?? given('--showformat=') ?? (at >= 0 ? cmd.args[at + 1] : undefined);
      return format(
        cmd,
        state,
        words.filter((word) => word !== text),
        text ?? '${binary:Package}\\t${Version}\\n',
      );
    }
    case '--get-selections':
      for (const one of state.entries())
        cmd.out(`${shown(one)}${'\t'.repeat(Math.max(1, Math.ceil((48 - shown(one).length) / 8)))}${one.status.replace(/ .*/, '')}\n`);
      return 0;
    case '--print-architecture':
      cmd.out('amd64\n');
      return 0;
    case '--configure':
      return 0;
    case '--version':
      cmd.out(`Debian '${basename(cmd.name)}' package management program version 1.21.22 (amd64).\n`);
      return 0;
    case '-r':
    case '--remove':
    case '-P':
    case '--purge':
      return away(cmd, state, words, action === '-P' || action === '--purge');
    case '-i':
    case '--install':
      for (const path of words)
        cmd.err(`dpkg: error: cannot access archive '${path}': installing archives by hand is not simulated yet; use apt-get install\n`);
      return 2;
    default:
      cmd.err(action === '' ? NEEDS : `dpkg: error: unknown option ${action}\n\n${NEEDS.replace(/^.*\n\n/, '')}`);
      return 2;
  }
};

async function away(cmd: Command, state: AptState, names: readonly string[], purge: boolean): Promise<number> {
  if (cmd.sys.geteuid() !== 0) {
    cmd.err('dpkg: error: requested operation requires superuser privilege\n');
    return 2;
  }
  const here: string[] = [];
  for (const name of names) {
    if (!state.get(name)) {
      cmd.err(`dpkg: warning: ignoring request to remove ${name} which isn't installed\n`);
      continue;
    }
    const others = state.dependents([name]).filter((one) => one !== name && !names.includes(one));
    if (others.length === 0) here.push(name);
    else {
      cmd.err(
        `dpkg: dependency problems prevent removal of ${name}:\n${others.map((one) => ` ${one} depends on ${name}.\n`).join('')}\ndpkg: error processing package ${name} (--${purge ? 'purge' : 'remove'}):\n dependency problems - not removing\nErrors were encountered while processing:\n ${name}\n`,
      );
      cmd.status = 1;
    }
  }
  if (here.length > 0) await removePackages(cmd, state, here, purge);
  return cmd.status;
}
