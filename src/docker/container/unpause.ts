import { ContainerUnpause } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { forEach } from './batch.ts';

/** `docker unpause` */
export const unpause: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  short: 'Unpause all processes within one or more containers',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'paused',
  run: (cli, _flags, names) => forEach(cli, names, (name) => ContainerUnpause(cli.wire, name)),
};
