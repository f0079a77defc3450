import { NetworkCreate } from '../../api/client.ts';
import type { IPAMConfig } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { containerValidators } from '../container/validators.ts';
import { toRecord } from '../container/key-values.ts';

/** `docker network create` */
export const create: Command = {
  usage: '[OPTIONS] NETWORK',
  short: 'Create a network',
  flags: `attachable: Enable manual container attachment
aux-address map: Auxiliary IPv4 or IPv6 addresses used by Network driver (default map[])
config-from string: The network from which to copy the configuration
config-only: Create a configuration only network
d,driver string: Driver to manage the Network (default "bridge")
gateway strings: IPv4 or IPv6 Gateway for the master subnet
ingress: Create swarm routing-mesh network
internal: Restrict external access to the network
ip-range strings: Allocate container ip from a sub-range
ipam-driver string: IP Address Management Driver (default "default")
ipam-opt map: Set IPAM driver specific options (default map[])
ipv6: Enable IPv6 networking
label list: Set metadata on a network
o,opt map: Set driver specific options (default map[])
scope string: Control the network's scope
subnet strings: Subnet in CIDR format that represents a network segment`,
  args: [1, 1],
  validators: { label: containerValidators['label'] ?? String },
  async run(cli, flags, [name = '']) {
    const [subnets, ranges, gateways] = [flags.list('subnet'), flags.list('ip-range'), flags.list('gateway')];
    if (subnets.length < ranges.length || subnets.length < gateways.length)
      throw new Error('every ip-range or gateway must have a corresponding subnet');
    const Config: IPAMConfig[] = subnets.map((Subnet, i) => ({
      Subnet,
      ...(ranges[i] ? { IPRange: ranges[i] } : {}),
      ...(gateways[i] ? { Gateway: gateways[i] } : {}),
    }));
    const { Id } = await NetworkCreate(cli.wire, {
      CheckDuplicate: true,
      Driver: flags.string('driver'),
      Scope: flags.string('scope'),
      EnableIPv6: flags.bool('ipv6'),
      IPAM: { Driver: flags.string('ipam-driver'), Options: flags.map('ipam-opt'), Config },
      Internal: flags.bool('internal'),
      Attachable: flags.bool('attachable'),
      Ingress: flags.bool('ingress'),
      ConfigOnly: flags.bool('config-only'),
      ConfigFrom: flags.string('config-from') ? { Network: flags.string('config-from') } : null,
      Options: flags.map('opt'),
      Labels: toRecord(flags.list('label')),
      Name: name,
    });
    await cli.print(Id);
  },
};
