/** IPv4 subnets and the addresses in them. */

/** "10.1.2.3" as a number, null when it is none. */
export function addressNumber(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** A number as an address: "10.1.2.3". */
export const addressText = (number: number): string => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

/** A range of addresses that begins at a multiple of its size. */
export interface Subnet {
  readonly first: number;
  readonly bits: number;
}

const sizeOf = ({ bits }: Subnet): number => 2 ** (32 - bits);

/** Reads "10.1.0.0/16"; null for anything else (IPv6 as well). */
export function parseSubnet(text: string): Subnet | null {
  const [, address = '', bits = ''] = /^([^/]*)\/(\d{1,2})$/.exec(text) ?? [];
  const number = addressNumber(address);
  if (number === null || Number(bits) > 32) return null;
  const size = 2 ** (32 - Number(bits));
  return { first: Math.floor(number / size) * size, bits: Number(bits) };
}

/** Whether an address is in a subnet. */
export const contains = (subnet: Subnet, address: number): boolean => address >= subnet.first && address < subnet.first + sizeOf(subnet);

/** Whether two subnets have addresses in common. */
export const overlaps = (a: Subnet, b: Subnet): boolean => contains(a, b.first) || contains(b, a.first);

/** An IPv6 subnet, as far as one looks: "2001:db8::/64". */
export const isIPv6Subnet = (text: string): boolean => /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*\/\d{1,3}$/.test(text);

/** The subnets that networks get which ask for none, in order. */
export const DEFAULT_POOLS: readonly Subnet[] = [
  ...Array.from({ length: 15 }, (_, i) => ({ first: (172 * 256 + 17 + i) * 65536, bits: 16 })),
  ...Array.from({ length: 16 }, (_, i) => ({ first: (192 * 256 + 168) * 65536 + i * 4096, bits: 20 })),
];
