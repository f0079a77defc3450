import type { LogConfig } from '../../../api/types.ts';
import { invalidParameter, systemError } from '../../errors.ts';

const COMMON = ['mode', 'max-buffer-size'];
const DETAILS = ['labels', 'labels-regex', 'env', 'env-regex', 'tag'];
/** What each driver that is built in takes, and what it cannot do without. */
const DRIVERS: Readonly<Record<string, { readonly options: readonly string[]; readonly needs?: string }>> = {
  'json-file': { options: ['max-file', 'max-size', 'compress', ...DETAILS] },
  local: { options: ['max-file', 'max-size', 'compress'] },
  none: { options: [] },
  journald: { options: DETAILS },
  syslog: {
    options: ['syslog-address', 'syslog-facility', 'syslog-tls-ca-cert', 'syslog-tls-cert', 'syslog-tls-key', 'syslog-format', ...DETAILS],
  },
  gelf: { options: ['gelf-address', 'gelf-compression-type', 'gelf-compression-level', ...DETAILS] },
  fluentd: {
    options: ['fluentd-address', 'fluentd-async', 'fluentd-async-connect', 'fluentd-buffer-limit', 'fluentd-max-retries', ...DETAILS],
  },
  awslogs: { options: ['awslogs-group', 'awslogs-region', 'awslogs-stream', 'awslogs-create-group', ...DETAILS] },
  splunk: { options: ['splunk-url', 'splunk-token', 'splunk-source', 'splunk-index', 'splunk-format', ...DETAILS] },
  gcplogs: { options: ['gcp-project', 'gcp-log-cmd', ...DETAILS] },
  logentries: { options: ['logentries-token', 'line-only', ...DETAILS] },
};

/** Docker's checks of a logging driver and its options when the container is created. */
export function checkLogConfig({ Type, Config }: Partial<LogConfig>): void {
  const name = Type || 'json-file';
  const options = Config ?? {};
  const driver = DRIVERS[name];
  if (!driver) throw invalidParameter(`error looking up logging plugin ${name}: plugin "${name}" not found`);
  const { mode = '' } = options;
  if (!['', 'blocking', 'non-blocking'].includes(mode)) throw invalidParameter(`logger: logging mode not supported: ${mode}`);
  if (options['max-buffer-size'] !== undefined && mode !== 'non-blocking')
    throw invalidParameter("logger: max-buffer-size option is only supported with 'mode=non-blocking'");
  for (const option of Object.keys(options).sort())
    if (!COMMON.includes(option) && !driver.options.includes(option))
      throw invalidParameter(`unknown log opt '${option}' for ${name === 'local' ? 'log driver local' : `${name} log driver`}`);
  if (name === 'gelf' && !options['gelf-address']) throw invalidParameter('gelf-address is a required parameter');
  if (name === 'awslogs' && !options['awslogs-group']) throw invalidParameter("must specify a value for log opt 'awslogs-group'");
  const address = options['syslog-address'];
  if (address && !address.includes('://')) throw invalidParameter(`syslog-address should be in form proto://address, got ${address}`);
}

/** How a json-file or local log is bounded: bytes a file (-1: no bound), and how many files. */
export interface LogBounds {
  readonly maxSize: number;
  readonly maxFile: number;
}

/** What a driver finds wrong only when the container starts: nobody of this world listens to those that send their lines away. */
export function openLog({ Type, Config }: LogConfig): LogBounds {
  const failed = (why: string): Error => systemError(`failed to initialize logging driver: ${why}`);
  const { 'max-size': size, 'max-file': file } = Config ?? {};
  if (Type === 'json-file' || Type === 'local') {
    const bytes = size === undefined ? (Type === 'local' ? 20 << 20 : -1) : sizeOf(size, Type === 'local' ? 1024 : 1000);
    if (bytes === null) throw failed(`invalid size: '${size}'`);
    if (file !== undefined && !/^[+-]?\d+$/.test(file)) throw failed(`strconv.Atoi: parsing ${JSON.stringify(file)}: invalid syntax`);
    const files = file === undefined ? (Type === 'local' ? 5 : 1) : Number(file);
    if (files < 1) throw failed('max-file cannot be less than 1');
    return { maxSize: bytes, maxFile: files };
  }
  if (Type === 'fluentd') {
    const address = Config?.['fluentd-address'] ?? '127.0.0.1:24224';
    throw failed(`dial tcp ${/:\d+$/.test(address) ? address : `${address}:24224`}: connect: connection refused`);
  }
  if (Type === 'splunk' && !Config?.['splunk-url']) throw failed('splunk: splunk-url is expected');
  if (Type === 'splunk' && !Config?.['splunk-token']) throw failed('splunk: splunk-token is expected');
  if (Type === 'syslog' && !Config?.['syslog-address']) throw failed('Unix syslog delivery error');
  if (Type === 'journald') throw failed('journald is not enabled on this host');
  return { maxSize: -1, maxFile: 1 };
}

/** Bytes of "10m", null when it is no size; json-file counts a kilobyte in thousands, local in 1024s. */
function sizeOf(text: string, kilo: 1000 | 1024): number | null {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i.exec(text) ?? [];
  return number === undefined ? null : Math.trunc(Number(number) * kilo ** ' kmgtp'.indexOf(unit.toLowerCase() || ' '));
}
