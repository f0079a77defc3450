/** The engine's client of registries: finds the one a reference names, and pulls, pushes, logs in and searches there. */
import { readAll } from '../../api/bytes.ts';
import { canonicalName, parseReference, type Reference, withDefaultTag } from '../../api/reference.ts';
import type { RegistryManifest } from '../../api/registry.ts';
import type { RegistryView } from '../../api/transfer.ts';
import type { DistributionInspect, ProgressMessage, SearchResult } from '../../api/types.ts';
import type { Clock } from '../clock.ts';
import { EngineError, invalidParameter, systemError } from '../errors.ts';
import type { ImageFiles } from '../image/image-files.ts';
import type { Digest, Image, ImageStore, LayerStore, ReferenceStore } from '../image/types.ts';
import type { Credentials } from './credentials.ts';
import { isLoopback, RequestError, unreachable } from './failure.ts';
import { LayerBlobs } from './layer-blobs.ts';
import { type Cancellation, Link, type LinkSpeed } from './link.ts';
import type { Platform } from './manifest.ts';
import { BlobMetadata } from './metadata.ts';
import { HERE } from './platform.ts';
import { clientManifest, inspectManifest } from './inspect.ts';
import { type Pulled, pullOne, type PullOptions, pullTags, statusOf, type Stores } from './pull.ts';
import { localNames, pushNames } from './push.ts';
import { type Hosts, RegistrySession, type Surroundings } from './session.ts';
import { Slots } from './slots.ts';
import { TransferRing } from './transfers.ts';
import { knownRegistries } from './view.ts';

/** What /etc/docker/daemon.json says of registries. */
export interface RegistryConfig {
  /** URLs, asked in this order before Docker Hub. */
  readonly mirrors: readonly string[];
  /** Hosts that may speak plain HTTP. */
  readonly insecure: readonly string[];
}

export interface RegistryClientOptions extends LinkSpeed {
  readonly clock: Clock;
  readonly registries: Hosts;
  /** The same for onlookers, of whom nobody takes notice. Default: `registries`. */
  readonly unwatched?: Hosts;
  readonly layers: LayerStore;
  readonly images: ImageStore;
  readonly references: ReferenceStore;
  /** Where it notes what it learns of layers, if anywhere. */
  readonly files?: ImageFiles | null;
  /** Whom the host asks for names (for error messages). Default 10.0.2.3, as in the host's /etc/resolv.conf. */
  readonly nameserver?: string;
  /** Where onlookers hear of transfers; one for the clients of all storage drivers. Default: its own. */
  readonly transfers?: TransferRing;
  /** As it is now: a daemon reads its configuration anew. Default: no mirrors, nothing insecure. */
  readonly config?: () => RegistryConfig;
}

/** What a transfer may be told besides its name. */
export interface TransferOptions {
  readonly credentials?: Credentials | undefined;
  readonly platform?: Platform | undefined;
  readonly cancellation?: Cancellation | undefined;
}

export interface PullResult {
  readonly id: Digest;
  readonly image: Image;
  /** Of the manifest. */
  readonly digest: Digest;
  /** "Downloaded newer image for centos:6.8" or "Image is up to date for centos:6.8". */
  readonly status: string;
}

type Report = (message: ProgressMessage) => void;

const HUB = 'docker.io';
const INDEX = 'index.docker.io';
/** dockerd's max-concurrent-downloads and max-concurrent-uploads. */
const [DOWNLOADS, UPLOADS] = [3, 5];
const decoder = new TextDecoder();

export class RegistryClient {
  readonly transfers: TransferRing;
  readonly #stores: Stores;
  readonly #unwatched: Hosts;
  readonly #config: () => RegistryConfig;
  readonly #around: Surroundings;
  readonly #downloads = new Slots(DOWNLOADS);
  readonly #uploads = new Slots(UPLOADS);

  constructor({
    clock,
    registries,
    layers,
    images,
    references,
    files = null,
    nameserver = '10.0.2.3',
    transfers = new TransferRing(clock),
    config,
    unwatched = registries,
    ...speed
  }: RegistryClientOptions) {
    this.#unwatched = unwatched;
    const link = new Link(clock, speed);
    this.transfers = transfers;
    this.#stores = { layers, images, references, link, metadata: new BlobMetadata(files), blobs: new LayerBlobs() };
    this.#config = config ?? (() => ({ mirrors: [], insecure: [] }));
    const insecure = (host: string): boolean => this.#config().insecure.some((one) => one === host || inRange(one, host));
    this.#around = { hosts: registries, link, nameserver, insecure };
  }

  /**
   * Pulls `reference` ("centos:6.8", "docker.io/library/centos@sha256:…"; "latest" when it says nothing) and reports what
   * the daemon streams, the digest and status lines included. Rejects with an EngineError in Docker's words, before the
   * first report when there is no such thing.
   */
  async pull(reference: string, report: Report, credentials?: Credentials, options: TransferOptions = {}): Promise<PullResult> {
    const wanted = withDefaultTag(parseReference(reference));
    const pulled = await this.#pulling(wanted, report, { ...options, credentials }, (pull) => pullOne(pull, wanted));
    const status = statusOf(wanted, pulled.news);
    report({ status: `Status: ${status}` });
    return { ...pulled, status };
  }

  /** Pulls all tags of a repository ("centos"), in the registry's order. */
  async pullAll(name: string, report: Report, options: TransferOptions = {}): Promise<readonly Pulled[]> {
    const repository = parseReference(name);
    const all = await this.#pulling(repository, report, options, async (pull) => {
      const done: Pulled[] = [];
      for (const tag of await pullTags(pull, repository)) done.push(await pullOne(pull, { ...repository, tag }));
      return done;
    });
    report({
      status: `Status: ${statusOf(
        repository,
        all.some(({ news }) => news),
      )}`,
    });
    return all;
  }

  /** Pushes one name, or (without a tag) all tags of a repository. Reports before it rejects. */
  async push(reference: Reference, report: Report, { credentials, cancellation = { cancelled: false } }: TransferOptions): Promise<void> {
    report({ status: `The push refers to repository [${canonicalName(reference)}]` });
    const names = localNames(this.#stores, reference);
    const session = await this.#open(reference.domain, credentials ?? null);
    const options = { stores: this.#stores, slots: this.#uploads, session, report, transfers: this.transfers, cancellation };
    await pushNames(options, reference, reference.tag === null ? names : [reference]);
  }

  /** POST /auth: tries credentials at a registry ("https://index.docker.io/v1/", "localhost:5000"); throws when it will not have them. */
  async login(server: string, credentials: Credentials): Promise<void> {
    const host = hostOf(server);
    const domain = host === INDEX ? HUB : host;
    const session = await RegistrySession.open(this.#around, domain, credentials);
    const { status } = await session.request({ method: 'GET', url: '/v2/', headers: {} }).catch((error: unknown) => {
      throw error instanceof RequestError && error.reason.startsWith('unauthorized')
        ? new EngineError('Unauthorized', error.message)
        : error;
    });
    if (status === 200) return this.transfers.contact(domain, credentials.username);
    const words = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' }[status] ?? '';
    throw systemError(`login attempt to ${session.url('/v2/')} failed with status: ${status} ${words}`);
  }

  /** GET /distribution/{name}/json: what a registry has under a name. */
  async inspect(reference: Reference, credentials?: Credentials): Promise<DistributionInspect> {
    const wanted = withDefaultTag(reference);
    return inspectManifest(await this.#open(wanted.domain, credentials ?? null), wanted);
  }

  /** The manifest behind a name, for a client that asks registries itself; `insecure` allows plain HTTP. */
  async manifest(reference: Reference, insecure: boolean, credentials?: Credentials): Promise<RegistryManifest> {
    const around = { ...this.#around, insecure: () => insecure };
    return clientManifest(around, withDefaultTag(reference), insecure, credentials ?? null);
  }

  /** Rows of the index that `term` ("centos", "localhost:5001/centos") names; the index decides whether it heeds `limit`. */
  async search(term: string, limit: number): Promise<readonly SearchResult[]> {
    if (term.includes('://')) throw systemError('Invalid repository name (ex: "registry.domain.tld/myrepos")');
    const slash = term.indexOf('/');
    const first = slash < 0 ? '' : term.slice(0, slash);
    const named = /[.:]/.test(first) || first === 'localhost';
    const host = named ? first : HUB;
    const { hosts, link } = this.#around;
    const registry = hosts.get(host);
    if (!registry) throw systemError(this.#noIndex(host));
    const query = new URLSearchParams({ q: named ? term.slice(slash + 1) : term, n: String(limit) });
    await link.request();
    const response = await registry.fetch({ method: 'GET', url: `/v1/search?${query}`, headers: {} });
    if (response.status !== 200) throw systemError(`Unexpected status code ${response.status}`);
    return (JSON.parse(decoder.decode(await readAll(response.body))) as { results: SearchResult[] }).results;
  }

  /** The registries that this machine knows, for onlookers: nobody is asked anything. */
  registries(): Promise<RegistryView[]> {
    const { mirrors, insecure } = this.#config();
    const named = this.#stores.references.all().map(({ reference }) => parseReference(reference).domain);
    return knownRegistries({
      mirrors: mirrors.map(hostOf),
      others: [...insecure.filter((host) => !host.includes('/')), ...named],
      contacts: this.transfers.contacts,
      hosts: this.#unwatched,
    });
  }

  /** What it remembers, for the world's digest. */
  snapshot(): unknown {
    return [this.#stores.metadata.snapshot(), this.#around.hosts.snapshot?.() ?? null];
  }

  /** Knocks at a registry; that it answered is known from then on. */
  async #open(domain: string, credentials: Credentials | null): Promise<RegistrySession> {
    const session = await RegistrySession.open(this.#around, domain, credentials);
    this.transfers.contact(domain, credentials?.username ?? null);
    return session;
  }

  #noIndex(host: string): string {
    const attempt = (scheme: 'http' | 'https'): string => unreachable(host, scheme, '/v1/_ping', this.#around.nameserver).message;
    if (!isLoopback(host) && !this.#around.insecure(host))
      return `invalid registry endpoint https://${host}/v1/: ${attempt('https')}. If this private registry supports only HTTP or HTTPS with an unknown CA certificate, please add \`--insecure-registry ${host}\` to the daemon's arguments. In the case of HTTPS, if you have access to the registry's CA certificate, no need for the flag; simply place the CA certificate at /etc/docker/certs.d/${host}/ca.crt`;
    return `invalid registry endpoint "http://${host}/v1/". HTTPS attempt: ${attempt('https')}. HTTP attempt: ${attempt('http')}`;
  }

  /** Does a pull at each place that may have the repository: Docker Hub's mirrors first. The last one's refusal counts. */
  async #pulling<T>(
    reference: Reference,
    report: Report,
    { credentials, platform = HERE, cancellation = { cancelled: false } }: TransferOptions,
    work: (options: PullOptions) => Promise<T>,
  ): Promise<T> {
    const base = { stores: this.#stores, slots: this.#downloads, platform, report, transfers: this.transfers, cancellation };
    const mirrors = reference.domain === HUB ? this.#config().mirrors.map(hostOf) : [];
    for (const mirror of mirrors) {
      try {
        return await work({ ...base, session: await this.#open(mirror, null) });
      } catch (error) {
        if (!(error instanceof EngineError) || cancellation.cancelled) throw error;
      }
    }
    return work({ ...base, session: await this.#open(reference.domain, credentials ?? null) });
  }
}

const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** Whether a host is an address in a range like "192.168.0.0/16". */
function inRange(range: string, host: string): boolean {
  const [, base, bits] = /^(\d+(?:\.\d+){3})\/(\d+)$/.exec(range) ?? [];
  const [, address] = /^(\d+(?:\.\d+){3})(?::\d+)?$/.exec(host) ?? [];
  if (base === undefined || address === undefined) return false;
  const unit = 2 ** (32 - Number(bits));
  return Math.floor(number(base) / unit) === Math.floor(number(address) / unit);
}

/** The host of a server's address, with or without a scheme. */
function hostOf(server: string): string {
  const address = server.replace(/^https?:\/\//, '').replace(/[/?#].*/s, '');
  const wrong = /[^\w.:[\]-]/.exec(address);
  if (wrong || address === '')
    throw invalidParameter(
      `unable to parse server address: parse "https://${address}": invalid character ${JSON.stringify(wrong?.[0] ?? '')} in host name`,
    );
  return address;
}
