import { NetworkDisconnect } from '../../api/client.ts';
import type { Command } from '../command.ts';

/** `docker network disconnect` */
export const disconnect: Command = {
  usage: '[OPTIONS] NETWORK CONTAINER',
  short: 'Disconnect a container from a network',
  flags: 'f,force: Force the container to disconnect from a network',
  args: [2, 2],
  completesFirst: 'network',
  completes: 'container',
  run: (cli, flags, [network = '', Container = '']) => NetworkDisconnect(cli.wire, network, { Container, Force: flags.bool('force') }),
};
