import type { MemFs } from '../fs/memfs.ts';
import { FsError } from '../fs/types.ts';
import type { Kernel } from './kernel.ts';

/** In the order in which /proc/mounts shows them. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  size: /^\d+[kmgt%]?$/i,
  nr_inodes: /^\d+[kmgt]?$/i,
  mode: /^[0-7]+$/,
  uid: /^\d+$/,
  gid: /^\d+$/,
  nr_blocks: /^\d+[kmgt]?$/i,
  mpol: /./,
};
const PAGE = 4096;

/** A tmpfs by the data of mount(2) ("size=1m,uid=7"), and how /proc/mounts shows these. EINVAL for what tmpfs does not know. */
export function tmpfsWith(kernel: Kernel, data: readonly string[], target: string): { fs: MemFs; shown: string[] } {
  const settings = new Map<string, string>();
  for (const word of data) {
    const [name = '', value = ''] = word.split('=', 2);
    if (!SETTINGS[name]?.test(value)) throw new FsError('EINVAL', 'mount', target);
    settings.set(name, value);
  }
  const [size, mode, uid, gid] = ['size', 'mode', 'uid', 'gid'].map((name) => settings.get(name));
  const capacity = size === undefined ? null : Math.ceil(bytesOf(size, kernel.memoryBytes) / PAGE) * PAGE;
  const fs = kernel.tmpfs({ mode: mode ? Number.parseInt(mode, 8) : 0o1777, ...(capacity === null ? {} : { capacity }) });
  if (uid || gid) fs.setattr(fs.root, { uid: Number(uid ?? 0), gid: Number(gid ?? 0) });
  if (capacity !== null) settings.set('size', `${capacity >> 10}k`);
  if (mode !== undefined) settings.set('mode', mode.replace(/^0+/, ''));
  const shown = Object.keys(SETTINGS).flatMap((name) => (settings.has(name) ? [`${name}=${settings.get(name)}`] : []));
  return { fs, shown };
}

/** "64m", "65536k", "1g", "4096", or "50%" of the machine's memory, in bytes. */
function bytesOf(size: string, memory: number): number {
  const [, digits = '0', unit = ''] = /^(\d+)([kmgt%]?)/i.exec(size) ?? [];
  return unit === '%' ? (memory * Number(digits)) / 100 : Number(digits) * 1024 ** ' kmgt'.indexOf(unit.toLowerCase() || ' ');
}
