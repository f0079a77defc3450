import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { signalNumber } from '../kernel/signals.ts';
import { parseSignal, start, statusCode } from './launch.ts';
import { duration } from './sleep.ts';

/** timeout(1): runs a program, signals it after a time; status 124 then, unless `--preserve-status`. */
export const timeout: Main = async (cmd) => {
  const { sys } = cmd;
  cmd.failure = cmd.gnu ? 125 : 1;
  const options = getopt(cmd, cmd.gnu ? '+k:s:v' : '+s:k:', 'foreground preserve-status kill-after:=k signal:=s verbose=v');
  const [time, ...argv] = options.args;
  if (time === undefined || argv.length === 0) return cmd.usage();
  const span = (text: string): number => {
    const ms = duration(text);
    if (!Number.isNaN(ms)) return ms;
    if (!cmd.gnu) return cmd.die(`invalid number '${text}'`);
    cmd.warn(`invalid time interval ${cmd.quote(text)}`);
    return cmd.usage();
  };
  const name = options.get('s') ?? 'TERM';
  const signal = parseSignal(name);
  if (signal === null) {
    if (!cmd.gnu) cmd.die(`unknown signal '${name}'`);
    cmd.warn(`${cmd.quote(name)}: invalid signal`);
    return cmd.usage();
  }
  const limit = span(time);
  const after = options.get('k');
  const grace = after === undefined ? 0 : span(after);
  await cmd.flush();
  let pid: number;
  try {
    // A group of its own, as timeout makes one, so that the program's children get the signal too.
    if (!options.has('foreground') && cmd.gnu) {
      try {
        sys.setpgid(0, 0);
      } catch (error) {
        errno(error);
      }
      sys.sigaction('TTIN', 'ignore');
      sys.sigaction('TTOU', 'ignore');
    }
    pid = start(cmd, argv);
  } catch (error) {
    const code = errno(error) === 'ENOENT' ? 127 : 126;
    cmd.warn(
      cmd.gnu
        ? `failed to run command ${cmd.quote(argv[0] ?? '')}: ${reason(error)}`
        : `can't execute '${argv[0] ?? ''}': ${reason(error)}`,
    );
    return code;
  }
  let timedOut = false;
  let killed = false;
  let over = false;
  const alarm = async (): Promise<void> => {
    const hit = async (sent: typeof signal): Promise<void> => {
      try {
        if (options.has('v')) cmd.err(`${cmd.name}: sending signal ${sent === 0 ? 'EXIT' : sent} to command ${cmd.quote(argv[0] ?? '')}\n`);
        await sys.kill(pid, sent);
        if (sent !== 'KILL' && sent !== 'CONT') await sys.kill(pid, 'CONT');
      } catch (error) {
        errno(error);
      }
    };
    if (limit === 0) return;
    await sys.sleep(Math.min(limit, 3.2e12));
    if (over) return;
    timedOut = true;
    await hit(signal);
    if (grace === 0) return;
    await sys.sleep(grace);
    if (over) return;
    killed = true;
    await hit('KILL');
  };
  const ended = sys.wait(pid);
  void alarm();
  const status = (await ended)?.status ?? { kind: 'exited' as const, code: 0 };
  over = true;
  const code = statusCode(status);
  if (!timedOut) return code;
  if (!cmd.gnu) return killed ? 128 + signalNumber('KILL') : signal === 0 ? code : 128 + signalNumber(signal);
  return killed || signal === 'KILL' ? 137 : options.has('preserve-status') ? code : 124;
};
