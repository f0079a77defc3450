import type { Command } from '../command.ts';
import { makeContainer, readContainer } from './make.ts';
import { containerFlags } from './flag-table.ts';
import { containerValidators } from './validators.ts';

/** `docker create` */
export const create: Command = {
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create a new container',
  flags: `${containerFlags}\npull string: Pull image before creating ("always"|"missing"|"never") (default "missing")`,
  accepted: ['disable-content-trust', 'isolation'],
  args: [1, Number.POSITIVE_INFINITY],
  interspersed: false,
  validators: containerValidators,
  completesFirst: 'image',
  async run(cli, flags, args) {
    const request = await readContainer(cli, 'create', flags, args);
    await cli.print((await makeContainer(cli, flags, request)).Id);
  },
};
