/** One path in every layer of a stack: what the file view shows. */
import { readAll } from '../api/bytes.ts';
import type { LayerNode, LayerStack, LayerView } from '../api/stage.ts';
import type { EngineTransport } from '../api/wire.ts';

/** Bytes shown of a file before "… more". */
const SHOWN = 4096;

export type LayerContent =
  | { readonly kind: 'missing' }
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
  readonly content: LayerContent;
  /** Whether the container sees this one. */
  readonly wins: boolean;
}

const getJson = async <T>(wire: EngineTransport, url: string): Promise<T | null> => {
  const response = await wire.fetch({ method: 'GET', url, headers: {} });
  const body = new TextDecoder().decode(await readAll(response.body));
  return response.status === 200 ? (JSON.parse(body) as T) : null;
};

/** The path in every layer, top layer first; throws an Error when the engine does not tell (a real one). */
export async function fileLayers(
  wire: EngineTransport,
  of: { readonly container: string } | { readonly image: string },
  path: string,
): Promise<FileLayer[]> {
  const query = new URLSearchParams({ ...of });
  const stack = await getJson<LayerStack>(wire, `/_huajuan/stack?${query}`);
  if (!stack) throw new Error('404');
  const at = path.lastIndexOf('/');
  const [dir, name] = [path.slice(0, at) || '/', path.slice(at + 1)];
  const layers = await Promise.all(
    stack.layers.map(async (layer): Promise<{ layer: LayerView; content: LayerContent }> => {
      const nodes = await getJson<LayerNode[]>(wire, `/_huajuan/tree?${new URLSearchParams({ layer: layer.id, path: dir })}`);
      const node = nodes?.find((entry) => entry.name === name);
      return { layer, content: node ? await contentOf(wire, layer.id, path, node) : { kind: 'missing' } };
    }),
  );
  layers.reverse();
  const top = layers.findIndex(({ content }) => content.kind !== 'missing');
  return layers.map((entry, n) => ({ ...entry, wins: n === top && entry.content.kind !== 'whiteout' }));
}

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
