import { pathError } from '../../api/path-error.ts';
import type { Volume } from '../../api/types.ts';
import { FsError } from '../fs/types.ts';
import { systemError } from '../errors.ts';
import type { HostFiles } from './host-files.ts';
import type { EngineParts } from './parts.ts';

/** Flags of mount(2) by their names; those of 0 take one away. */
const FLAGS: Readonly<Record<string, number>> = {
  defaults: 0,
  ro: 0x1,
  rw: 0,
  nosuid: 0x2,
  suid: 0,
  nodev: 0x4,
  dev: 0,
  noexec: 0x8,
  exec: 0,
  sync: 0x10,
  async: 0,
  dirsync: 0x80,
  noatime: 0x400,
  atime: 0,
  nodiratime: 0x800,
  diratime: 0,
  bind: 0x1000,
  rbind: 0x5000,
  relatime: 0x200000,
  norelatime: 0,
  strictatime: 0x1000000,
  nostrictatime: 0,
};

/** Whether options of a volume say that something is mounted on its folder while it is used. */
export const needsMount = ({ Options }: Volume): boolean => Boolean(Options?.['device'] || Options?.['type']);

/** Mounts on a volume's folder what its options say. Throws in Docker's words. */
export function mountByOptions(volume: Volume, mount: EngineParts['mount'], host: HostFiles): void {
  if (!needsMount(volume)) return;
  const { device = '', type = '', o = '' } = volume.Options ?? {};
  if (type === 'nfs' || type === 'cifs') checkAddress(o, host);
  const words = o.split(',').filter((word) => word !== '');
  const data = words.filter((word) => FLAGS[word] === undefined).join(',');
  const flags = words.reduce((all, word) => all | (FLAGS[word] ?? 0), 0);
  try {
    mount(device, volume.Mountpoint, type, o);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const asked = `${device}:${volume.Mountpoint}${flags ? `, flags: 0x${flags.toString(16)}` : ''}${data ? `, data: ${data}` : ''}`;
    throw systemError(`failed to mount local volume: ${pathError('mount', asked, error).message}`);
  }
}

/** The engine looks up a file server's name by itself; the names of this world's networks are none it could ask for. */
function checkAddress(options: string, host: HostFiles): void {
  const address = /(?:^|,)addr=([^,]*)/.exec(options)?.[1] ?? '';
  if (address === '' || /^(\d{1,3}\.){3}\d{1,3}$/.test(address)) return;
  const resolv = new TextDecoder().decode(host.read('/etc/resolv.conf') ?? new Uint8Array(0));
  const server = /^nameserver (\S+)/m.exec(resolv)?.[1] ?? '127.0.0.1';
  throw systemError(`error resolving passed in network volume address: lookup ${address} on ${server}:53: no such host`);
}
