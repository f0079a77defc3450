/** Random command lines of the client: every command, with its own flags and with others'. */
import type { Command } from '../../../src/docker/command.ts';
import { type FlagDefinition, parseDefinitions } from '../../../src/docker/flags.ts';
import { entries, groups } from '../../../src/docker/tree.ts';
import type { Choice } from './choice.ts';

const NAMES = [
  'web',
  'box',
  'quiet',
  'data',
  'net1',
  'busybox',
  'mine:1',
  'nginx',
  'nosuch',
  'bridge',
  '',
  '-',
  '--',
  'web:/etc/passwd',
  '/tmp/x',
  '.',
  'UPPER',
] as const;
const VALUES = [
  '1',
  '0',
  '-1',
  'x',
  '1s',
  '10m',
  '99999999999999999999',
  '1.5',
  'a=b',
  'A',
  '/x:/y',
  'data:/d',
  '8080:80',
  '80',
  'x:y:z',
  'type=volume,source=data,target=/m',
  'type=bind,',
  '{{.ID}}',
  '{{json .}}',
  '{{range .}}',
  '{{',
  'table {{.Names}}',
  'status=exited',
  'label=a',
  'on-failure:3',
  'always',
  'none',
  'host',
  'container:web',
  'nofile=1:2',
  'root',
  '1:2',
  'NET_ADMIN',
  'never',
  'default',
  '/dev/null',
  '1h',
  '2026-01-01',
  'KILL',
  'json-file',
  'local',
  '',
  'ctrl-x',
] as const;
const COMMANDS = [['true'], ['sleep', '1000000'], ['sh', '-c', 'exit 3'], ['/no/such'], ['ls', '/'], []] as const;

interface Line {
  readonly words: readonly string[];
  readonly command: Command | undefined;
}

const LINES: readonly Line[] = await Promise.all(
  [
    ...entries.map((entry) => ({ words: [entry.name], entry })),
    ...groups.flatMap(({ name, entries: inner }) => inner.map((entry) => ({ words: [name, entry.name], entry }))),
  ].map(async ({ words, entry: { command } }) => ({
    words,
    command: 'run' in command ? command : 'load' in command ? await command.load() : undefined,
  })),
);
const FLAGS: readonly FlagDefinition[] = LINES.flatMap(({ command }) => flagsOf(command));
/** What a command is for, by what it completes. */
const FOR: Readonly<Record<string, readonly string[]>> = {
  container: ['web', 'box', 'quiet'],
  running: ['web'],
  stopped: ['box', 'quiet'],
  paused: ['web'],
  image: ['busybox', 'mine:1'],
  network: ['net1', 'bridge'],
  volume: ['data'],
};
const NUMBERS = ['0', '1', '2', '64', '-1', '1.5', '10m', '1s', 'x'] as const;

function flagsOf(command: Command | undefined): readonly FlagDefinition[] {
  return command?.flags === undefined ? [] : parseDefinitions(command.flags);
}

/** One random line, without `docker` itself. */
export function randomLine(choice: Choice): string[] {
  const { words, command } = choice.one(LINES);
  const own = flagsOf(command);
  const noise = (): string => choice.noise().replaceAll('\0', '');
  const flag = (): string[] => {
    if (choice.rarely(15)) return [choice.one(['--help', '--nosuch', '-Z', '-it', '-dit', '--', '-'])];
    const { name, short, type } = choice.rarely(20) || own.length === 0 ? choice.one(FLAGS) : choice.one(own);
    const shown = short !== '' && choice.rarely(2) ? `-${short}` : `--${name}`;
    if (type === '') return [choice.rarely(12) ? `${shown}=${choice.one(['false', 'x', ''])}` : shown];
    if (choice.rarely(25)) return [shown];
    const numeric = /int|bytes|decimal|duration/.test(type);
    const value = choice.rarely(12) ? noise() : choice.one(numeric ? NUMBERS : VALUES);
    return choice.rarely(2) ? [shown, value] : [`${shown}=${value}`];
  };
  const named = FOR[command?.completes ?? command?.completesFirst ?? ''] ?? NAMES;
  const fewest = Math.min(command?.args[0] ?? 1, 3);
  const args = Array.from({ length: fewest + (choice.rarely(5) ? 1 : 0) }, () =>
    choice.rarely(15) ? noise() : choice.one(choice.rarely(4) ? NAMES : named),
  );
  const program = /^(run|create|exec)$/.test(words.at(-1) ?? '') && !choice.rarely(4) ? choice.one(COMMANDS) : [];
  return [...(choice.rarely(30) ? flag() : []), ...words, ...choice.many(2, flag).flat(), ...args, ...program];
}
