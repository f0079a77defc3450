/** An IPv4 address as a number, or null when the text is none. */
export function parseAddress(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Whether `address` is in the subnet of `prefix` bits that `base` is in. */
export function inSubnet(address: string, base: string, prefix: number): boolean {
  const [a, b] = [parseAddress(address), parseAddress(base)];
  const size = 2 ** (32 - prefix);
  return a !== null && b !== null && Math.floor(a / size) === Math.floor(b / size);
}

/** 127.0.0.0/8. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}

/** "0.0.0.0" and its other spellings: every address of the machine. */
export function isAny(address: string): boolean {
  return address === '' || address === '0.0.0.0' || address === '::';
}
