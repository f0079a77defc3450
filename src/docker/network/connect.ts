import { NetworkConnect } from '../../api/client.ts';
import type { EndpointSettings } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { toRecord } from '../container/key-values.ts';

/** `docker network connect` */
export const connect: Command = {
  usage: '[OPTIONS] NETWORK CONTAINER',
  short: 'Connect a container to a network',
  flags: `alias strings: Add network-scoped alias for the container
driver-opt strings: driver options for the network
ip string: IPv4 address (e.g., 172.30.100.104)
ip6 string: IPv6 address (e.g., 2001:db8::33)
link list: Add link to another container
link-local-ip strings: Add a link-local address for the container`,
  args: [2, 2],
  completesFirst: 'network',
  completes: 'container',
  async run(cli, flags, [network = '', Container = '']) {
    const EndpointConfig: Partial<EndpointSettings> = {
      IPAMConfig: {
        ...(flags.string('ip') && { IPv4Address: flags.string('ip') }),
        ...(flags.string('ip6') && { IPv6Address: flags.string('ip6') }),
        ...(flags.list('link-local-ip').length > 0 && { LinkLocalIPs: flags.list('link-local-ip') }),
      },
      Links: flags.list('link'),
      Aliases: flags.list('alias'),
      DriverOpts: toRecord(flags.list('driver-opt')),
    };
    await NetworkConnect(cli.wire, network, { Container, EndpointConfig });
  },
};
