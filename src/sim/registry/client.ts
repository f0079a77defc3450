/** The engine's client of registries: finds the one a reference names, and pulls layer by layer. */
import type { SearchResult } from '../../api/types.ts';
import type { EngineRequest, EngineResponse } from '../../api/wire.ts';
import type { Clock } from '../clock.ts';
import { systemError } from '../errors.ts';
import { sha256 } from '../image/digest.ts';
import { canonicalName, canonicalString, familiarString, parseReference, type Reference, withDefaultTag } from '../../api/reference.ts';
import type { Digest, Image, ImageConfig, ImageStore, LayerStore, ReferenceStore } from '../image/types.ts';
import { readAll } from '../../api/bytes.ts';
import { pullFailure, unreachable } from './failure.ts';
import { LayersPull, type Report, unpackBlob } from './layers-pull.ts';
import { Link, type LinkSpeed } from './link.ts';
import { type Manifest, MANIFEST_TYPE } from './manifest.ts';
import type { RegistryEndpoint } from './server.ts';

export interface RegistryClientOptions extends LinkSpeed {
  readonly clock: Clock;
  /** Who answers for a host of a reference: "docker.io", "localhost:5000" … */
  readonly registries: ReadonlyMap<string, RegistryEndpoint>;
  readonly layers: LayerStore;
  readonly images: ImageStore;
  readonly references: ReferenceStore;
  /** Whom the host asks for names (for error messages). Default 10.0.2.3, as in the host's /etc/resolv.conf. */
  readonly nameserver?: string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface PullResult {
  readonly id: Digest;
  readonly image: Image;
  /** Of the manifest. */
  readonly digest: Digest;
  /** "Downloaded newer image for centos:6.8" or "Image is up to date for centos:6.8". */
  readonly status: string;
}

const HUB = 'docker.io';
const decoder = new TextDecoder();

/** Pulls images from registries into the stores. */
export class RegistryClient {
  readonly #options: RegistryClientOptions;
  readonly #link: Link;
  /** DiffIDs of blobs that were pulled once: how the engine knows a layer before it has its bytes. */
  readonly #diffIds = new Map<Digest, Digest>();

  constructor(options: RegistryClientOptions) {
    this.#options = options;
    this.#link = new Link(options.clock, options);
  }

  /**
   * Pulls `reference` ("centos:6.8", "docker.io/library/centos@sha256:…"; "latest" when it says nothing) and reports what
   * the daemon streams, the digest and status lines included. Rejects with an EngineError in Docker's words, before the
   * first report when there is no such thing.
   */
  async pull(reference: string, report: Report, credentials?: Credentials): Promise<PullResult> {
    const wanted = withDefaultTag(parseReference(reference));
    const registry = this.#registry(wanted.domain);
    const url = `/v2/${wanted.path}/manifests/${wanted.digest ?? wanted.tag ?? ''}`;
    const bytes = await this.#get(registry, wanted, url, credentials, true);
    const digest = sha256(bytes);
    report({ status: `Pulling from ${wanted.path}`, id: wanted.digest ? familiarString(wanted) : (wanted.tag ?? '') });
    const manifest = JSON.parse(decoder.decode(bytes)) as Manifest;
    const known = this.#options.images.get(manifest.config.digest);
    const image = known ?? (await this.#fetchImage(registry, wanted, manifest, report, credentials));
    report({ status: `Digest: ${digest}` });
    const status = `${this.#name(wanted, digest, image.id) ? 'Downloaded newer image' : 'Image is up to date'} for ${familiarString(wanted)}`;
    report({ status: `Status: ${status}` });
    return { id: image.id, image, digest, status };
  }

  /** Tags of a repository ("centos"), for `pull --all-tags`. */
  async tags(reference: string, credentials?: Credentials): Promise<readonly string[]> {
    const wanted = parseReference(reference);
    const registry = this.#registry(wanted.domain);
    const bytes = await this.#get(registry, wanted, `/v2/${wanted.path}/tags/list`, credentials, false);
    return (JSON.parse(decoder.decode(bytes)) as { tags: string[] }).tags;
  }

  /** Rows of the index that `term` ("centos", "localhost:5001/centos") names; the index decides whether it heeds `limit`. */
  async search(term: string, limit: number): Promise<readonly SearchResult[]> {
    if (term.includes('://')) throw systemError('Invalid repository name (ex: "registry.domain.tld/myrepos")');
    const slash = term.indexOf('/');
    const first = slash < 0 ? '' : term.slice(0, slash);
    const named = /[.:]/.test(first) || first === 'localhost';
    const host = named ? first : HUB;
    const registry = this.#options.registries.get(host);
    if (!registry) throw systemError(this.#noIndex(host));
    const query = new URLSearchParams({ q: named ? term.slice(slash + 1) : term, n: String(limit) });
    await this.#link.request();
    const response = await registry.fetch({ method: 'GET', url: `/v1/search?${query}`, headers: {} });
    return (JSON.parse(decoder.decode(await readAll(response.body))) as { results: SearchResult[] }).results;
  }

  #noIndex(host: string): string {
    const attempt = (scheme: string): string =>
      unreachable(host, this.#nameserver).message.replace(/https?:(.*)\/v2\//, `${scheme}:$1/v1/_ping`);
    return `invalid registry endpoint "http://${host}/v1/". HTTPS attempt: ${attempt('https')}. HTTP attempt: ${attempt('http')}`;
  }

  get #nameserver(): string {
    return this.#options.nameserver ?? '10.0.2.3';
  }

  #registry(host: string): RegistryEndpoint {
    const registry = this.#options.registries.get(host);
    if (!registry) throw unreachable(host, this.#nameserver);
    return registry;
  }

  async #request(
    registry: RegistryEndpoint,
    method: EngineRequest['method'],
    url: string,
    credentials?: Credentials,
  ): Promise<EngineResponse> {
    await this.#link.request();
    const authorization = credentials && { authorization: `Basic ${btoa(`${credentials.username}:${credentials.password}`)}` };
    return registry.fetch({ method, url, headers: { accept: MANIFEST_TYPE, ...authorization } });
  }

  async #get(
    registry: RegistryEndpoint,
    reference: Reference,
    url: string,
    credentials: Credentials | undefined,
    head: boolean,
  ): Promise<Uint8Array> {
    const response = await this.#request(registry, 'GET', url, credentials);
    if (response.status === 200) return readAll(response.body);
    const scheme = reference.domain === HUB ? 'https' : 'http';
    const request = credentials ? '' : `${head ? 'Head' : 'Get'} "${scheme}://${reference.domain}${url}"`;
    throw await pullFailure(reference, response, request);
  }

  /** Lets the reference and its digest name the image; whether that is news. */
  #name(reference: Reference, digest: Digest, id: Digest): boolean {
    const { references } = this.#options;
    const name = canonicalString(reference);
    const news = references.get(name) !== id;
    references.set(name, id);
    references.set(`${canonicalName(reference)}@${digest}`, id);
    return news;
  }

  async #fetchImage(
    registry: RegistryEndpoint,
    reference: Reference,
    manifest: Manifest,
    report: Report,
    credentials?: Credentials,
  ): Promise<Image> {
    const base = `/v2/${reference.path}/blobs/`;
    const config = await this.#get(registry, reference, base + manifest.config.digest, credentials, false);
    if (sha256(config) !== manifest.config.digest)
      throw systemError(`image config verification failed for digest ${manifest.config.digest}`);
    const { rootfs } = JSON.parse(decoder.decode(config)) as ImageConfig;
    const pull = new LayersPull({
      layers: this.#options.layers,
      link: this.#link,
      diffIds: this.#diffIds,
      report,
      fetch: async (blob) => {
        const response = await this.#request(registry, 'GET', base + blob, credentials);
        if (response.status !== 200) throw await pullFailure(reference, response, '');
        return registry.layer(blob) ?? unpackBlob(blob, await readAll(response.body));
      },
    });
    await pull.run(manifest.layers, rootfs.diff_ids);
    return this.#options.images.add(config, null);
  }
}
