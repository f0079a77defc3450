/** A registry: the Distribution API v2 over a store, and the search index beside it, on messages of {@link RegistryRequest}. */
import type { EngineResponse } from '../../api/wire.ts';
import type { Clock } from '../clock.ts';
import { isDigest, sha256 } from '../image/digest.ts';
import type { Digest } from '../image/types.ts';
import { type Access, openAccess } from './access.ts';
import { answer, errorAnswer, jsonAnswer, textAnswer } from './answer.ts';
import { readAll } from '../../api/bytes.ts';
import { streamed } from './body.ts';
import type { Catalog, CatalogLayer, SearchRow } from './catalog/catalog.ts';
import { isList, MANIFEST_TYPE, parseManifest } from './manifest.ts';
import { searchAnswer } from './search-index.ts';
import { RegistryStore } from './store.ts';
import { Uploads } from './uploads.ts';
import type { RegistryRequest } from './message.ts';

export interface RegistryOptions {
  /** What it has from the start; a function is called (and held for) at the first request. Default: nothing. */
  readonly catalog?: Catalog | (() => Promise<Catalog>);
  readonly clock: Clock;
  /** Who may come in. Default: everybody. */
  readonly access?: Access;
  /** See {@link RegistryEndpoint}; default: TLS, and all of the line. */
  readonly tls?: boolean;
  readonly share?: number;
  /** Is told of every manifest that is pushed, and by whom (null: a stranger). */
  readonly onPush?: (repository: string, user: string | null) => void;
  /** The registry whose things it shows, in the place of things of its own: it is a mirror, and nothing can be pushed to it. */
  readonly origin?: Registry;
}

/** Where a registry answers, as a client in the same world sees it. */
export interface RegistryEndpoint {
  fetch(request: RegistryRequest): Promise<EngineResponse>;
  /** The archive behind a blob, so that a client may take it over without its bytes being made; null when it has only bytes. */
  layer?(blob: Digest): CatalogLayer | null;
  /** Takes an archive as the body of the upload that will end with its blob's digest, so that its bytes need not be made. */
  receive?(layer: CatalogLayer): void;
  /** What it holds, for onlookers; null for a mirror, which shows another's. */
  contents?(): Promise<RegistryStore | null>;
  /** False: it speaks plain HTTP. */
  readonly tls?: boolean;
  /** What part of the line's bandwidth comes through from so far away, 0 to 1. Default: all. */
  readonly share?: number;
}

const ROUTE = /^\/v2\/(.+)\/(?:(manifests)\/([^/]+)|(tags)\/list|(blobs)\/uploads\/([^/]*)|(blobs)\/([^/]+))$/;

/** A registry of this world. */
export class Registry implements RegistryEndpoint {
  readonly store: RegistryStore;
  readonly tls: boolean;
  readonly share: number;
  readonly #clock: Clock;
  readonly #access: Access;
  readonly #origin: Registry | null;
  readonly #onPush: (repository: string, user: string | null) => void;
  readonly #uploads: Uploads;
  readonly #source: RegistryOptions['catalog'];
  #loaded = false;
  /** What the catalog will bring, for who looks before anybody has asked. */
  #ahead: Promise<RegistryStore> | null = null;
  #loading: Promise<void> | null = null;
  #rows: readonly SearchRow[] = [];

  constructor({ catalog, clock, access = openAccess, origin, onPush = () => {}, tls = true, share = 1 }: RegistryOptions) {
    this.store = origin?.store ?? new RegistryStore();
    this.tls = tls;
    this.share = share;
    this.#clock = clock;
    this.#access = access;
    this.#origin = origin ?? null;
    this.#onPush = onPush;
    this.#uploads = new Uploads(this.store);
    this.#source = catalog;
  }

  layer(blob: Digest): CatalogLayer | null {
    return this.store.blobs.get(blob)?.layer ?? null;
  }

  receive(layer: CatalogLayer): void {
    this.#uploads.expect(layer);
  }

  async fetch(request: RegistryRequest): Promise<EngineResponse> {
    await this.ready();
    const [path = '', search = ''] = request.url.split('?', 2);
    const query = new URLSearchParams(search);
    if (path === '/v1/_ping') return jsonAnswer({});
    if (path === '/v1/search') return searchAnswer(this.#rows, query, true);
    const route = ROUTE.exec(path);
    if (path !== '/v2/' && path !== '/v2/_catalog' && !route) return textAnswer(404, '404 page not found');
    const refusal = this.#access.refusal(request, route?.[1]);
    if (refusal) return refusal;
    if (path === '/v2/') return answer(200, new TextEncoder().encode('{}'), { 'content-type': 'application/json; charset=utf-8' });
    if (!route) return jsonAnswer({ repositories: this.store.names() });
    if (this.#origin && request.method !== 'GET' && request.method !== 'HEAD') return errorAnswer('UNSUPPORTED', null);
    const [, name = '', manifests, reference = '', tags, uploads, upload = '', , blob = ''] = route;
    if (tags) return this.#tags(name);
    if (uploads) return this.#uploads.handle(name, upload, query, request);
    return manifests ? this.#manifest(name, reference, request) : this.#blob(name, blob, request);
  }

  /** What it holds, for the world's digest. */
  snapshot(): unknown {
    return this.#origin ? null : this.store.snapshot();
  }

  /** Resolves when its catalog, if it has one, is there. */
  ready(): Promise<void> {
    if (this.#origin) return this.#origin.ready();
    const source = this.#source;
    if (!this.#loading && source) {
      const loaded = typeof source === 'function' ? this.#clock.hold(source()) : Promise.resolve(source);
      this.#loading = loaded.then(({ images, search }) => {
        for (const image of images) this.store.addImage(image);
        this.#rows = search;
        this.#loaded = true;
      });
    }
    return this.#loading ?? Promise.resolve();
  }

  /**
   * To look is not to ask: a catalog that no request has needed yet is shown from a store of its own, and waited for without the
   * clock, which stands still while nothing happens.
   */
  async contents(): Promise<RegistryStore | null> {
    if (this.#origin) return null;
    const source = this.#source;
    if (this.#loaded || !source) return this.store;
    this.#ahead ??= Promise.resolve(typeof source === 'function' ? source() : source).then(({ images }) => {
      const ahead = new RegistryStore();
      for (const image of images) ahead.addImage(image);
      return ahead;
    });
    return this.#ahead;
  }

  #tags(name: string): EngineResponse {
    const repository = this.store.repository(name);
    return repository?.tags.size ? jsonAnswer({ name, tags: [...repository.tags.keys()] }) : errorAnswer('NAME_UNKNOWN', { name });
  }

  async #manifest(name: string, reference: string, request: RegistryRequest): Promise<EngineResponse> {
    if (request.method === 'PUT') return this.#putManifest(name, reference, request);
    const repository = this.store.repository(name);
    const digest = isDigest(reference) ? reference : repository?.tags.get(reference);
    const bytes = digest && repository?.manifests.get(digest);
    if (!bytes) return errorAnswer('MANIFEST_UNKNOWN', isDigest(reference) ? { Name: name, Revision: reference } : { Tag: reference });
    return this.#content(bytes.length, digest, mediaTypeOf(bytes), request.method === 'HEAD' ? null : bytes);
  }

  async #putManifest(name: string, reference: string, request: RegistryRequest): Promise<EngineResponse> {
    const bytes = await readAll(request.body ?? new Uint8Array(0));
    const named = namedIn(bytes);
    if (!named) return errorAnswer('MANIFEST_INVALID', {});
    const repository = this.store.repository(name);
    const missing =
      named.blobs.find((digest) => !repository?.blobs.has(digest)) ?? named.manifests.find((digest) => !repository?.manifests.has(digest));
    if (missing !== undefined) return errorAnswer('MANIFEST_BLOB_UNKNOWN', { digest: missing });
    if (isDigest(reference) && sha256(bytes) !== reference) return errorAnswer('DIGEST_INVALID', {});
    const digest = this.store.addManifest(name, bytes, isDigest(reference) ? null : reference);
    this.#onPush(name, this.#access.user(request));
    return answer(201, new Uint8Array(0), { 'docker-content-digest': digest, location: `/v2/${name}/manifests/${digest}` });
  }

  #blob(name: string, digest: string, { method }: RegistryRequest): EngineResponse {
    if (!isDigest(digest)) return errorAnswer('DIGEST_INVALID', {});
    const blob = this.store.repository(name)?.blobs.has(digest) ? this.store.blobs.get(digest) : undefined;
    if (!blob) return errorAnswer('BLOB_UNKNOWN', digest);
    return this.#content(blob.size, digest, 'application/octet-stream', method === 'HEAD' ? null : streamed(blob.pieces()));
  }

  #content(size: number, digest: Digest, type: string, body: EngineResponse['body'] | null): EngineResponse {
    return answer(200, body ?? new Uint8Array(0), {
      'content-length': String(size),
      'content-type': type,
      'docker-content-digest': digest,
      etag: `"${digest}"`,
    });
  }
}

/** The blobs and manifests that a manifest names; null when it is none. */
function namedIn(bytes: Uint8Array): { blobs: Digest[]; manifests: Digest[] } | null {
  try {
    const manifest = parseManifest(bytes);
    return isList(manifest)
      ? { blobs: [], manifests: manifest.manifests.map(({ digest }) => digest) }
      : { blobs: [manifest.config, ...manifest.layers].map(({ digest }) => digest), manifests: [] };
  } catch {
    return null;
  }
}

const mediaTypeOf = (bytes: Uint8Array): string => parseManifest(bytes).mediaType ?? MANIFEST_TYPE;
