import { ContainerStop } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { forEach } from './batch.ts';

/** `docker stop` */
export const stop: Command = {
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Stop one or more running containers',
  flags: 't,time int: Seconds to wait for stop before killing it (default 10)',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'running',
  run: (cli, flags, names) =>
    forEach(cli, names, (name) => ContainerStop(cli.wire, name, flags.changed('time') ? flags.number('time') : undefined)),
};
