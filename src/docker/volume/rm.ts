import { VolumeDelete } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { inTurn } from '../container/batch.ts';

/** `docker volume rm` */
export const rm: Command = {
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  short: 'Remove one or more volumes',
  long: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  example: '$ docker volume rm hello\nhello\n',
  flags: 'f,force: Force the removal of one or more volumes',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'volume',
  run: (cli, flags, names) =>
    inTurn(cli, names, async (name) => {
      await VolumeDelete(cli.wire, name, flags.bool('force'));
      return name;
    }),
};
