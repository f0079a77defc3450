import type { NetworkNamespace } from '../network/namespace.ts';
import { type Entry, folder, text } from './generated-fs.ts';

/** /proc/net of a network namespace: its devices and its listening sockets, in the columns of proc(5). */
export function netFolder(namespace: () => NetworkNamespace): Entry {
  return folder({ dev: text(() => devices(namespace())), tcp: text(() => listening(namespace())) });
}

function devices({ devices }: NetworkNamespace): string {
  const head =
    'Inter-|   Receive                                                |  Transmit\n' +
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  const zeros = [8, 8, 5, 5, 5, 6, 11, 10, 9, 8, 5, 5, 5, 6, 8, 11].map((width) => '0'.padStart(width - 1)).join(' ');
  return head + devices.map(({ name }) => `${name.padStart(6)}: ${zeros.trimStart()}\n`).join('');
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** An IPv4 address as the number the kernel prints: the bytes the other way round. */
const addressOf = (address: string): string =>
  address
    .split('.')
    .reverse()
    .map((byte) => hex(Number(byte), 2))
    .join('');

function listening({ listeners }: NetworkNamespace): string {
  const row = ({ address, port }: { address: string; port: number }, at: number): string =>
    `${String(at).padStart(4)}: ${addressOf(address)}:${hex(port, 4)} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 100 0 0 10 0`;
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  return [head, ...listeners.map(row)].map((line) => `${line.padEnd(149)}\n`).join('');
}
