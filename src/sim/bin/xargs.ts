import { type Command, type Main, Exit, decode, reason, errno } from './command.ts';
import { getopt } from './getopt.ts';
import { runAndWait } from './launch.ts';
import { confirm } from './prompt.ts';

/** xargs(1): `-0 -d -I -n -L -r -t -p -s -x -a -P -E`. */
export const xargs: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? '+0a:d:E:e::I:i::L:l::n:P:prs:tx' : '+0ptE:e::I:i::n:s:rxP:a:L:',
    'null=0 arg-file:=a delimiter:=d eof::=e replace::=i max-args:=n max-lines:=L max-procs:=P interactive=p no-run-if-empty=r max-chars:=s verbose=t exit=x show-limits process-slot-var:',
  );
  const number = (key: string): number | null => {
    const text = options.get(key);
    if (text === undefined) return null;
    if (!/^\d+$/.test(text) || (Number(text) === 0 && key !== 'P'))
      return cmd.gnu
        ? cmd.usage({
            gnu: /^\d+$/.test(text) ? `value ${text} for -${key} option should be >= 1` : `invalid number "${text}" for -${key} option`,
          })
        : cmd.die(/^\d+$/.test(text) ? `number ${text} is not in 1..2147483647 range` : `invalid number '${text}'`);
    return Number(text);
  };
  const replace = options.has('i') ? options.get('i') || '{}' : options.get('I');
  const perCall = number('n');
  const perLine = number('L') ?? (options.has('l') ? Number(options.get('l') || 1) : null);
  const room = number('s') ?? 131072;
  const command = options.args.length > 0 ? options.args : ['echo'];
  const file = options.get('a');
  const delimiter = options.get('d');
  const separator = options.has('0')
    ? '\0'
    : delimiter === undefined
      ? null
      : ({ '\\n': '\n', '\\t': '\t', '\\0': '\0' }[delimiter] ?? delimiter);
  let bytes: Uint8Array;
  try {
    bytes = await cmd.slurp(file ?? '-');
  } catch (error) {
    return cmd.die(
      cmd.gnu ? `Cannot open input file ${cmd.quote(file ?? '')}: ${reason(error)}` : `can't open '${file ?? ''}': ${reason(error)}`,
    );
  }
  const eof = options.get('E') ?? options.get('e');
  const lines = split(cmd, decode(bytes), separator, replace !== undefined, eof);
  const run = new Runner(cmd, options.has('t'), options.has('p'));
  if (replace !== undefined) {
    for (const [item] of lines.flat().map((word) => [word])) await run.call(command.map((word) => word.replaceAll(replace, item ?? '')));
    return run.status;
  }
  const groups = perLine === null ? [lines.flat()] : chunk(lines, perLine).map((group) => group.flat());
  let called = false;
  for (const words of groups) {
    let batch: string[] = [];
    let size = command.join(' ').length;
    for (const word of words) {
      if (batch.length > 0 && ((perCall !== null && batch.length >= perCall) || size + word.length + 1 > room)) {
        called = true;
        await run.call([...command, ...batch]);
        batch = [];
        size = command.join(' ').length;
      }
      batch.push(word);
      size += word.length + 1;
    }
    if (batch.length > 0) {
      called = true;
      await run.call([...command, ...batch]);
    }
  }
  if (!called && !options.has('r')) await run.call(command);
  return run.status;
};

const chunk = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** Words by lines: quotes and backslashes are understood unless a separator is given. */
function split(cmd: Command, text: string, separator: string | null, byLine: boolean, eof: string | undefined): string[][] {
  if (separator !== null) {
    const items = text.split(separator);
    if (items[items.length - 1] === '') items.pop();
    return items.map((item) => [item]);
  }
  const lines: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let continued = false;
  for (let i = 0; i <= text.length; i++) {
    const char = text.charAt(i);
    if (char === '"' || char === "'") {
      const end = text.indexOf(char, i + 1);
      const line = text.indexOf('\n', i + 1);
      if (end < 0 || (line >= 0 && line < end)) {
        cmd.die(
          cmd.gnu
            ? `unmatched ${char === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`
            : `unmatched ${char === '"' ? 'double' : 'single'} quote`,
        );
      }
      word = (word ?? '') + text.slice(i + 1, end);
      i = end;
    } else if (char === '\\' && i + 1 < text.length) word = (word ?? '') + text.charAt(++i);
    else if (char === '' || char === '\n' || (!byLine && /[ \t\r\f\v]/.test(char))) {
      if (word !== null) {
        if (eof !== undefined && eof !== '' && word === eof) break;
        words.push(word);
      }
      continued = char === ' ' || char === '\t';
      word = null;
      if ((char === '\n' && text.charAt(i - 1) !== ' ') || char === '') {
        if (words.length > 0) lines.push(words);
        words = [];
      }
    } else if (!(byLine && word === null && /[ \t]/.test(char))) word = (word ?? '') + char;
  }
  if (words.length > 0 || continued) lines.push(words);
  return lines;
}

class Runner {
  status = 0;
  readonly cmd: Command;
  readonly trace: boolean;
  readonly ask: boolean;
  constructor(cmd: Command, trace: boolean, ask: boolean) {
    this.cmd = cmd;
    this.trace = trace;
    this.ask = ask;
  }

  async call(argv: readonly string[]): Promise<void> {
    const { cmd } = this;
    if (this.ask) {
      if (!(await confirm(cmd, `${argv.join(' ')} ?...`))) return;
    } else if (this.trace) cmd.err(`${argv.join(' ')}\n`);
    const input = cmd.sys.open('/dev/null', { read: true });
    try {
      const status = await runAndWait(cmd, argv, { fds: { 0: input, 1: 1, 2: 2 } });
      if (status.kind === 'exited' && status.code === 0) return;
      if (status.kind === 'signaled') {
        cmd.err(
          cmd.gnu
            ? `${cmd.name}: ${argv[0]}: terminated by signal ${status.signal}\n`
            : `${cmd.name}: '${argv[0]}' killed by signal ${status.signal}\n`,
        );
        throw new Exit(125);
      }
      const code = status.kind === 'exited' ? status.code : 0;
      if (code === 255) {
        cmd.err(
          cmd.gnu
            ? `${cmd.name}: ${argv[0]}: exited with status 255; aborting\n`
            : `${cmd.name}: ${argv[0]}: exited with status 255; aborting\n`,
        );
        throw new Exit(124);
      }
      this.status = code === 126 || code === 127 ? code : 123;
    } catch (error) {
      if (error instanceof Exit) throw error;
      cmd.err(`${cmd.name}: ${argv[0]}: ${reason(error)}\n`);
      throw new Exit(errno(error) === 'ENOENT' ? 127 : 126);
    } finally {
      cmd.sys.close(input);
    }
  }
}
