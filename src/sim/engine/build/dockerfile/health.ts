import type { HealthConfig } from '../../../../api/types.ts';
import { parseGoDuration, parseGoInteger } from './go-values.ts';
import { readFlags } from './flags.ts';
import type { Line } from './parser.ts';

const LEAST = 1e6;

/** Reads HEALTHCHECK. Throws in Docker's words. */
export function readHealthcheck({ args, flags, json }: Line): HealthConfig {
  const [first, ...rest] = args;
  if (first === undefined) throw new Error('HEALTHCHECK requires at least one argument');
  const kind = first.toUpperCase();
  if (kind === 'NONE') {
    if (rest.length > 0) throw new Error('HEALTHCHECK NONE takes no arguments');
    return { Test: ['NONE'] };
  }
  const values = readFlags(flags, ['interval', 'timeout', 'start-period', 'retries']);
  if (kind !== 'CMD') throw new Error(`Unknown type ${JSON.stringify(kind)} in HEALTHCHECK (try CMD)`);
  if (rest.length === 0) throw new Error('Missing command after HEALTHCHECK CMD');
  const duration = (name: string): number => {
    const [text = ''] = values.get(name) ?? [];
    if (text === '') return 0;
    const nanoseconds = parseGoDuration(text);
    if (nanoseconds < LEAST) throw new Error(`Interval ${JSON.stringify(name)} cannot be less than 1ms`);
    return nanoseconds;
  };
  const [Interval, Timeout, StartPeriod] = [duration('interval'), duration('timeout'), duration('start-period')];
  const [count = ''] = values.get('retries') ?? [];
  const Retries = count === '' ? 0 : parseGoInteger(count);
  if (count !== '' && Retries < 1) throw new Error(`--retries must be at least 1 (not ${Retries})`);
  const Test = json ? ['CMD', ...rest] : ['CMD-SHELL', ...rest];
  return {
    Test,
    ...(Interval && { Interval }),
    ...(Timeout && { Timeout }),
    ...(StartPeriod && { StartPeriod }),
    ...(Retries && { Retries }),
  };
}
