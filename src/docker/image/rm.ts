import { ImageDelete } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import type { Command } from '../command.ts';
import { describe } from '../errors.ts';

/** `docker rmi` */
export const rm: Command = {
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Remove one or more images',
  flags: `f,force: Force removal of the image
no-prune: Do not delete untagged parents`,
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'image',
  async run(cli, flags, names) {
    const errors: string[] = [];
    let fatal = false;
    for (const name of names) {
      try {
        for (const { Deleted, Untagged } of await ImageDelete(cli.wire, name, {
          force: flags.bool('force'),
          noprune: flags.bool('no-prune'),
        }))
          await cli.print(Deleted ? `Deleted: ${Deleted}` : `Untagged: ${Untagged}`);
      } catch (error) {
        if (!(error instanceof ApiError && error.kind === 'NotFound')) fatal = true;
        errors.push(describe(error));
      }
    }
    if (errors.length === 0) return;
    if (!flags.bool('force') || fatal) throw new Error(errors.join('\n'));
    await cli.complain(errors.join('\n'));
  },
};
