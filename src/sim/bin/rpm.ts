/** rpm(8): queries, and -e. */
import type { Main } from './command.ts';
import { RpmState, rpmName } from './rpm-state.ts';

const USAGE =
  'RPM version 4.11.3\nCopyright (C) 1998-2002 - Red Hat, Inc.\nThis program may be freely redistributed under the terms of the GNU GPL\n';
const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/** rpm -q[a|l|f|i|c|R] and rpm -e. */
export const rpm: Main = (cmd) => {
  const flags = new Set<string>();
  const words: string[] = [];
  let format: string | null = null;
  const args = [...cmd.args];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (arg === '--qf' || arg === '--queryformat') format = args.shift() ?? '';
    else if (arg.startsWith('--')) flags.add(arg.slice(2));
    else if (arg.startsWith('-')) for (const letter of arg.slice(1)) flags.add(letter);
    else words.push(arg);
  }
  const state = new RpmState(cmd.sys);
  const has = (...names: string[]): boolean => names.some((name) => flags.has(name));
  if (has('version')) {
    cmd.out('RPM version 4.11.3\n');
    return 0;
  }
  if (has('e', 'erase')) return erase(words);
  if (has('import')) return 0;
  if (has('i', 'U', 'F', 'install', 'upgrade') && !has('q', 'query')) {
    for (const word of words)
      cmd.err(
        /^https?:/.test(word)
          ? `curl: (22) The requested URL returned error: 404\nerror: skipping ${word} - transfer failed\n`
          : `error: open of ${word} failed: No such file or directory\n`,
      );
    return words.length;
  }
  if (!has('q', 'query')) {
    cmd.out(USAGE);
    return has('help', '?') ? 0 : 1;
  }
  const found = has('f', 'file')
    ? byFile()
    : has('a', 'all')
      ? state.entries.filter(({ name }) => words.length === 0 || words.some((word) => matcher(word).test(name)))
      : byName();
  for (const one of found) {
    if (has('l', 'list')) cmd.out(one.files.length > 0 ? one.files.map((path) => `${path}\n`).join('') : '(contains no files)\n');
    else if (has('c', 'configfiles'))
      cmd.out(
        one.files
          .filter((path) => path.startsWith('/etc/'))
          .map((path) => `${path}\n`)
          .join(''),
      );
    else if (has('R', 'requires')) cmd.out(one.depends.map((name) => `${name}\n`).join(''));
    else if (has('i', 'info')) cmd.out(info(one));
    else if (format !== null) cmd.out(formatted(one, format));
    else cmd.out(`${rpmName(one)}\n`);
  }
  return cmd.status;

  function byName(): typeof state.entries {
    return words.flatMap((word) => {
      const hits = state.entries.filter((one) => one.name === word || rpmName(one) === word || rpmName(one).replace(/\.\w+$/, '') === word);
      if (hits.length > 0) return hits;
      cmd.out(`package ${word} is not installed\n`);
      cmd.status++;
      return [];
    });
  }

  function byFile(): typeof state.entries {
    return words.flatMap((word) => {
      const path = word.replace(/^\/(bin|sbin|lib64|lib)\//, state.release >= 7 ? '/usr/$1/' : '/$1/');
      const hit = state.entries.find(({ files }) => files.includes(path) || files.includes(word));
      if (hit) return [hit];
      try {
        cmd.sys.lstat(word);
        cmd.out(`file ${word} is not owned by any package\n`);
      } catch {
        cmd.err(`error: file ${word}: No such file or directory\n`);
      }
      cmd.status++;
      return [];
    });
  }

  function info(one: (typeof state.entries)[number]): string {
    const [, epoch = '0', version = '', release = ''] = /^(\d+):(.*)-([^-]*)$/.exec(one.version) ?? [];
    const rows: readonly (readonly [string, string])[] = [
      ['Name', one.name],
      ...(epoch === '0' ? [] : [['Epoch', epoch] as const]),
      ['Version', version],
      ['Release', release],
      ['Architecture', one.arch],
      ['Install Date', new Date(one.installedAt).toUTCString().replace(',', '')],
      ['Size', String(one.installedSize)],
      ['Vendor', 'CentOS'],
      ['Summary', one.description],
    ];
    return rows.map(([key, value]) => `${key.padEnd(12)}: ${value}\n`).join('');
  }

  function formatted(one: (typeof state.entries)[number], text: string): string {
    const [, epoch = '0', version = '', release = ''] = /^(\d+):(.*)-([^-]*)$/.exec(one.version) ?? [];
    const values: Readonly<Record<string, string>> = {
      NAME: one.name,
      VERSION: version,
      RELEASE: release,
      ARCH: one.arch,
      EPOCH: epoch === '0' ? '(none)' : epoch,
      SIZE: String(one.installedSize),
      SUMMARY: one.description,
    };
    return text
      .replace(/%(-?\d*)\{(\w+)\}/g, (_, width: string, tag: string) => {
        const value = values[tag.toUpperCase()] ?? '(none)';
        return width.startsWith('-') ? value.padEnd(Number(width.slice(1))) : value.padStart(Number(width));
      })
      .replace(/\\([nt])/g, (_, letter: string) => (letter === 'n' ? '\n' : '\t'));
  }

  function erase(names: readonly string[]): number {
    for (const name of names) {
      if (!state.get(name)) {
        cmd.err(`error: package ${name} is not installed\n`);
        return 1;
      }
      const others = state.dependents([name]).filter((other) => other !== name && !names.includes(other));
      if (others.length > 0 && !has('nodeps')) {
        cmd.err(
          `error: Failed dependencies:\n${others.map((other) => `\t${name} is needed by (installed) ${rpmName(state.get(other) ?? { name: other, version: '', arch: '' })}\n`).join('')}`,
        );
        return others.length;
      }
    }
    for (const name of names) state.remove(name);
    state.save();
    return 0;
  }
};
