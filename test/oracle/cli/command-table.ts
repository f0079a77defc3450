/**
 * The table of docs/COMMANDS.md: every command and flag that the real client lists (help.json), and what becomes of it here.
 * Run by itself it writes the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command, Entry, Group } from '../../../src/docker/command.ts';
import { commandOf } from '../../../src/docker/command.ts';
import { parseDefinitions } from '../../../src/docker/flags.ts';
import { entries, globalFlags, groups } from '../../../src/docker/tree.ts';

/** What becomes of a command or flag: it does what it should; it is taken and changes nothing; or it says that it is not simulated. */
export type State = 'works' | 'accepted' | 'not simulated';

/** A command and its flags. */
export interface Row {
  readonly path: string;
  readonly state: State;
  readonly flags: readonly { readonly name: string; readonly state: State }[];
}

const help = JSON.parse(readFileSync(new URL('help.json', import.meta.url), 'utf8')) as Record<string, string>;
const FILE = fileURLToPath(new URL('../../../docs/COMMANDS.md', import.meta.url));

const named = (list: readonly Entry[], name: string): Entry | undefined => list.find((entry) => entry.name === name);

async function find(words: readonly string[]): Promise<Command | undefined> {
  let list = entries;
  let below: readonly Group[] = groups;
  for (const [i, word] of words.entries()) {
    const group = below.find(({ name }) => name === word);
    if (group && i < words.length - 1) {
      list = group.entries;
      below = group.groups ?? [];
      continue;
    }
    const entry = named(list, word);
    return entry && commandOf(entry, {});
  }
  return undefined;
}

const flagsOf = (text: string): string[] => [...text.matchAll(/^ {2,6}(?:-\w, )?--([\w-]+)/gm)].map(([, name = '']) => name);

/** All commands that do something of their own, in the order of their names. */
export async function rows(): Promise<Row[]> {
  const out: Row[] = [];
  for (const [path, text] of Object.entries(help)) {
    if (/^(Management )?Commands:$/m.test(text)) {
      if (path !== '') continue;
      const known = new Set(parseDefinitions(globalFlags('/root')).map(({ name }) => name));
      const flags = flagsOf(text).map((name): Row['flags'][number] => ({
        name,
        state: !known.has(name) ? 'not simulated' : name.startsWith('tls') ? 'accepted' : 'works',
      }));
      out.push({ path: 'docker', state: 'works', flags });
      continue;
    }
    const command = await find(path.split(' '));
    const state: State = !command || command.simulated === false ? 'not simulated' : 'works';
    const known = new Set(parseDefinitions(command?.flags ?? '').map(({ name }) => name));
    const flags = flagsOf(text).map((name): Row['flags'][number] => ({
      name,
      state: state !== 'works' || !known.has(name) ? 'not simulated' : command?.accepted?.includes(name) ? 'accepted' : 'works',
    }));
    out.push({ path: `docker ${path}`, state, flags });
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The page. */
export async function page(): Promise<string> {
  const all = await rows();
  const count = (state: State): number => all.filter((row) => row.state === state).length;
  const flags = all.flatMap((row) => row.flags);
  const share = (state: State): number => flags.filter((flag) => flag.state === state).length;
  const list = (row: Row, state: State): string =>
    row.flags
      .filter((flag) => flag.state === state)
      .map(({ name }) => `\`--${name}\``)
      .join(' ');
  return [
    '# Every docker command and flag',
    '',
    'What the real client of 20.10.24 lists in its `--help`, and what becomes of it here. *Works*: it does what it does there. *Accepted*: it',
    'is read and checked and changes nothing. *Not simulated*: flags and arguments are checked, then it says so (or what an engine without',
    'a swarm says). Written by `npm run commands`; a test holds it against the commands.',
    '',
    `Commands: ${count('works')} work, ${count('not simulated')} are not simulated. Flags: ${share('works')} work, ${share('accepted')} are accepted, ${share('not simulated')} are not simulated.`,
    '',
    '| command | | flags that work | accepted | not simulated |',
    '| --- | --- | --- | --- | --- |',
    ...all.map(
      (row) => `| \`${row.path}\` | ${row.state} | ${list(row, 'works')} | ${list(row, 'accepted')} | ${list(row, 'not simulated')} |`,
    ),
    '',
  ].join('\n');
}

/** What stands in docs/ now. */
export const written = (): string => readFileSync(FILE, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await page());
