import { type Main, encode, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { start } from './launch.ts';
import { signalNumber } from '../kernel/signals.ts';

const DEFAULT = 'real\t%E\nuser\t%u\nsys\t%T';
const POSIX = 'real %e\nuser %U\nsys %S';

/** time(1) of busybox: `-p -f FORMAT -o FILE -a`; CPU time is not kept by process here and shown as none. */
export const time: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, '+vpf:o:a', '', 1);
  const { args } = options;
  if (args.length === 0) return cmd.usage();
  await cmd.flush();
  const from = sys.now();
  let code = 127;
  let text = '';
  try {
    const { status } = (await sys.wait(start(cmd, args))) ?? { status: { kind: 'exited' as const, code: 0 } };
    code = status.kind === 'exited' ? status.code : signalNumber(status.signal);
    if (status.kind === 'signaled') text = `Command terminated by signal ${code}\n`;
  } catch (error) {
    code = errno(error) === 'ENOENT' ? 127 : 126;
    cmd.err(`${cmd.name}: can't execute '${args[0] ?? ''}': ${reason(error)}\n`);
  }
  if (text === '' && code !== 0) text = `Command exited with non-zero status ${code}\n`;
  const ms = sys.now() - from;
  const minutes = Math.floor(ms / 60_000);
  const known: Readonly<Record<string, string>> = {
    E: `${minutes}m ${((ms - minutes * 60_000) / 1000).toFixed(2)}s`,
    e: (ms / 1000).toFixed(2),
    u: '0m 0.00s',
    T: '0m 0.00s',
    U: '0.00',
    S: '0.00',
    C: args.join(' '),
    x: String(code),
    '%': '%',
  };
  const format = options.get('f') ?? (options.last('pv') === 'p' ? POSIX : DEFAULT);
  text += `${format.replace(/%(.)/g, (whole, letter: string) => known[letter] ?? whole)}\n`;
  const file = options.get('o');
  if (file === undefined) cmd.err(text);
  else sys.writeFile(file, encode(text), { append: options.has('a') });
  return code;
};
