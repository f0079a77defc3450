/** A registry: the Distribution API v2 over a store, and the search index beside it, on messages of {@link EngineRequest}. */
import type { EngineRequest, EngineResponse } from '../../api/wire.ts';
import type { Clock } from '../clock.ts';
import { isDigest } from '../image/digest.ts';
import type { Digest } from '../image/types.ts';
import { answer, errorAnswer, jsonAnswer, textAnswer } from './answer.ts';
import { readAll } from '../../api/bytes.ts';
import { streamed } from './body.ts';
import type { Catalog, CatalogLayer, SearchRow } from './catalog/catalog.ts';
import { MANIFEST_TYPE, type Manifest } from './manifest.ts';
import { RegistryStore } from './store.ts';
import { Uploads } from './uploads.ts';

export interface RegistryOptions {
  /** What it has from the start; a function is called (and held for) at the first request. Default: nothing. */
  readonly catalog?: Catalog | (() => Promise<Catalog>);
  readonly clock: Clock;
  /** Who may come in: password by user (basic authentication). Default: everybody. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Docker Hub's ways: a repository that does not exist is DENIED, not unknown, and the search index heeds `n`. */
  readonly hub?: boolean;
}

/** Where a registry answers, as a client in the same world sees it. */
export interface RegistryEndpoint {
  fetch(request: EngineRequest): Promise<EngineResponse>;
  /** The archive behind a blob, so that a client may take it over without its bytes being made; null when it has only bytes. */
  layer(blob: Digest): CatalogLayer | null;
}

const REALM = { 'www-authenticate': 'Basic realm="registry"' };
const DEFAULT_HITS = 25;
const ROUTE = /^\/v2\/(.+)\/(?:(manifests)\/([^/]+)|(tags)\/list|(blobs)\/uploads\/([^/]*)|(blobs)\/([^/]+))$/;

/** A registry of this world. */
export class Registry implements RegistryEndpoint {
  readonly store = new RegistryStore();
  readonly #clock: Clock;
  readonly #credentials: Readonly<Record<string, string>> | null;
  readonly #hub: boolean;
  readonly #uploads = new Uploads(this.store);
  #source: RegistryOptions['catalog'];
  #loading: Promise<void> | null = null;
  #rows: readonly SearchRow[] = [];

  constructor({ catalog, clock, credentials, hub = false }: RegistryOptions) {
    this.#clock = clock;
    this.#credentials = credentials ?? null;
    this.#hub = hub;
    this.#source = catalog;
  }

  layer(blob: Digest): CatalogLayer | null {
    return this.store.blobs.get(blob)?.layer ?? null;
  }

  async fetch(request: EngineRequest): Promise<EngineResponse> {
    await this.#ready();
    const [path = '', search = ''] = request.url.split('?', 2);
    const query = new URLSearchParams(search);
    if (path === '/v1/_ping') return jsonAnswer({});
    if (path === '/v1/search') return this.#search(query);
    const route = ROUTE.exec(path);
    if (path !== '/v2/' && path !== '/v2/_catalog' && !route) return textAnswer(404, '404 page not found');
    if (!this.#allowed(request)) return errorAnswer('UNAUTHORIZED', this.#wanted(route?.[1], request), REALM);
    if (path === '/v2/') return answer(200, new TextEncoder().encode('{}'), { 'content-type': 'application/json; charset=utf-8' });
    if (!route) return jsonAnswer({ repositories: this.store.names() });
    const [, name = '', manifests, reference = '', tags, uploads, upload = '', , blob = ''] = route;
    if (this.#hub && !this.store.repository(name)) return errorAnswer('DENIED', this.#wanted(name, request));
    if (tags) return this.#tags(name);
    if (uploads) return this.#uploads.handle(name, upload, query, request);
    return manifests ? this.#manifest(name, reference, request) : this.#blob(name, blob, request);
  }

  #ready(): Promise<void> {
    const source = this.#source;
    if (!this.#loading && source) {
      const loaded = typeof source === 'function' ? this.#clock.hold(source()) : Promise.resolve(source);
      this.#loading = loaded.then(({ images, search }) => {
        for (const image of images) this.store.addImage(image);
        this.#rows = search;
      });
    }
    return this.#loading ?? Promise.resolve();
  }

  #allowed({ headers }: EngineRequest): boolean {
    if (!this.#credentials) return true;
    const given = headers['authorization'] ?? '';
    return Object.entries(this.#credentials).some(([user, password]) => given === `Basic ${btoa(`${user}:${password}`)}`);
  }

  #wanted(name: string | undefined, { method }: EngineRequest): unknown {
    if (name === undefined) return null;
    const actions = method === 'GET' || method === 'HEAD' ? ['pull'] : ['pull', 'push'];
    return actions.map((Action) => ({ Type: 'repository', Class: '', Name: name, Action }));
  }

  #search(query: URLSearchParams): EngineResponse {
    const text = (query.get('q') ?? '').replace(/^library\//, '');
    const word = text.split(':')[0] ?? '';
    const most = this.#hub ? Number(query.get('n') ?? DEFAULT_HITS) : Number.POSITIVE_INFINITY;
    const results = this.#rows.filter(({ name }) => name.includes(word)).slice(0, most);
    return jsonAnswer({ num_results: results.length, query: text, results });
  }

  #tags(name: string): EngineResponse {
    const repository = this.store.repository(name);
    return repository ? jsonAnswer({ name, tags: [...repository.tags.keys()] }) : errorAnswer('NAME_UNKNOWN', { name });
  }

  async #manifest(name: string, reference: string, request: EngineRequest): Promise<EngineResponse> {
    if (request.method === 'PUT') return this.#putManifest(name, reference, await readAll(request.body ?? new Uint8Array(0)));
    const repository = this.store.repository(name);
    const digest = isDigest(reference) ? reference : repository?.tags.get(reference);
    const bytes = digest && repository?.manifests.get(digest);
    if (!bytes) return errorAnswer('MANIFEST_UNKNOWN', isDigest(reference) ? { Name: name, Revision: reference } : { Tag: reference });
    return this.#content(bytes.length, digest, MANIFEST_TYPE, request.method === 'HEAD' ? null : bytes);
  }

  #putManifest(name: string, reference: string, bytes: Uint8Array): EngineResponse {
    let manifest: Manifest;
    try {
      manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
    } catch {
      return errorAnswer('MANIFEST_INVALID', {});
    }
    const missing = [manifest.config, ...manifest.layers].find(({ digest }) => !this.store.repository(name)?.blobs.has(digest));
    if (missing) return errorAnswer('MANIFEST_BLOB_UNKNOWN', { digest: missing.digest });
    const digest = this.store.addManifest(name, bytes, isDigest(reference) ? null : reference);
    return answer(201, new Uint8Array(0), { 'docker-content-digest': digest, location: `/v2/${name}/manifests/${digest}` });
  }

  #blob(name: string, digest: string, { method }: EngineRequest): EngineResponse {
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
