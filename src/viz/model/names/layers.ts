/** The rows of the layers: each digest once, with where it is and what it is doing. */
import type { BlobView, LayerTransfer, RegistryView } from '../../../api/transfer.ts';
import type { NamesCaption } from './caption.ts';
import type { LocalImage, NamesFacts, Transfer } from './facts.ts';
import type { Focus } from './focus.ts';
import { shortDigest } from './reading.ts';
import type { Going, LayerFold, LayerRow } from './scene.ts';

const HUES = 8;

/** What a layer is doing, in the scene's words. */
function goingOf(
  layer: LayerTransfer | undefined,
  { direction, ended, good }: Pick<Transfer, 'direction' | 'ended' | 'good'>,
): Going | null {
  if (!layer) return null;
  const { state, current, total, from } = layer;
  const part = total > 0 ? Math.min(1, current / total) : 0;
  const percent = Math.floor(part * 100);
  const going = (phase: Going['phase'], text: NamesCaption, of = part): Going => ({ direction, phase, part: of, text });
  // Of a pull that failed nothing is kept, not even the layers that had come.
  if (ended && !good && direction === 'pull' && state === 'complete') return going('failed', { key: 'state.failed', params: {} });
  switch (state) {
    case 'exists':
      return going('exists', { key: 'state.exists', params: {} }, 1);
    case 'complete':
    case 'pushed':
      return going('done', { key: direction === 'pull' ? 'state.done.pull' : 'state.done.push', params: {} }, 1);
    case 'mounted':
      return going('mounted', { key: 'state.mounted', params: { from } }, 1);
    case 'failed':
      return going('failed', { key: 'state.failed', params: {} });
  }
  // A transfer that was called off leaves its layers where they were.
  if (ended) return going('failed', { key: 'state.failed', params: {} });
  switch (state) {
    case 'downloading':
    case 'pushing':
      return going('moving', { key: 'state.moving', params: { percent } });
    case 'extracting':
      return going('unpacking', { key: 'state.unpacking', params: { percent } });
    case 'verifying':
    case 'looking':
      return going('checking', { key: 'state.checking', params: {} }, state === 'looking' ? 0 : 1);
    case 'downloaded':
      return going('waiting', { key: 'state.received', params: {} }, 1);
    default:
      return going('waiting', { key: 'state.waiting', params: {} }, 0);
  }
}

/** Blobs of one registry by the layer they are. */
function blobsOf(registries: readonly RegistryView[], host: string): Map<string, BlobView> {
  const blobs = new Map<string, BlobView>();
  for (const { repositories } of registries.filter((one) => one.host === host)) {
    for (const { manifests } of repositories)
      for (const { layers } of manifests) for (const layer of layers) blobs.set(layer.diffId, layer);
  }
  return blobs;
}

/** Local layers, each once: its bytes, its place in the stack, and how many images stand on it. */
function localLayers(images: readonly LocalImage[]): Map<string, { bytes: number; place: number; images: number }> {
  const found = new Map<string, { bytes: number; place: number; images: number }>();
  for (const { layers } of images) {
    for (const [place, { diffId, bytes }] of layers.entries()) {
      const before = found.get(diffId);
      found.set(diffId, { bytes, place: before?.place ?? place, images: (before?.images ?? 0) + 1 });
    }
  }
  return found;
}

/** Rows for at most `room`: what is looked at first, top layer first, then what else is on this machine. */
export function layerRows(registries: readonly RegistryView[], facts: NamesFacts, focus: Focus, room: number): (LayerRow | LayerFold)[] {
  const { placed, image, host, transfer } = focus;
  const blobs = blobsOf(registries, host);
  const local = localLayers(facts.images);
  const stacks = [image?.layers ?? [], placed?.manifest.layers ?? []].map((stack) => stack.map(({ diffId }) => diffId));
  const lit = [...new Set(stacks.flatMap((stack) => [...stack].reverse()))];
  const others = [...new Set(facts.images.flatMap(({ layers }) => layers.map(({ diffId }) => diffId).reverse()))].filter(
    (id) => !lit.includes(id),
  );
  const row = (diffId: string): LayerRow => {
    const [blob, own] = [blobs.get(diffId), local.get(diffId)];
    const place = own?.place ?? placed?.manifest.layers.findIndex((layer) => layer.diffId === diffId) ?? 0;
    const going = transfer ? goingOf(transfer.layers.get(diffId), transfer) : null;
    // What is being unpacked is not one of the machine's layers yet, whatever else names it.
    const arriving = going?.direction === 'pull' && going.phase !== 'done' && going.phase !== 'exists' && going.phase !== 'failed';
    // Unpacked, though its image is listed only when all of its layers are.
    const settled =
      going !== null && (going.phase === 'done' || going.phase === 'exists' || going.phase === 'mounted') && transfer?.ended === false;
    const unpacked = settled && going.direction === 'pull';
    const here = (own && !arriving) || unpacked ? { text: shortDigest(diffId), bytes: own?.bytes ?? 0, images: own?.images ?? 0 } : null;
    // The registry has it, though no manifest names it yet: under which digest, nobody has said.
    const arrived = settled && going.direction === 'push' ? { text: '', bytes: 0 } : null;
    const there = blob ? { text: shortDigest(blob.digest === '' ? diffId : blob.digest), bytes: blob.size } : arrived;
    const blobDigest = blob?.digest ?? '';
    return {
      kind: 'layer',
      id: `l:${diffId}`,
      hue: Math.max(0, place) % HUES,
      lit: lit.includes(diffId),
      there,
      here,
      going,
      about: {
        key: 'about.layer',
        params: {
          blob: blobDigest,
          size: blob?.size ?? 0,
          diffId,
          bytes: own?.bytes ?? 0,
          host,
          there: there !== null,
          here: here !== null,
          images: own?.images ?? 0,
        },
      },
    };
  };
  const config = image?.id ?? placed?.manifest.config;
  const head: LayerRow[] = config === undefined || room < 4 ? [] : [configRow(config, registries, facts, focus)];
  const all = [...lit, ...others];
  const space = room - head.length;
  const shown = all.length <= space ? all : all.slice(0, Math.max(1, space - 1));
  const left = all.slice(shown.length);
  const rows: (LayerRow | LayerFold)[] = [...head, ...shown.map(row)];
  if (left.length > 0) {
    const bytes = left.reduce((sum, id) => sum + (local.get(id)?.bytes ?? 0), 0);
    const text: NamesCaption = { key: 'more.layers', params: { count: left.length, bytes } };
    rows.push({ kind: 'fold', id: 'f:layers', text, about: text });
  }
  return rows;
}

/** The image's configuration is a blob like the layers; its digest is the image ID. */
function configRow(config: string, registries: readonly RegistryView[], facts: NamesFacts, { host }: Focus): LayerRow {
  const there = registries.some(
    (one) => one.host === host && one.repositories.some(({ manifests }) => manifests.some((m) => m.config === config)),
  );
  const here = facts.images.some(({ id }) => id === config);
  const text = shortDigest(config);
  return {
    kind: 'config',
    id: `c:${config}`,
    hue: 0,
    lit: true,
    there: there ? { text, bytes: 0 } : null,
    here: here ? { text, bytes: 0, images: 1 } : null,
    going: null,
    about: { key: 'about.config', params: { id: config, there, here } },
  };
}
