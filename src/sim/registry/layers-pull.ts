import { type ActorRefFrom, createActor } from 'xstate';
import type { ProgressMessage } from '../../api/types.ts';
import { systemError } from '../errors.ts';
import { chainId, sha256 } from '../image/digest.ts';
import { gunzip } from '../image/gzip.ts';
import type { Digest, Layer, LayerSource, LayerStore } from '../image/types.ts';
import { readTar } from '../image/untar.ts';
import { layerPullMachine } from './layer-pull.machine.ts';
import type { Link } from './link.ts';
import type { Descriptor } from './manifest.ts';

/** Takes what the daemon would stream. */
export type Report = (message: ProgressMessage) => void;

export interface LayersPullOptions {
  readonly layers: LayerStore;
  readonly link: Link;
  /** DiffIDs by blob of layers that were pulled before; this pull adds its own. */
  readonly diffIds: Map<Digest, Digest>;
  readonly report: Report;
  /** Asks the registry for a blob; null when it is not what its digest says. */
  readonly fetch: (blob: Digest) => Promise<LayerSource | null>;
}

/** Download slots of one pull (dockerd's max-concurrent-downloads). */
const SLOTS = 3;
const SHORT_ID = 12;
const shortId = (digest: Digest): string => digest.slice('sha256:'.length, 'sha256:'.length + SHORT_ID);

type LayerPull = ActorRefFrom<typeof layerPullMachine>;

/** A layer out of the bytes of its blob; null when they are not what the digest says. */
export function unpackBlob(blob: Digest, bytes: Uint8Array): LayerSource | null {
  if (sha256(bytes) !== blob) return null;
  const tar = gunzip(bytes);
  return { diffId: sha256(tar), tarSize: tar.length, entries: () => readTar(tar) };
}

/** One pull's layers: three at a time over the link, registered in order. */
export class LayersPull {
  readonly #options: LayersPullOptions;
  readonly #queue: (() => void)[] = [];
  #free = SLOTS;

  constructor(options: LayersPullOptions) {
    this.#options = options;
  }

  /** Afterwards the top layer is held once, for the image. Nothing is held when it fails. */
  async run(blobs: readonly Descriptor[], diffIds: readonly Digest[]): Promise<void> {
    const { layers, diffIds: known, report } = this.#options;
    const actors = blobs.map(({ digest, size }) => createActor(layerPullMachine, { input: { id: shortId(digest), size, report } }).start());
    let held: Layer | null = null;
    let below: Promise<Layer | null> | null = null;
    for (const [n, blob] of blobs.entries()) {
      const diffId = diffIds[n];
      const actor = actors[n];
      if (diffId === undefined || !actor) break;
      const chain: Digest = chainId(held?.chainId ?? null, diffId);
      const there: Layer | null = below === null && known.get(blob.digest) === diffId ? layers.get(chain) : null;
      if (there) {
        layers.register({ diffId, tarSize: 0, entries: () => [] }, there.parent);
        if (held) layers.release(held.chainId);
        held = there;
        actor.send({ type: 'FOUND' });
        continue;
      }
      actor.send({ type: 'MISSING' });
      below = this.#pull(blob, diffId, actor, below ?? Promise.resolve(held));
      // A layer's failure is heard by the one above it, and by us at the top.
      below.catch(() => {});
    }
    await below;
  }

  async #pull(blob: Descriptor, diffId: Digest, actor: LayerPull, below: Promise<Layer | null>): Promise<Layer> {
    const { layers, link, diffIds } = this.#options;
    let source: LayerSource;
    try {
      source = await this.#download(blob, diffId, actor);
    } catch (error) {
      const held = await below.catch(() => null);
      if (held) layers.release(held.chainId);
      throw error;
    }
    const parent = await below;
    actor.send({ type: 'PARENT' });
    await link.unpack(blob.size, (current) => actor.send({ type: 'PROGRESS', current }));
    const layer = layers.register(source, parent?.chainId ?? null);
    if (parent) layers.release(parent.chainId);
    diffIds.set(blob.digest, diffId);
    actor.send({ type: 'REGISTERED' });
    return layer;
  }

  async #download(blob: Descriptor, diffId: Digest, actor: LayerPull): Promise<LayerSource> {
    await this.#slot(() => actor.send({ type: 'QUEUE' }));
    let source: LayerSource | null;
    try {
      actor.send({ type: 'SLOT' });
      source = await this.#options.fetch(blob.digest);
      await this.#options.link.download(blob.size, (current) => actor.send({ type: 'PROGRESS', current }));
    } finally {
      this.#release();
    }
    actor.send({ type: 'RECEIVED' });
    if (source?.diffId !== diffId) {
      actor.send({ type: 'MISMATCH' });
      throw systemError(`filesystem layer verification failed for digest ${blob.digest}`);
    }
    actor.send({ type: 'VERIFIED' });
    return source;
  }

  async #slot(onQueue: () => void): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    onQueue();
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  #release(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free++;
  }
}
