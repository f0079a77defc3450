/** `--archive FILE`: what is in an archive of images, layer by layer, without a machine. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArchiveError, refuse } from '../api/archive/error.ts';
import { openArchive, type ArchivedImage, type OpenedArchive } from '../api/archive/open.ts';
import type { ByteSource } from '../api/archive/source.ts';
import { layerWaste } from '../api/layer-tree.ts';
import type { LayerNode, LayerPath } from '../api/stage.ts';
import { en } from '../app/archive/messages.en.ts';
import { webHost } from '../app/archive/web-host.ts';
import { formatBytes } from '../viz/bytes.ts';
import { instruction } from '../viz/model/instruction.ts';

/** Wasted paths that are listed of an image. */
const WORST = 10;

/** Folders of a layer that are listed before "…". */
const FOLDERS = 12;

/** A file of this machine; `close` lets it go. */
async function fileSource(file: string): Promise<ByteSource & { close(): Promise<void> }> {
  const handle = await open(file, 'r');
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new Error('not a file');
  }
  return {
    size: stat.size,
    async read(from, to) {
      const bytes = new Uint8Array(to - from);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at);
        if (bytesRead === 0) return refuse({ key: 'unreadable', why: 'unexpected end' });
        at += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}

/** Opens an archive and tells what is in it; resolves with the text. Rejects with an Error that says why it was refused. */
export async function describeArchive(file: string): Promise<string> {
  let source: (ByteSource & { close(): Promise<void> }) | null = null;
  try {
    source = await fileSource(file);
    const archive = await openArchive(source, webHost);
    return archive.images.map((image) => describeImage(archive, image)).join('\n');
  } catch (error) {
    const name = basename(file);
    if (error instanceof ArchiveError) throw new Error(`${en.refused(name)} ${en.reason(error.reason)}`);
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${en.refused(name)} ${code === 'ENOENT' ? 'no such file' : message}`);
  } finally {
    await source?.close();
  }
}

function describeImage(archive: OpenedArchive, image: ArchivedImage): string {
  const layers = image.chain.flatMap((id) => archive.layers.get(id) ?? []);
  const listings = layers.map(({ index }) => [...index.paths()]);
  const made = image.history.filter(({ empty }) => !empty);
  const lines = [`${image.names.join(', ') || '<none>:<none>'}  ${image.id}  ${formatBytes(image.size)}`];
  for (const [n, layer] of layers.entries()) {
    const { index, diffId } = layer;
    const line = instruction(made[n]?.createdBy ?? '');
    lines.push(`  layer ${n + 1} of ${layers.length}  ${diffId.slice(7, 19)}  ${formatBytes(index.size)}  ${line}`);
    lines.push(`    ${summary(listings[n] ?? [], index.list('/'))}`);
  }
  const { wasted, total, efficiency, worst, count } = layerWaste(listings, WORST);
  lines.push(`  wasted: ${formatBytes(wasted)} of ${formatBytes(total)}, efficiency ${(efficiency * 100).toFixed(1)} %`);
  for (const one of worst) {
    const where = one.layers.map((layer) => layer + 1).join(', ');
    lines.push(`    ${formatBytes(one.wasted)}  ${one.path}  layers ${where}${one.deleted ? ' (deleted)' : ''}`);
  }
  if (count > worst.length) lines.push(`    and ${count - worst.length} more paths`);
  return `${lines.join('\n')}\n`;
}

/** "412 files, 38 folders, 2 whiteouts: bin/ 403, etc/ 9, .root". */
function summary(paths: readonly LayerPath[], top: readonly LayerNode[]): string {
  const count = (test: (path: LayerPath) => boolean): number => paths.filter(test).length;
  const parts = [
    plural(
      count(({ type }) => type !== 'dir' && type !== 'whiteout'),
      'file',
    ),
    plural(
      count(({ type }) => type === 'dir'),
      'folder',
    ),
    plural(
      count(({ type }) => type === 'whiteout'),
      'whiteout',
    ),
    plural(
      count(({ opaque }) => opaque),
      'opaque folder',
    ),
  ];
  const names = top.map(({ name, type, opaque }) => {
    if (type === 'whiteout') return `${name} deleted`;
    if (type !== 'dir') return name;
    return `${name}/ ${count(({ path }) => path.startsWith(`/${name}/`))}${opaque ? ' (opaque)' : ''}`;
  });
  const shown = names.length > FOLDERS ? [...names.slice(0, FOLDERS), '…'] : names;
  return `${parts.filter((part) => part !== '').join(', ') || 'empty'}${shown.length > 0 ? `: ${shown.join(', ')}` : ''}`;
}

function plural(n: number, noun: string): string {
  return n === 0 ? '' : `${n} ${noun}${n === 1 ? '' : 's'}`;
}
