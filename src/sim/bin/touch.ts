import { type Main, errno, reason } from './command.ts';
import { parseDate } from './dates.ts';
import { getopt } from './getopt.ts';

/** touch(1): `-a -m -c -h -d -t -r`. */
export const touch: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'acfmhd:t:r:' : 'acmhd:t:r:', 'no-create=c date:=d reference:=r no-dereference=h time:');
  if (options.args.length === 0) cmd.usage({ gnu: 'missing file operand' });
  const { sys } = cmd;
  let times: readonly [number, number] | null = null;
  const reference = options.get('r');
  const date = options.get('d');
  const stamp = options.get('t');
  if (reference !== undefined) {
    try {
      const { atime, mtime } = sys.stat(reference);
      times = [atime, mtime];
    } catch (error) {
      cmd.die(cmd.gnu ? `failed to get attributes of '${reference}': ${reason(error)}` : `${reference}: ${reason(error)}`);
    }
  } else if (date !== undefined || stamp !== undefined) {
    const at = date !== undefined ? parseDate(date, sys.now()) : stampTime(stamp ?? '', sys.now());
    if (at === null) cmd.die(cmd.gnu ? `invalid date format ${cmd.quote(date ?? stamp ?? '')}` : `invalid date '${date ?? stamp ?? ''}'`);
    else times = [at, at];
  }
  const noFollow = options.has('h');
  for (const path of options.args) {
    try {
      const now = sys.now();
      let old: { atime: number; mtime: number } | null = null;
      try {
        old = noFollow ? sys.lstat(path) : sys.stat(path);
      } catch (error) {
        if (errno(error) !== 'ENOENT') throw error;
        if (options.has('c') || noFollow) continue;
        sys.close(sys.open(path, { write: true, create: true }, 0o666));
        if (!times) continue;
        old = sys.stat(path);
      }
      const only = options.has('a') !== options.has('m');
      const [atime, mtime] = times ?? [now, now];
      sys.utimes(path, only && options.has('m') ? old.atime : atime, only && options.has('a') ? old.mtime : mtime, { noFollow });
    } catch (error) {
      cmd.warn(cmd.gnu ? `cannot touch '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
};

/** [[CC]YY]MMDDhhmm[.ss], UTC. */
function stampTime(text: string, now: number): number | null {
  const match = /^(\d{2}|\d{4})?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0'] = match;
  const full =
    year === undefined
      ? new Date(now).getUTCFullYear()
      : year.length === 2
        ? Number(year) + (Number(year) < 69 ? 2000 : 1900)
        : Number(year);
  return Date.UTC(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
