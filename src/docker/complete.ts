import { ContainerList, ImageList, NetworkList, VolumeList } from '../api/client.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { Command, Noun } from './command.ts';
import { parseDefinitions } from './flags.ts';
import { entries, globalFlags, groups } from './tree.ts';

const RESTART: readonly string[] = ['always', 'no', 'on-failure', 'unless-stopped'];
/** Commands whose arguments are files of the host. */
const FILES: ReadonlySet<string> = new Set(['build', 'import', 'cp']);

async function names(wire: EngineTransport, noun: Exclude<Noun, 'file'>): Promise<string[]> {
  if (noun === 'network') return (await NetworkList(wire)).map(({ Name }) => Name);
  if (noun === 'volume') return ((await VolumeList(wire)).Volumes ?? []).map(({ Name }) => Name);
  if (noun === 'image')
    return (await ImageList(wire))
      .flatMap(({ RepoTags }) => RepoTags ?? [])
      .filter((name) => !name.startsWith('<none>'))
      .flatMap((name) => (name.endsWith(':latest') ? [name.slice(0, -7), name] : [name]));
  if (noun === 'object')
    return [
      ...(await names(wire, 'container')),
      ...(await names(wire, 'image')),
      ...(await names(wire, 'network')),
      ...(await names(wire, 'volume')),
    ];
  const states: Partial<Record<Noun, string[]>> = { running: ['running'], paused: ['paused'], stopped: ['created', 'exited'] };
  const status = states[noun];
  const containers = await ContainerList(wire, { all: true, ...(status ? { filters: { status } } : {}) });
  return containers.flatMap(({ Names }) => Names.map((name) => name.slice(1)));
}

/**
 * What may follow on a `docker` command line: `words` are those before the one being typed ("docker" first), `current` is
 * its beginning. Null where a file's name may stand. Never throws: without an engine there is nothing to offer but commands and flags.
 */
export async function completeLine(wire: EngineTransport, words: readonly string[], current: string): Promise<string[] | null> {
  const offer = (list: readonly string[]): string[] => [...new Set(list)].filter((name) => name.startsWith(current)).sort();
  const flagNames = (table: string): string[] => parseDefinitions(table).flatMap(({ hidden, name }) => (hidden ? [] : [`--${name}`]));
  const rest = words.slice(1);
  const first = rest.shift();
  if (first === undefined)
    return offer(
      current.startsWith('-')
        ? [...flagNames(globalFlags('')), '--help']
        : [...groups.filter(({ experimental }) => !experimental), ...entries].map(({ name }) => name),
    );
  const group = groups.find(({ name }) => name === first);
  if (group && rest.length === 0) return offer(current.startsWith('-') ? ['--help'] : group.entries.map(({ name }) => name));
  const verb = group ? rest.shift() : first;
  const entry = (group?.entries ?? entries).find(({ name, aliases }) => name === verb || aliases?.includes(verb ?? ''));
  const command = entry?.command;
  if (!command || !('run' in command)) return [];
  const valued = /^(--[\w-]+)=/.exec(current);
  if (current.startsWith('-') && !valued) return offer([...flagNames(command.flags ?? ''), '--help']);
  try {
    const before = valued ? [...rest, valued[1] ?? ''] : rest;
    const asked = /^--restart$/.test(before.at(-1) ?? '') ? RESTART : (nounAt(command, before) ?? (FILES.has(verb ?? '') ? 'file' : null));
    if (asked === 'file') return null;
    const found = typeof asked === 'string' ? await names(wire, asked) : (asked ?? []);
    return offer(valued ? found.map((name) => `${valued[0]}${name}`) : found);
  } catch {
    return [];
  }
}

/** What the argument after `before` names; null when that is a flag's value or free text. */
function nounAt(command: Command, before: readonly string[]): Noun | null {
  const flags = parseDefinitions(command.flags ?? '');
  let positional = 0;
  for (let i = 0; i < before.length; i++) {
    const word = before[i] ?? '';
    if (!word.startsWith('-') || word === '-') {
      positional++;
      continue;
    }
    const flag = flags.find(({ name, short }) => word === `--${name}` || (/^-\w+$/.test(word) && short !== '' && word.endsWith(short)));
    if (!flag || flag.type === '') continue;
    if (i === before.length - 1)
      return flag.name === 'network' || flag.name === 'net'
        ? 'network'
        : flag.name === 'volumes-from' || flag.name === 'link'
          ? 'container'
          : /^(file|.*-file|volume|cidfile|iidfile|input|output)$/.test(flag.name)
            ? 'file'
            : null;
    i++;
  }
  if (positional === 0 && command.completesFirst) return command.completesFirst;
  return positional < command.args[1] ? (command.completes ?? null) : null;
}

/** The completer that bash is given for `docker`. */
export const completeDocker =
  (wire: EngineTransport) =>
  (line: { words: string[]; current: string }): Promise<string[] | null> =>
    completeLine(wire, line.words, line.current);
