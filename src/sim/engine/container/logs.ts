import type { Body } from '../../../api/wire.ts';
import type { Container } from './container.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, invalidParameter } from '../../errors.ts';
import { ByteStream } from '../stream.ts';
import { parseTimestamp } from '../time.ts';
import { formatEntry, type LogEntry } from './log.ts';

export interface LogOptions {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly details: boolean;
  readonly since: string | null;
  readonly until: string | null;
  readonly tail: string | null;
}

/** What `--log-opt labels=… env=…` add to each line, as `--details` shows it: "A=1,b=2". */
function logAttributes(container: Container): string {
  const { hostConfig, config } = container;
  const { labels = '', env = '', tag = '' } = hostConfig.LogConfig.Config ?? {};
  const known = new Map([
    ...Object.entries(config.Labels ?? {}).filter(([name]) => labels.split(',').includes(name)),
    ...(config.Env ?? [])
      .map((entry): [string, string] => [entry.split('=', 1)[0] ?? '', entry.slice(entry.indexOf('=') + 1)])
      .filter(([name]) => env.split(',').includes(name)),
    ...(tag ? [['tag', tagText(tag, container)] as const] : []),
  ]);
  return [...known]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join(',');
}

/** `--log-opt tag=…` with what its template says of the container. */
function tagText(template: string, { id, name, image, imageId, hostConfig }: Container): string {
  const known: Readonly<Record<string, string>> = {
    ID: id.slice(0, 12),
    FullID: id,
    Name: name,
    FullName: `/${name}`,
    ImageID: imageId.slice(7, 19),
    ImageFullID: imageId,
    ImageName: image,
    DaemonName: 'docker',
    Type: hostConfig.LogConfig.Type,
  };
  return template.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (whole, field: string) => known[field] ?? whole);
}

/** GET /containers/{id}/logs */
export function ContainerLogs(daemon: Daemon, id: string, options: LogOptions): { body: Body; tty: boolean } {
  if (!options.stdout && !options.stderr) throw invalidParameter('Bad parameters: you must choose at least one stream');
  const container = daemon.containers.get(id);
  const since = options.since ? parseTimestamp(options.since) : 0;
  const until = options.until && options.until !== '0' ? parseTimestamp(options.until) : Number.POSITIVE_INFINITY;
  if (container.phase === 'dead' || container.phase === 'removing')
    throw conflict('can not get logs from container which is dead or marked for removal');
  if (!container.log.readable) throw invalidParameter('configured logging driver does not support reading');
  const tty = container.config.Tty;
  const details = options.details ? `${logAttributes(container)} ` : '';
  const format = (entry: LogEntry): Uint8Array => formatEntry(entry, { tty, timestamps: options.timestamps, details });
  const wanted = (entry: LogEntry): boolean =>
    entry.at >= since && entry.at <= until && (entry.stream === 1 ? options.stdout : options.stderr);
  // The tail is taken before anything is left out, as json-file does: it reads the file from behind.
  const count = options.tail && /^\d+$/.test(options.tail) ? Number(options.tail) : Number.POSITIVE_INFINITY;
  container.log.release();
  const { entries } = container.log;
  const past = entries.slice(Math.max(0, entries.length - count)).filter(wanted);
  const out = new ByteStream();
  for (const entry of past) out.push(format(entry));
  if (!options.follow || !container.running) {
    out.end();
    return { body: out, tty };
  }
  out.onClose = container.log.follow((entry) => {
    if (entry === null || entry.at > until) out.end();
    else if (wanted(entry)) out.push(format(entry));
  });
  return { body: out, tty };
}
