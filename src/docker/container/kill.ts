import { ContainerKill } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { forEach } from './batch.ts';

/** `docker kill` */
export const kill: Command = {
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Kill one or more running containers',
  flags: 's,signal string: Signal to send to the container (default "KILL")',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'running',
  run: (cli, flags, names) => forEach(cli, names, (name) => ContainerKill(cli.wire, name, flags.string('signal'))),
};
