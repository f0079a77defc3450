/** journalctl(1): what journald has of the host's units. */
import type { JournalLine } from '../kernel/service.ts';
import type { Main } from './command.ts';
import { getopt } from './getopt.ts';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** Milliseconds between two looks of `-f`. */
const FOLLOW = 250;
const two = (n: number): string => String(n).padStart(2, '0');

/** A line as `journalctl` and `systemctl status` show it. */
export function journalText({ at, by, pid, text }: JournalLine, hostname: string): string {
  const when = new Date(at);
  const day = `${MONTHS[when.getUTCMonth()]} ${two(when.getUTCDate())}`;
  return `${day} ${two(when.getUTCHours())}:${two(when.getUTCMinutes())}:${two(when.getUTCSeconds())} ${hostname} ${by}[${pid}]: ${text}\n`;
}

/** journalctl(1): `-u UNIT -n LINES -r -e -x -f -k`. */
export const journalctl: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(
    cmd,
    'u:n:rexfkbqao:',
    'unit:=u lines:=n reverse=r pager-end=e catalog=x follow=f dmesg=k boot=b quiet=q all=a output:=o no-pager since: until:',
  );
  if (!sys.systemd()) {
    cmd.out('No journal files were found.\n-- No entries --\n');
    return 0;
  }
  const { nodename: hostname } = sys.uname();
  const name = options.get('u')?.replace(/\.(?:service|socket)$/, '');
  const read = async (): Promise<readonly JournalLine[]> => {
    const services = ['docker'].filter((one) => name === undefined || name === one).flatMap((one) => sys.service(one) ?? []);
    return (await Promise.all(services.map((service) => service.journal()))).flat();
  };
  const all = await read();
  const wanted = options.get('n') ?? (options.has('f') ? '10' : options.has('e') ? '1000' : 'all');
  const shown = wanted === 'all' ? [...all] : all.slice(Math.max(0, all.length - Number(wanted)));
  if (shown.length === 0 && !options.has('f')) cmd.out('-- No entries --\n');
  for (const line of options.has('r') ? shown.reverse() : shown) cmd.out(journalText(line, hostname));
  for (let seen = all.length; options.has('f'); ) {
    await cmd.flush();
    await sys.sleep(FOLLOW);
    const now = await read();
    for (const line of now.slice(seen)) cmd.out(journalText(line, hostname));
    seen = now.length;
  }
  return 0;
};
