import type { Main } from './command.ts';
import { getopt } from './getopt.ts';

/** Milliseconds of "1", "0.5", "2m", "1h", "1d"; NaN for anything else. */
export function duration(text: string): number {
  const [, number, unit = 's'] = /^((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|inf(?:inity)?)([smhd]?)$/i.exec(text) ?? [];
  if (number === undefined) return Number.NaN;
  const scale: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
  return (/^inf/i.test(number) ? Number.POSITIVE_INFINITY : Number(number)) * 1000 * (scale[unit] ?? 1);
}

/** sleep(1): the sum of its arguments. */
export const sleep: Main = async (cmd) => {
  const { args } = getopt(cmd, '+');
  if (args.length === 0) cmd.usage({ gnu: 'missing operand' });
  let total = 0;
  let bad = false;
  for (const arg of args) {
    const ms = duration(arg);
    if (Number.isNaN(ms)) {
      if (!cmd.gnu) cmd.die(`invalid number '${arg}'`);
      cmd.warn(`invalid time interval ${cmd.quote(arg)}`);
      bad = true;
    }
    total += ms;
  }
  if (bad) cmd.usage();
  // A timer cannot wait for ever; a century will do.
  await cmd.sys.sleep(Math.min(total, 3.2e12));
};
