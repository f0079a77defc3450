/** What journald has of docker.service: the words of systemd and of dockerd for what became of it. Loaded when somebody reads them. */
import type { ServiceEvent } from './docker-service.ts';
import type { LogLine } from './fs/drivers/choose.ts';
import type { JournalLine } from './kernel/service.ts';

const UNIT = 'docker.service';
const [COMMIT, VERSION] = ['5d6db84', '20.10.24+dfsg1'];

/** The lines of one event; `description` is the unit's. */
export function journalOf({ at, pid, kind, driver, log, reason }: ServiceEvent, description: string): JournalLine[] {
  const systemd = (text: string): JournalLine => ({ at, by: 'systemd', pid: 1, text });
  const said = (text: string): JournalLine => ({ at, by: 'dockerd', pid, text });
  const dockerd = ([level, message, fields = '']: LogLine): JournalLine =>
    said(`time="${new Date(at).toISOString().slice(0, -1)}000000Z" level=${level} msg=${quoted(message)}${fields && ` ${fields}`}`);
  const unit = `${UNIT} - ${description}`;
  if (kind === 'stopped')
    return [
      systemd(`Stopping ${unit}...`),
      dockerd(['info', "Processing signal 'terminated'"]),
      dockerd(['info', 'Daemon shutdown complete']),
      systemd(`${UNIT}: Deactivated successfully.`),
      systemd(`Stopped ${unit}.`),
    ];
  const begin = [systemd(`Starting ${unit}...`), dockerd(['info', 'Starting up']), ...log.map(dockerd)];
  if (kind === 'failed')
    return [
      ...begin,
      said(reason),
      systemd(`${UNIT}: Main process exited, code=exited, status=1/FAILURE`),
      systemd(`${UNIT}: Failed with result 'exit-code'.`),
      systemd(`Failed to start ${unit}.`),
    ];
  return [
    ...begin,
    dockerd(['info', 'Loading containers: start.']),
    dockerd(['info', 'Loading containers: done.']),
    dockerd(['info', 'Docker daemon', `commit=${COMMIT} graphdriver(s)=${driver} version=${VERSION}`]),
    dockerd(['info', 'Daemon has completed initialization']),
    systemd(`Started ${unit}.`),
    dockerd(['info', 'API listen on /run/docker.sock']),
  ];
}

/** As Go's logrus writes a value. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
