import { goJson } from '../../image/go-json.ts';
import type { Daemon } from '../daemon.ts';
import { rfc3339Nano } from '../time.ts';
import { containerFile } from './files.ts';
import type { LogEntry, LogSink } from './log.ts';

const decoder = new TextDecoder();

/** The file on the host in which a logging driver keeps a container's lines; null for drivers that keep none. */
export const logPath = (id: string, driver: string): string | null =>
  driver === 'json-file' ? containerFile(id, `${id}-json.log`) : driver === 'local' ? containerFile(id, 'local-logs/container.log') : null;

/** Where a container's lines go: json-file's own format in a file of the host, the older ones beside it with a number. */
export function logSink(daemon: Daemon, id: string, driver: string): LogSink | null {
  const path = logPath(id, driver);
  if (path === null) return null;
  return {
    write: (entry) => {
      const line = lineOf(entry);
      daemon.host.write(path, line, { append: true, mode: 0o640 });
      return line.length;
    },
    rotate: (files) => {
      const named = (number: number): string => (number === 0 ? path : `${path}.${number}`);
      for (let number = files - 1; number > 0; number--) {
        const text = daemon.host.read(named(number - 1));
        if (text) daemon.host.write(named(number), decoder.decode(text), { mode: 0o640 });
      }
      daemon.host.write(path, '', { mode: 0o640 });
    },
  };
}

function lineOf({ data, stream, at }: LogEntry): string {
  return `${goJson({ log: decoder.decode(data), stream: stream === 1 ? 'stdout' : 'stderr', time: rfc3339Nano(at) })}\n`;
}
