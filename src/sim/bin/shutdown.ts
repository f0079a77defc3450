/** reboot(8), poweroff(8), halt(8) and shutdown(8): of systemd on the host, of busybox in a container. */
import type { Signal } from '../kernel/types.ts';
import { type Command, errno, type Main, reason } from './command.ts';
import { strftime } from './dates.ts';

type Then = 'reboot' | 'poweroff' | 'halt';

/** What busybox's init understands. */
const TO_INIT: Readonly<Record<Then, Signal>> = { reboot: 'TERM', poweroff: 'USR2', halt: 'USR1' };
const MINUTE = 60_000;

/** Asks systemd for it; the status of the program. */
export function goDown({ sys }: Command, then: Then, at: number | null, err: (text: string) => void): number {
  try {
    sys.reboot(then, at);
    return 0;
  } catch (error) {
    errno(error);
    const what = { reboot: 'reboot', poweroff: 'power off', halt: 'halt' }[then];
    err(
      sys.systemd()
        ? `Failed to ${what} system via logind: Interactive authentication required.\nFailed to talk to init daemon: Operation not permitted\n`
        : "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\nFailed to talk to init daemon.\n",
    );
    return 1;
  }
}

const goesDown =
  (then: Then): Main =>
  async (cmd) => {
    const { sys } = cmd;
    if (cmd.gnu) return goDown(cmd, then, sys.now(), (text) => cmd.err(text));
    if (!cmd.args.includes('-f')) {
      // To whatever is the container's first process: an init of busybox would go down.
      await sys.kill(1, TO_INIT[then]);
      return 0;
    }
    try {
      sys.reboot(then, sys.now());
      return 0;
    } catch (error) {
      cmd.err(`${then}: (null): ${reason(error)}\n`);
      return 1;
    }
  };

/** reboot(8). */
export const reboot = goesDown('reboot');
/** poweroff(8). */
export const poweroff = goesDown('poweroff');
/** halt(8). */
export const halt = goesDown('halt');

/** When "now", "+5" or "23:15" is, in milliseconds since 1970; null for what is none of these. */
function timeOf(word: string, now: number): number | null {
  if (word === 'now') return now;
  const minutes = /^\+?(\d+)$/.exec(word)?.[1];
  if (minutes !== undefined) return now + Number(minutes) * MINUTE;
  const [, hours, rest] = /^(\d{1,2}):(\d{2})$/.exec(word) ?? [];
  if (hours === undefined || rest === undefined || Number(hours) > 23 || Number(rest) > 59) return null;
  const at = new Date(now).setUTCHours(Number(hours), Number(rest), 0, 0);
  return at > now ? at : at + 24 * 60 * MINUTE;
}

/** shutdown(8): `-r -h -P -H -c`, and a time: now, +MINUTES, HH:MM; in a minute when none is given. */
export const shutdown: Main = (cmd) => {
  const { sys } = cmd;
  const flags = cmd.args.filter((arg) => arg.startsWith('-'));
  const has = (...names: readonly string[]): boolean => flags.some((flag) => names.includes(flag));
  const err = (text: string): void => cmd.err(text);
  if (has('-c')) return goDown(cmd, 'poweroff', null, err);
  const then: Then = has('-r', '--reboot') ? 'reboot' : has('-H', '--halt') ? 'halt' : 'poweroff';
  const word = cmd.args.find((arg) => !arg.startsWith('-')) ?? '+1';
  const at = timeOf(word, sys.now());
  if (at === null) {
    cmd.err(`Failed to parse time specification: ${word}\n`);
    return 1;
  }
  const status = goDown(cmd, then, at, err);
  if (status === 0 && at > sys.now()) {
    const what = { reboot: 'Reboot', poweroff: 'Shutdown', halt: 'Halt' }[then];
    cmd.err(`${what} scheduled for ${strftime('%a %F %T UTC', at)}, use 'shutdown -c' to cancel.\n`);
  }
  return status;
};
