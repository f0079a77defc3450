import { type ActorRefFrom, createActor } from 'xstate';
import type { ProgressMessage } from '../../api/types.ts';
import { systemError } from '../errors.ts';
import { chainId, sha256 } from '../image/digest.ts';
import { Content } from '../fs/content.ts';
import { gunzip } from '../image/gzip.ts';
import type { Digest, Layer, LayerSource, LayerStore } from '../image/types.ts';
import { readLayer } from '../image/untar.ts';
import { layerPullMachine } from './layer-pull.machine.ts';
import { type Cancellation, checkCancelled, type Link } from './link.ts';
import type { Descriptor } from './manifest.ts';
import type { Slots } from './slots.ts';
import type { TransferTeller } from './transfers.ts';

/** Takes what the daemon would stream. */
export type Report = (message: ProgressMessage) => void;

export interface LayersPullOptions {
  readonly layers: LayerStore;
  readonly link: Link;
  /** Download slots, shared with the engine's other pulls. */
  readonly slots: Slots;
  /** What part of the line the registry reaches. */
  readonly share: number;
  /** The layer that a blob was the last time, or null. */
  readonly knownAs: (blob: Digest) => Digest | null;
  /** A layer that was there already has been found under this blob, too. */
  readonly onKnown: (blob: Descriptor, diffId: Digest) => void;
  /** Is told of every layer that was pulled. */
  readonly onLayer: (blob: Descriptor, source: LayerSource) => void;
  readonly report: Report;
  /** Told of every layer's way, for onlookers. */
  readonly teller: TransferTeller;
  readonly cancellation: Cancellation;
  /** Asks the registry for a blob; null when it is not what its digest says. */
  readonly fetch: (blob: Digest) => Promise<LayerSource | null>;
}

const SHORT_ID = 12;
const shortId = (digest: Digest): string => digest.slice('sha256:'.length, 'sha256:'.length + SHORT_ID);

type LayerPull = ActorRefFrom<typeof layerPullMachine>;

/** A layer out of the bytes of its blob; null when they are not what the digest says. */
export function unpackBlob(blob: Digest, bytes: Uint8Array): LayerSource | null {
  if (sha256(bytes) !== blob) return null;
  return readLayer(Content.of(gunzip(bytes)));
}

/** One pull's layers: three at a time over the link, registered in order. */
export class LayersPull {
  readonly #options: LayersPullOptions;

  constructor(options: LayersPullOptions) {
    this.#options = options;
  }

  /** Afterwards the top layer is held once, for the image. Nothing is held when it fails. */
  async run(blobs: readonly Descriptor[], diffIds: readonly Digest[]): Promise<void> {
    const { layers, knownAs, onKnown, report, teller } = this.#options;
    const actors = blobs.map(({ digest, size }, n) => {
      const actor = createActor(layerPullMachine, { input: { id: shortId(digest), size, report } });
      const diffId = diffIds[n];
      actor.subscribe(({ value: state, context: { current } }) => {
        if (diffId !== undefined && state !== 'looking') teller.layer({ diffId, state, current, total: size });
      });
      return actor.start();
    });
    let held = null as Layer | null;
    let there = 0;
    for (const [n, blob] of blobs.entries()) {
      const diffId = diffIds[n];
      const known: Layer | null =
        diffId !== undefined && knownAs(blob.digest) === diffId ? layers.get(chainId(held?.chainId ?? null, diffId)) : null;
      if (!known) break;
      layers.register({ diffId: known.diffId, tarSize: 0, entries: () => [] }, known.parent);
      if (held) layers.release(held.chainId);
      held = known;
      onKnown(blob, known.diffId);
      actors[n]?.send({ type: 'FOUND' });
      there++;
    }
    // All that are missing are announced before the first one is on its way.
    const missing = blobs.slice(there);
    for (const actor of actors.slice(there)) actor.send({ type: 'MISSING' });
    let below: Promise<Layer | null> = Promise.resolve(held);
    for (const [n, blob] of missing.entries()) {
      const [diffId, actor] = [diffIds[there + n], actors[there + n]];
      if (diffId === undefined || !actor) break;
      below = this.#pull(blob, diffId, actor, below);
      // A layer's failure is heard by the one above it, and by us at the top.
      below.catch(() => {});
    }
    await below;
  }

  async #pull(blob: Descriptor, diffId: Digest, actor: LayerPull, below: Promise<Layer | null>): Promise<Layer> {
    const { layers, link, onLayer, cancellation } = this.#options;
    let parent: Layer | null = null;
    let source: LayerSource;
    try {
      source = await this.#download(blob, diffId, actor);
      parent = await below;
      actor.send({ type: 'PARENT' });
      checkCancelled(cancellation);
      const onProgress = (current: number): void => actor.send({ type: 'PROGRESS', current });
      await link.unpack({ size: blob.size, cancellation, onProgress, blob: blob.digest });
    } catch (error) {
      const held = parent ?? (await below.catch(() => null));
      if (held) layers.release(held.chainId);
      throw error;
    }
    const layer = layers.register(source, parent?.chainId ?? null);
    if (parent) layers.release(parent.chainId);
    onLayer(blob, source);
    actor.send({ type: 'REGISTERED' });
    return layer;
  }

  async #download(blob: Descriptor, diffId: Digest, actor: LayerPull): Promise<LayerSource> {
    const { slots, link, share, cancellation, fetch } = this.#options;
    await slots.take(() => actor.send({ type: 'QUEUE' }));
    let source: LayerSource | null;
    try {
      checkCancelled(cancellation);
      actor.send({ type: 'SLOT' });
      source = await fetch(blob.digest);
      await link.transfer({
        size: blob.size,
        blob: blob.digest,
        share,
        cancellation,
        onProgress: (current) => actor.send({ type: 'PROGRESS', current }),
      });
    } finally {
      slots.give();
    }
    actor.send({ type: 'RECEIVED' });
    if (source?.diffId !== diffId) {
      actor.send({ type: 'MISMATCH' });
      throw systemError(`filesystem layer verification failed for digest ${blob.digest}`);
    }
    actor.send({ type: 'VERIFIED' });
    return source;
  }
}
