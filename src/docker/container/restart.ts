import { ContainerRestart } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { inTurn } from './batch.ts';

/** `docker restart` */
export const restart: Command = {
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Restart one or more containers',
  flags: 't,time int: Seconds to wait for stop before killing the container (default 10)',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'container',
  run: (cli, flags, names) =>
    inTurn(cli, names, async (name) => {
      await ContainerRestart(cli.wire, name, flags.changed('time') ? flags.number('time') : undefined);
      return name;
    }),
};
