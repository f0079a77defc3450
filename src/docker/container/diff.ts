import { ContainerChanges } from '../../api/client.ts';
import type { Command } from '../command.ts';

/** `docker diff` */
export const diff: Command = {
  usage: 'CONTAINER',
  short: "Inspect changes to files or directories on a container's filesystem",
  args: [1, 1],
  completes: 'container',
  async run(cli, _flags, [name = '']) {
    if (name === '') throw new Error('Container name cannot be empty');
    for (const { Kind, Path } of (await ContainerChanges(cli.wire, name)) ?? []) await cli.print(`${'CAD'[Kind]} ${Path}`);
  },
};
