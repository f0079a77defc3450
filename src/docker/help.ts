import type { Command, Entry, Group } from './command.ts';
import type { FlagDefinition } from './flags.ts';

/** At most `width - slop` characters of a text and the rest, cut at a space (pflag's wrapN). */
function cut(width: number, slop: number, text: string): [string, string] {
  if (width + slop > text.length) return [text, ''];
  const head = text.slice(0, width);
  const at = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (at <= 0) return [text, ''];
  const line = head.lastIndexOf('\n');
  const end = line > 0 && line < at ? line : at;
  return [text.slice(0, end), text.slice(end + 1)];
}

/** pflag's wrap: text for a column that begins at `indent` on lines of `width`. */
function wrap(indent: number, width: number, text: string): string {
  let column = indent;
  let room = width - column;
  let out = '';
  if (room < 24) {
    column = 16;
    room = width - column;
    out = `\n${' '.repeat(column)}`;
  }
  if (room < 24) return text.replaceAll('\n', out);
  const slop = 5;
  room -= slop;
  const pad = `\n${' '.repeat(column)}`;
  let [line, rest] = cut(room, slop, text);
  out += line.replaceAll('\n', pad);
  while (rest !== '') {
    [line, rest] = cut(room, slop, rest);
    out += pad + line.replaceAll('\n', pad);
  }
  return out;
}

/** The block below "Options:", wrapped for a terminal of `columns`. */
function flagUsages(flags: readonly FlagDefinition[], columns: number): string {
  const rows = flags
    .filter((flag) => !flag.hidden)
    .map(({ short, name, type, usage }) => [`${short ? `  -${short}, ` : '      '}--${name}${type ? ` ${type}` : ''}`, usage] as const);
  const widest = Math.max(...rows.map(([left]) => left.length)) + 1;
  return rows
    .map(([left, usage]) => `${left}${' '.repeat(widest - left.length)}  ${wrap(widest + 2, columns - 1, usage)}`.trimEnd())
    .join('\n');
}

const row = (name: string, short: string): string => `  ${name.padEnd(11)} ${short}`.trimEnd();

/** The usage block of one command, without the empty line that help begins with. */
export function commandUsage(
  path: string,
  entry: Entry,
  command: Command,
  flags: readonly FlagDefinition[],
  columns: number,
  listAliases: boolean,
): string {
  let out = `Usage:  ${path}${command.usage ? ` ${command.usage}` : ''}\n\n${command.long ?? command.short}`;
  if (listAliases && entry.aliases) out += `\n\nAliases:\n  ${[entry.name, ...entry.aliases].join(', ')}`;
  if (command.example) out += `\n\nExamples:\n\n${command.example}`;
  if (flags.some((flag) => !flag.hidden)) out += `\n\nOptions:\n${flagUsages(flags, columns)}`;
  return `${out}\n`;
}

/** The usage block of a noun with its verbs; `path` is how one gets there: "docker trust key". */
export function groupUsage(path: string, group: Group, flags: readonly FlagDefinition[], columns: number): string {
  const rows = group.entries.map((entry) => row(entry.name, entry.command.short)).join('\n');
  const nouns = group.groups ? `\n\nManagement Commands:\n${group.groups.map(({ name, short }) => row(name, short)).join('\n')}` : '';
  const options = flags.length > 0 ? `\n\nOptions:\n${flagUsages(flags, columns)}` : '';
  return `Usage:  ${path} ${options ? '[OPTIONS] ' : ''}COMMAND\n\n${group.long ?? group.short}${options}${nouns}\n\nCommands:\n${rows}\n\nRun '${path} COMMAND --help' for more information on a command.\n`;
}

/** The usage block of `docker` itself. */
export function rootUsage(flags: readonly FlagDefinition[], groups: readonly Group[], entries: readonly Entry[], columns: number): string {
  const list = (items: readonly { name: string; short: string }[]): string => items.map(({ name, short }) => row(name, short)).join('\n');
  return `Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Options:
${flagUsages(flags, columns)}

Management Commands:
${list(groups)}

Commands:
${list(entries.map(({ name, command }) => ({ name, short: command.short })))}

Run 'docker COMMAND --help' for more information on a command.

To get more help with docker, check out our guides at https://docs.docker.com/go/guides/
`;
}
