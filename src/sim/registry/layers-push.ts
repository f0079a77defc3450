/** The layers of a push: five at a time, each looked for before it is sent (moby: distribution/push_v2.go). */
import { type ActorRefFrom, createActor } from 'xstate';
import type { EngineResponse } from '../../api/wire.ts';
import { systemError } from '../errors.ts';
import type { Digest } from '../image/types.ts';
import type { CatalogLayer } from './catalog/catalog.ts';
import { failureOf } from './failure.ts';
import { layerPushMachine } from './layer-push.machine.ts';
import type { Report } from './layers-pull.ts';
import { type Cancellation, checkCancelled, type Link } from './link.ts';
import type { RegistryRequest } from './message.ts';
import { type BlobMetadata, type BlobSource, sortByLikeness } from './metadata.ts';
import type { RegistrySession } from './session.ts';
import type { Slots } from './slots.ts';
import type { TransferTeller } from './transfers.ts';

/** A layer to be pushed. */
export interface PushLayer {
  readonly diffId: Digest;
  /** Bytes of its files. */
  readonly size: number;
  /** Its archive and compressed blob; worked out only when it must be sent or named. */
  blob(): CatalogLayer;
}

export interface LayersPushOptions {
  readonly session: RegistrySession;
  readonly link: Link;
  /** Upload slots, shared with the engine's other pushes. */
  readonly slots: Slots;
  readonly metadata: BlobMetadata;
  readonly domain: string;
  /** "course/centos" */
  readonly path: string;
  readonly report: Report;
  readonly cancellation: Cancellation;
}

/** A blob that the repository has now. */
export interface PushedBlob {
  readonly blob: Digest;
  /** Bytes. */
  readonly blobSize: number;
}

type LayerPush = ActorRefFrom<typeof layerPushMachine>;

const SHORT_ID = 12;
const EMPTY = new Uint8Array(0);
const MIDDLE = 100 * 1024;
const BIG = 10 * 1024 * 1024;

/** How often it is tried to mount a blob, and to find it: the bigger it is, the more that is worth. */
function attempts(size: number): { mounts: number; checks: number; elsewhere: boolean } {
  if (size > BIG) return { mounts: 4, checks: 3, elsewhere: true };
  return size > MIDDLE ? { mounts: 3, checks: 1, elsewhere: false } : { mounts: 1, checks: 1, elsewhere: false };
}

/** Pushes layers to one repository. */
export class LayersPush {
  readonly #options: LayersPushOptions;
  readonly #repository: string;
  /** Layers that the repository is known to have. */
  readonly #there = new Map<Digest, PushedBlob>();

  constructor(options: LayersPushOptions) {
    this.#options = options;
    this.#repository = `${options.domain}/${options.path}`;
  }

  /** Pushes the layers of one image (lowest first), telling `teller` of their ways; resolves with their blobs in the same order. */
  async run(layers: readonly PushLayer[], teller: TransferTeller): Promise<PushedBlob[]> {
    const { report } = this.#options;
    const uploads = new Map<Digest, Promise<PushedBlob>>();
    // All are announced before the first one is on its way.
    const announced = [...layers].reverse().map((layer) => {
      const id = layer.diffId.slice('sha256:'.length, 'sha256:'.length + SHORT_ID);
      const actor = createActor(layerPushMachine, { input: { id, size: layer.size, report } });
      actor.subscribe(({ value: state, context: { current, size: total, from } }) =>
        teller.layer({ diffId: layer.diffId, state, current, total, from }),
      );
      return { layer, actor: actor.start() };
    });
    for (const { layer, actor } of announced) if (!uploads.has(layer.diffId)) uploads.set(layer.diffId, this.#upload(layer, actor));
    // All of them come to their ends before the first failure is told, so that nothing goes on behind the caller's back.
    const ended = await Promise.allSettled(layers.map(({ diffId }) => uploads.get(diffId) ?? Promise.reject(new Error(diffId))));
    return ended.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
  }

  async #upload(layer: PushLayer, actor: LayerPush): Promise<PushedBlob> {
    const { slots, cancellation } = this.#options;
    await slots.take(() => actor.send({ type: 'QUEUE' }));
    try {
      checkCancelled(cancellation);
      actor.send({ type: 'SLOT' });
      const pushed = await this.#find(layer, actor);
      this.#there.set(layer.diffId, pushed);
      return pushed;
    } catch (error) {
      actor.send({ type: 'FAILED' });
      throw error;
    } finally {
      slots.give();
    }
  }

  async #find({ diffId, size, blob }: PushLayer, actor: LayerPush): Promise<PushedBlob> {
    const { metadata, domain, session } = this.#options;
    const known = this.#there.get(diffId);
    if (known) {
      actor.send({ type: 'FOUND' });
      return known;
    }
    const { mounts, checks, elsewhere } = attempts(size);
    const sources = metadata.sourcesOf(diffId);
    const checked = new Set<Digest>();
    const here = await this.#exists(diffId, sources, true, 1, checked);
    if (here) {
      actor.send({ type: 'FOUND' });
      return here;
    }
    const candidates = sources.filter(({ repository }) => repository.startsWith(`${domain}/`) && repository !== this.#repository);
    for (const source of sortByLikeness(candidates, this.#repository, session.account).slice(0, mounts)) {
      const mounted = await this.#mount(diffId, source);
      if (!mounted) continue;
      actor.send({ type: 'MOUNTED', from: source.repository.slice(domain.length + 1) });
      return mounted;
    }
    const there = await this.#exists(diffId, sources, elsewhere, checks - checked.size, checked);
    if (there) {
      actor.send({ type: 'FOUND' });
      return there;
    }
    return this.#send(blob(), actor);
  }

  /** Whether the repository has one of the blobs the layer is known as. */
  async #exists(
    diffId: Digest,
    sources: readonly BlobSource[],
    elsewhere: boolean,
    most: number,
    checked: Set<Digest>,
  ): Promise<PushedBlob | null> {
    const { metadata, session, path } = this.#options;
    const candidates = sources.filter(({ repository }) => elsewhere || repository === this.#repository);
    for (const source of sortByLikeness(candidates, this.#repository, session.account).slice(0, Math.max(0, most))) {
      if (checked.has(source.digest)) continue;
      checked.add(source.digest);
      const response = await this.#request({ method: 'HEAD', url: `/v2/${path}/blobs/${source.digest}`, headers: {} });
      if (response.status === 200) return this.#remember(diffId, source.digest, Number(response.headers['content-length']));
      if (response.status === 404 && source.repository === this.#repository) metadata.remove(diffId, source);
    }
    return null;
  }

  /** Asks for a blob of another repository; the upload that begins instead is given up. */
  async #mount(diffId: Digest, source: BlobSource): Promise<PushedBlob | null> {
    const { metadata, domain, path } = this.#options;
    const from = source.repository.slice(domain.length + 1);
    const query = new URLSearchParams({ mount: source.digest, from });
    const response = await this.#request(
      { method: 'POST', url: `/v2/${path}/blobs/uploads/?${query}`, headers: {} },
      `repository:${from}:pull`,
    );
    if (response.status === 201) {
      const stat = await this.#request({ method: 'HEAD', url: `/v2/${path}/blobs/${source.digest}`, headers: {} });
      return this.#remember(diffId, source.digest, Number(stat.headers['content-length']));
    }
    metadata.remove(diffId, source);
    const { location } = response.headers;
    if (location !== undefined) await this.#request({ method: 'DELETE', url: location, headers: {} });
    return null;
  }

  async #send(layer: CatalogLayer, actor: LayerPush): Promise<PushedBlob> {
    const { session, link, cancellation, path } = this.#options;
    const begun = await this.#asked({ method: 'POST', url: `/v2/${path}/blobs/uploads/`, headers: {} }, 202);
    actor.send({ type: 'MISSING' });
    const { tarSize, blobSize, blob } = layer;
    const onProgress = (sent: number): void => actor.send({ type: 'PROGRESS', current: Math.round((sent / blobSize) * tarSize) });
    await link.transfer({ size: blobSize, share: session.endpoint.share ?? 1, cancellation, onProgress, blob });
    session.endpoint.receive?.(layer);
    const patched = await this.#asked({ method: 'PATCH', url: begun.headers['location'] ?? '', headers: {}, body: EMPTY }, 202);
    await this.#asked({ method: 'PUT', url: `${patched.headers['location']}?digest=${blob}`, headers: {}, body: EMPTY }, 201);
    actor.send({ type: 'COMMITTED' });
    return this.#remember(layer.diffId, blob, blobSize);
  }

  #remember(diffId: Digest, digest: Digest, blobSize: number): PushedBlob {
    const { metadata, session } = this.#options;
    metadata.add(diffId, { digest, repository: this.#repository, account: session.account });
    return { blob: digest, blobSize };
  }

  #request(request: RegistryRequest, ...more: readonly string[]): Promise<EngineResponse> {
    checkCancelled(this.#options.cancellation);
    return this.#options.session.request(request, `repository:${this.#options.path}:pull,push`, ...more);
  }

  async #asked(request: RegistryRequest, status: number): Promise<EngineResponse> {
    const response = await this.#request(request);
    if (response.status === status) return response;
    throw systemError((await failureOf(response)).text);
  }
}
