import { ContainerDelete } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import type { Command } from '../command.ts';
import { forEach } from './batch.ts';

/** `docker rm` */
export const rm: Command = {
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Remove one or more containers',
  flags: `f,force: Force the removal of a running container (uses SIGKILL)
l,link: Remove the specified link
v,volumes: Remove anonymous volumes associated with the container`,
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'container',
  run: (cli, flags, names) => {
    const force = flags.bool('force');
    const remove = async (name: string): Promise<void> => {
      const trimmed = name.replace(/^\/+|\/+$/g, '');
      if (trimmed === '') throw new Error('Container name cannot be empty');
      await ContainerDelete(cli.wire, trimmed, { v: flags.bool('volumes'), link: flags.bool('link'), force });
    };
    return forEach(cli, names, remove, (error) => force && error instanceof ApiError && error.kind === 'NotFound');
  },
};
