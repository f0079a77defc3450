import { ContainerInspect, ContainerLogs } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { copyFrames, parts } from '../streams.ts';
import { timestamp } from '../timestamp.ts';

/** `docker logs` */
export const logs: Command = {
  usage: '[OPTIONS] CONTAINER',
  short: 'Fetch the logs of a container',
  flags: `details: Show extra details provided to logs
f,follow: Follow log output
since string: Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)
n,tail string: Number of lines to show from the end of the logs (default "all")
t,timestamps: Show timestamps
until string: Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)`,
  args: [1, 1],
  completes: 'container',
  async run(cli, flags, [name = '']) {
    const { value } = await ContainerInspect(cli.wire, name);
    const when = (flag: string): string => (flags.string(flag) ? timestamp(flags.string(flag), cli.now(), flag) : '');
    const body = await ContainerLogs(cli.wire, value.Id, {
      stdout: true,
      stderr: true,
      since: when('since'),
      until: when('until'),
      timestamps: flags.bool('timestamps'),
      details: flags.bool('details'),
      follow: flags.bool('follow'),
      tail: flags.string('tail'),
    });
    if (value.Config.Tty) for await (const part of parts(body)) await cli.stdout.write(part);
    else await copyFrames(cli, parts(body), { stdout: true, stderr: true });
  },
};
