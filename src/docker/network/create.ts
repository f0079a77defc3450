import { NetworkCreate } from '../../api/client.ts';
import type { IPAMConfig } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { containerValidators } from '../container/validators.ts';
import { toRecord } from '../container/key-values.ts';

const number = (address: string): bigint | null => {
  if (!address.includes(':')) {
    const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(BigInt);
    return parts ? parts.reduce((sum, part) => sum * 256n + part, 0n) : null;
  }
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const missing = tail === undefined ? 0 : Math.max(8 - groups(head).length - groups(tail).length, 0);
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
    : null;
};

/** Whether an address (or the first one of a range) lies in a subnet. */
function matches(subnet: string, data: string): boolean {
  const [base = '', bits = ''] = subnet.split('/');
  const address = data.replace(/\/.*$/, '');
  if (base.includes(':') !== address.includes(':')) return false;
  const [a, b] = [number(base), number(address)];
  const shift = BigInt((base.includes(':') ? 128 : 32) - Number(bits));
  return a !== null && b !== null && shift >= 0n && a >> shift === b >> shift;
}

/** Ranges, gateways and auxiliary addresses with the subnet that each lies in. Throws in Docker's words. */
function addressing(
  subnets: readonly string[],
  ranges: readonly string[],
  gateways: readonly string[],
  auxiliary: Readonly<Record<string, string>>,
): IPAMConfig[] {
  const configs: IPAMConfig[] = [];
  for (const Subnet of subnets) {
    if (configs.some((one) => matches(one.Subnet ?? '', Subnet) || matches(Subnet, one.Subnet ?? '')))
      throw new Error('multiple overlapping subnet configuration is not supported');
    configs.push({ Subnet });
  }
  const place = (what: string, value: string, key: 'IPRange' | 'Gateway'): void => {
    const config = configs.find((one) => matches(one.Subnet ?? '', value));
    if (!config) throw new Error(`no matching subnet for ${what} ${value}`);
    if (config[key]) throw new Error(`cannot configure multiple ${what}s (${value}, ${config[key]}) on the same subnet (${config.Subnet})`);
    config[key] = value;
  };
  for (const range of ranges) place('range', range, 'IPRange');
  for (const gateway of gateways) place('gateway', gateway, 'Gateway');
  for (const [name, address] of Object.entries(auxiliary)) {
    const config = configs.find((one) => matches(one.Subnet ?? '', address));
    if (!config) throw new Error(`no matching subnet for aux-address ${address}`);
    config.AuxiliaryAddresses = { ...config.AuxiliaryAddresses, [name]: address };
  }
  return configs;
}

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
    const Config = addressing(subnets, ranges, gateways, flags.map('aux-address'));
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
