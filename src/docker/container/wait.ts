import { ContainerWait } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { inTurn } from './batch.ts';

/** `docker wait` */
export const wait: Command = {
  usage: 'CONTAINER [CONTAINER...]',
  short: 'Block until one or more containers stop, then print their exit codes',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'running',
  run: (cli, _flags, names) => inTurn(cli, names, async (name) => String((await (await ContainerWait(cli.wire, name)).status).StatusCode)),
};
