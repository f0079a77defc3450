import type { EngineRequest, EngineResponse } from '../../api/wire.ts';
import { isDigest, sha256 } from '../image/digest.ts';
import { answer, errorAnswer } from './answer.ts';
import { readAll } from '../../api/bytes.ts';
import type { RegistryStore } from './store.ts';

/** Blobs on their way into a registry (Distribution API, "Pushing a layer"): POST begins or mounts, PATCH adds, PUT ends. */
export class Uploads {
  readonly #store: RegistryStore;
  readonly #open = new Map<string, Uint8Array>();
  #count = 0;

  constructor(store: RegistryStore) {
    this.#store = store;
  }

  async handle(name: string, id: string, query: URLSearchParams, request: EngineRequest): Promise<EngineResponse> {
    if (request.method === 'POST') return this.#begin(name, query);
    const before = this.#open.get(id);
    if (!before) return errorAnswer('BLOB_UPLOAD_UNKNOWN', {});
    const more = await readAll(request.body ?? new Uint8Array(0));
    const bytes = new Uint8Array(before.length + more.length);
    bytes.set(before);
    bytes.set(more, before.length);
    if (request.method !== 'PUT') {
      this.#open.set(id, bytes);
      return this.#accepted(name, id, bytes.length);
    }
    const digest = query.get('digest') ?? '';
    if (!isDigest(digest) || sha256(bytes) !== digest) return errorAnswer('DIGEST_INVALID', {});
    this.#open.delete(id);
    this.#store.addBytes(name, bytes);
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
    this.#open.set(id, new Uint8Array(0));
    return this.#accepted(name, id, 0);
  }

  #accepted(name: string, id: string, size: number): EngineResponse {
    return answer(202, new Uint8Array(0), {
      'docker-upload-uuid': id,
      location: `/v2/${name}/blobs/uploads/${id}`,
      range: `0-${Math.max(0, size - 1)}`,
    });
  }

  #created(name: string, digest: string): EngineResponse {
    return answer(201, new Uint8Array(0), { 'docker-content-digest': digest, location: `/v2/${name}/blobs/${digest}` });
  }
}
