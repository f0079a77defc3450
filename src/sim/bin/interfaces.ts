/** Arithmetic of addresses for the programs that show a machine's devices. */
import type { NetworkInterface } from '../kernel/types.ts';

const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

type Addressed = Pick<NetworkInterface, 'address' | 'prefix'>;

/** The netmask of so many bits. */
export const maskOf = (prefix: number): string => dotted(2 ** 32 - 2 ** (32 - prefix));
/** The subnet's own address. */
export const networkOf = ({ address, prefix }: Addressed): string =>
  dotted(Math.floor(number(address) / 2 ** (32 - prefix)) * 2 ** (32 - prefix));
/** The subnet's last address. */
export const broadcastOf = (each: Addressed): string => dotted(number(networkOf(each)) + 2 ** (32 - each.prefix) - 1);

/** The subnets that are reached directly, by the devices that are up. */
export const linkRoutes = (list: readonly NetworkInterface[]): { device: NetworkInterface; at: Addressed }[] =>
  list
    .filter(({ name, down, address }) => name !== 'lo' && !down && address !== '')
    .flatMap((device) => [device, ...device.more].map((at) => ({ device, at })))
    .sort((a, b) => number(networkOf(a.at)) - number(networkOf(b.at)));
