import { ImageCommit } from '../../api/client.ts';
import { familiarName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { Command } from '../command.ts';

/** `docker commit` */
export const commit: Command = {
  usage: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  short: "Create a new image from a container's changes",
  flags: `a,author string: Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")
c,change list: Apply Dockerfile instruction to the created image
m,message string: Commit message
p,pause: Pause container during commit (default true)`,
  interspersed: false,
  args: [1, 2],
  completesFirst: 'container',
  async run(cli, flags, [container = '', name = '']) {
    const reference = name === '' ? null : withDefaultTag(parseReference(name));
    if (reference?.digest) throw new Error('refusing to create a tag with a digest reference');
    const { Id } = await ImageCommit(cli.wire, {
      container,
      repo: reference ? familiarName(reference) : '',
      tag: reference?.tag ?? '',
      comment: flags.string('message'),
      author: flags.string('author'),
      pause: flags.bool('pause'),
      changes: flags.list('change'),
    });
    await cli.print(Id);
  },
};
