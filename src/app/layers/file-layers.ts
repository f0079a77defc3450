/** One path in every layer of a stack: what the file view shows. */
import type { LayerNode, LayerStack, LayerView } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { ancestors } from '../../viz/model/path.ts';
import { holdings } from '../../viz/model/union.ts';
import { FolderReader } from '../../viz/source/folders.ts';

/** Bytes shown of a file before "… more". */
const SHOWN = 4096;

export type LayerContent =
  | { readonly kind: 'missing' }
  /** Of a driver that keeps whole trees: as in the layer below. */
  | { readonly kind: 'same' }
  | { readonly kind: 'whiteout' }
  | { readonly kind: 'dir' }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'empty' }
  /** Nothing but zeros: the simulator keeps only the size. */
  | { readonly kind: 'hole'; readonly size: number }
  | { readonly kind: 'text'; readonly text: string; readonly more: number }
  /** Lines of hexadecimal bytes. */
  | { readonly kind: 'binary'; readonly text: string; readonly more: number };

export interface FileLayer {
  readonly layer: LayerView;
  /** Its index, 0 is the lowest. */
  readonly index: number;
  readonly content: LayerContent;
  readonly node: LayerNode | null;
  /** Whether the container sees this one (of a folder: merges it with others). */
  readonly wins: boolean;
  /** The layer that hides it. */
  readonly hiddenBy: number | null;
}

/** Drivers whose layers are whole trees. */
const WHOLE = ['vfs', 'btrfs', 'devicemapper'];

/** The path in every layer of a stack, top layer first. */
export async function fileLayers(wire: EngineTransport, stack: LayerStack, path: string): Promise<FileLayer[]> {
  const listings = await new FolderReader(wire).read(stack.layers, ancestors(path));
  const held = holdings(stack.layers, listings, path);
  const whole = WHOLE.includes(stack.driver);
  const layers = await Promise.all(
    stack.layers.map(async (layer, index): Promise<FileLayer> => {
      const holding = held.find((one) => one.layer === index);
      const below = held.find((one) => one.layer === index - 1);
      if (!holding) {
        const gone: LayerContent = { kind: whole && below ? 'whiteout' : 'missing' };
        return { layer, index, content: gone, node: null, wins: false, hiddenBy: null };
      }
      const { node, visible, hiddenBy } = holding;
      const content: LayerContent =
        whole && below && alike(node, below.node) ? { kind: 'same' } : await contentOf(wire, layer.id, path, node);
      return { layer, index, content, node, wins: visible, hiddenBy };
    }),
  );
  return layers.reverse();
}

const alike = (a: LayerNode, b: LayerNode): boolean =>
  a.type === b.type && a.size === b.size && a.mtime === b.mtime && a.mode === b.mode && a.uid === b.uid && a.linkname === b.linkname;

async function contentOf(wire: EngineTransport, layer: string, path: string, node: LayerNode): Promise<LayerContent> {
  if (node.type === 'whiteout' || node.type === 'dir') return { kind: node.type };
  if (node.type === 'symlink') return { kind: 'symlink', target: node.linkname };
  if (node.size === 0) return { kind: 'empty' };
  const response = await wire.fetch({ method: 'GET', url: `/_huajuan/file?${new URLSearchParams({ layer, path })}`, headers: {} });
  const head = await firstBytes(response.body, SHOWN);
  const more = node.size - head.length;
  if (head.every((byte) => byte === 0)) return { kind: 'hole', size: node.size };
  const text = asText(head, more > 0);
  return text === null
    ? { kind: 'binary', text: hexLines(head.subarray(0, 512)), more: node.size - Math.min(512, head.length) }
    : { kind: 'text', text, more };
}

async function firstBytes(body: Uint8Array | AsyncIterable<Uint8Array>, count: number): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body.subarray(0, count);
  const out = new Uint8Array(count);
  let size = 0;
  for await (const chunk of body) {
    const take = chunk.subarray(0, count - size);
    out.set(take, size);
    size += take.length;
    if (size === count) break;
  }
  return out.subarray(0, size);
}

/** UTF-8 text, or null when it is none; a character cut at the end of the excerpt is left out. */
function asText(bytes: Uint8Array, cut: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}

function hexLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}
