import { type Command, type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import type { Signal, Sys } from '../kernel/types.ts';
import { become, parseSignal, start, statusCode } from './launch.ts';
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
  if (!cmd.gnu) {
    await watchFromBehind(cmd, { limit, grace, signal });
    return become(cmd, argv);
  }
  let pid: number;
  try {
    // A group of its own, as timeout makes one, so that the program's children get the signal too.
    if (!options.has('foreground')) {
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
    cmd.warn(`failed to run command ${cmd.quote(argv[0] ?? '')}: ${reason(error)}`);
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
  return killed || signal === 'KILL' ? 137 : options.has('preserve-status') ? code : 124;
};

/** Milliseconds between two looks of busybox at whether the program is still there. */
const LOOK = 1000;

/** busybox's way: the program takes the place of `timeout`, and a grandchild that nobody waits for signals it when the time is over. */
async function watchFromBehind(
  cmd: Command,
  { limit, grace, signal }: { limit: number; grace: number; signal: Signal | 0 },
): Promise<void> {
  const { sys } = cmd;
  const watched = sys.getpid();
  /** Whether it is still there after that time. */
  const outlasts = async (watcher: Sys, ms: number): Promise<boolean> => {
    for (let left = ms; ; ) {
      await watcher.sleep(Math.min(left, LOOK));
      left -= LOOK;
      if (left <= 0) return true;
      if (!(await sent(watcher, watched, 0))) return false;
    }
  };
  const child = sys.fork(async (middle) => {
    middle.setsid();
    const nowhere = middle.open('/dev/null', { read: true, write: true });
    for (const fd of [0, 1, 2]) middle.dup2(nowhere, fd);
    middle.fork(async (watcher) => {
      if (!(await outlasts(watcher, limit)) || !(await sent(watcher, watched, signal)) || grace === 0) return 0;
      if (await outlasts(watcher, grace)) await sent(watcher, watched, 'KILL');
      return 0;
    });
    return 0;
  });
  await sys.wait(child);
}

async function sent(sys: Sys, pid: number, signal: Signal | 0): Promise<boolean> {
  try {
    await sys.kill(pid, signal);
    return true;
  } catch (error) {
    errno(error);
    return false;
  }
}
