/** What a network may be made of: checks of NetworkCreate, in Docker's order and words. */
import type { IPAM, IPAMConfig, NetworkCreateRequest } from '../../../api/types.ts';
import { conflict, forbidden, invalidParameter, notFound, systemError } from '../../errors.ts';
import { notManager } from '../swarm.ts';
import { addressText, contains, isIPv6Subnet, overlaps, parseSubnet, type Subnet } from './subnet.ts';

/** Networks that are always there; nothing else can have these names. */
export const PREDEFINED: readonly string[] = ['bridge', 'host', 'none', 'default'];

/** What has to be known of the networks there are. */
export interface Known {
  readonly names: readonly string[];
  readonly subnets: readonly Subnet[];
  /** Takes the next of the default pools that is free. */
  takePool(): Subnet | undefined;
  /** What a configuration-only network of that name was made of. */
  configuration(name: string): Partial<NetworkCreateRequest> | null;
}

const NOT_CONFIGURATION =
  'configuration network can only contain network specific fields. Network operator fields like [ ingress | internal | attachable | scope ] are not supported.';

/** A request that can be carried out: its driver, what it is configured by, its addresses. */
export interface Plan {
  readonly driver: string;
  readonly ipam: IPAM;
  /** Where its addresses come from; null for a network without any. */
  readonly subnet: Subnet | null;
  /** With what a configuration network says. */
  readonly request: Partial<NetworkCreateRequest>;
}

/** Checks a request. Throws Docker's errors. */
export function planNetwork(asked: Partial<NetworkCreateRequest>, known: Known): Plan {
  const { Name: name = '' } = asked;
  if (PREDEFINED.includes(name)) throw forbidden(`operation is not permitted on predefined ${name} network `);
  // Docker looks for another of the name, and finds any for none.
  if (known.names.includes(name) || (name === '' && asked.CheckDuplicate)) throw conflict(`network with name ${name} already exists`);
  if (asked.Ingress) throw forbidden('Ingress network can only be global scope network');
  if (asked.Scope === 'swarm') throw forbidden('cannot create a swarm scoped network when swarm is not active');
  const driver = asked.ConfigOnly ? 'null' : asked.Driver || 'bridge';
  if (driver === 'overlay') throw notManager();
  if (asked.ConfigOnly && (asked.Internal || asked.Attachable || asked.Ingress)) throw forbidden(NOT_CONFIGURATION);
  const request = asked.ConfigFrom?.Network ? { ...asked, ...configuredBy(asked.ConfigFrom.Network, known) } : asked;
  if (name.trim() === '') throw systemError(`invalid name: ${name}`);
  const ipamDriver = request.IPAM?.Driver || 'default';
  if (!['bridge', 'macvlan', 'ipvlan', 'host', 'null'].includes(driver)) throw notFound(`plugin "${driver}" not found`);
  if ((driver === 'host' || driver === 'null') && !asked.ConfigOnly) throw forbidden(`only one instance of "${driver}" network is allowed`);
  if (!['default', 'null'].includes(ipamDriver)) throw notFound(`plugin "${ipamDriver}" not found`);
  const configs = (request.IPAM?.Config ?? []).filter(({ Subnet }) => Subnet);
  const { subnet, config } = asked.ConfigOnly ? { subnet: null, config: configs } : addressing(configs, request.EnableIPv6 === true, known);
  if (driver !== 'bridge' && !asked.ConfigOnly) throw systemError('operation not supported');
  const Options = request.IPAM ? (request.IPAM.Options ?? {}) : null;
  return { driver, subnet, request, ipam: { Driver: ipamDriver, Options, Config: config } };
}

function configuredBy(name: string, known: Known): Partial<NetworkCreateRequest> {
  const configuration = known.configuration(name);
  if (!configuration) throw notFound(`configuration network "${name}" does not exist`);
  const { IPAM, Options, Labels, EnableIPv6 } = configuration;
  return { ...(IPAM && { IPAM }), ...(Options && { Options }), ...(Labels && { Labels }), EnableIPv6: EnableIPv6 ?? false };
}

/** The subnet that addresses come from, and what inspect shows of it. */
function addressing(configs: readonly IPAMConfig[], wantsIPv6: boolean, known: Known): { subnet: Subnet; config: IPAMConfig[] } {
  const [four, six] = [configs.filter(({ Subnet }) => !Subnet?.includes(':')), configs.filter(({ Subnet }) => Subnet?.includes(':'))];
  for (const { Subnet } of configs)
    if (!parseSubnet(Subnet ?? '') && !isIPv6Subnet(Subnet ?? ''))
      throw invalidParameter(`Invalid subnet ${Subnet} : invalid CIDR address: ${Subnet}`);
  const [asked] = four;
  const given = asked && parseSubnet(asked.Subnet ?? '');
  if (given && known.subnets.some((taken) => overlaps(taken, given))) throw forbidden('Pool overlaps with other one on this address space');
  const subnet = given || known.takePool();
  if (!subnet) throw notFound('could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network');
  if (wantsIPv6 && six.length === 0)
    throw notFound('could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network');
  if (four.length > 1) throw forbidden("bridge driver doesn't support multiple subnets");
  const automatic = { Subnet: `${addressText(subnet.first)}/${subnet.bits}`, Gateway: addressText(subnet.first + 1) };
  return { subnet, config: [asked ?? automatic, ...six] };
}

/** The first address that a container can have: free, in the range, no gateway, no auxiliary one. Throws when there is none. */
export function freeAddress(subnet: Subnet, config: IPAMConfig | undefined, taken: (address: number) => boolean, gateway: string): number {
  const range = (config?.IPRange && parseSubnet(config.IPRange)) || subnet;
  const reserved = new Set([gateway, ...Object.values(config?.AuxiliaryAddresses ?? {})]);
  const last = subnet.first + 2 ** (32 - subnet.bits) - 1;
  for (let address = range.first; contains(range, address); address++)
    if (address !== subnet.first && address !== last && !taken(address) && !reserved.has(addressText(address))) return address;
  throw forbidden("no available IPv4 addresses on this network's address pools");
}
