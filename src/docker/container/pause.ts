import { ContainerPause } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { forEach } from './batch.ts';

/** `docker pause` */
export const pause: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  short: 'Pause all processes within one or more containers',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'running',
  run: (cli, _flags, names) => forEach(cli, names, (name) => ContainerPause(cli.wire, name)),
};
