import { ContainerExport } from '../../api/client.ts';
import { writeArchive } from '../archive/output.ts';
import type { Command } from '../command.ts';

/** `docker export` */
export const exportContainer: Command = {
  usage: '[OPTIONS] CONTAINER',
  short: "Export a container's filesystem as a tar archive",
  flags: 'o,output string: Write to a file, instead of STDOUT',
  args: [1, 1],
  completes: 'container',
  run: (cli, flags, [container = '']) =>
    writeArchive(cli, flags.string('output'), 'export container', () => ContainerExport(cli.wire, container)),
};
