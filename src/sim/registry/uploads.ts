import { concat, readAll } from '../../api/bytes.ts';
import type { EngineResponse } from '../../api/wire.ts';
import { isDigest, sha256 } from '../image/digest.ts';
import type { Digest } from '../image/types.ts';
import { answer, errorAnswer } from './answer.ts';
import type { CatalogLayer } from './catalog/catalog.ts';
import type { RegistryStore } from './store.ts';
import type { RegistryRequest } from './message.ts';

/** Blobs on their way into a registry (Distribution API, "Pushing a layer"): POST begins or mounts, PATCH adds, PUT ends, DELETE gives up. */
export class Uploads {
  readonly #store: RegistryStore;
  readonly #open = new Map<string, { readonly name: string; readonly bytes: Uint8Array }>();
  readonly #expected = new Map<Digest, CatalogLayer>();
  #count = 0;

  constructor(store: RegistryStore) {
    this.#store = store;
  }

  /** An upload that ends with this layer's digest, and without bytes, has the layer as its body. */
  expect(layer: CatalogLayer): void {
    this.#expected.set(layer.blob, layer);
  }

  async handle(name: string, id: string, query: URLSearchParams, request: RegistryRequest): Promise<EngineResponse> {
    if (request.method === 'POST') return this.#begin(name, query);
    const open = this.#open.get(id);
    if (open?.name !== name) return errorAnswer('BLOB_UPLOAD_UNKNOWN', {});
    if (request.method === 'GET') return this.#accepted(name, id, open.bytes.length, 204);
    if (request.method === 'DELETE') {
      this.#open.delete(id);
      return answer(204, new Uint8Array(0));
    }
    const bytes = concat([open.bytes, await readAll(request.body ?? new Uint8Array(0))]);
    if (request.method !== 'PUT') {
      this.#open.set(id, { name, bytes });
      return this.#accepted(name, id, bytes.length);
    }
    const digest = query.get('digest') ?? '';
    const layer = isDigest(digest) && bytes.length === 0 ? this.#expected.get(digest) : undefined;
    if (layer) {
      this.#expected.delete(layer.blob);
      this.#store.addLayer(name, layer);
    } else {
      if (!isDigest(digest) || sha256(bytes) !== digest) return errorAnswer('DIGEST_INVALID', {});
      this.#store.addBytes(name, bytes);
    }
    this.#open.delete(id);
    return this.#created(name, digest);
  }

  #begin(name: string, query: URLSearchParams): EngineResponse {
    const mount = query.get('mount') ?? '';
    const from = this.#store.repository(query.get('from') ?? '');
    if (isDigest(mount) && from?.blobs.has(mount)) {
      this.#store.ensure(name).blobs.add(mount);
      return this.#created(name, mount);
    }
    const id = `${(++this.#count).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
    this.#open.set(id, { name, bytes: new Uint8Array(0) });
    return this.#accepted(name, id, 0);
  }

  #accepted(name: string, id: string, size: number, status = 202): EngineResponse {
    return answer(status, new Uint8Array(0), {
      'docker-upload-uuid': id,
      location: `/v2/${name}/blobs/uploads/${id}`,
      range: `0-${Math.max(0, size - 1)}`,
    });
  }

  #created(name: string, digest: string): EngineResponse {
    return answer(201, new Uint8Array(0), { 'docker-content-digest': digest, location: `/v2/${name}/blobs/${digest}` });
  }
}
