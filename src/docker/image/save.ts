import { ImageGet } from '../../api/client.ts';
import { writeArchive } from '../archive/output.ts';
import type { Command } from '../command.ts';

/** `docker save` */
export const save: Command = {
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  flags: 'o,output string: Write to a file, instead of STDOUT',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'image',
  run: (cli, flags, names) => writeArchive(cli, flags.string('output'), 'save image', () => ImageGet(cli.wire, names)),
};
