/** The engine's conversation with one registry: who answers, what it wants to see at the door, and requests that have it. */
import { readAll } from '../../api/bytes.ts';
import type { EngineResponse } from '../../api/wire.ts';
import { basicHeader, type Credentials } from './credentials.ts';
import { failureOf, isLoopback, RequestError, unreachable } from './failure.ts';
import type { Link } from './link.ts';
import { MANIFEST_LIST_TYPE, MANIFEST_TYPE } from './manifest.ts';
import type { RegistryRequest } from './message.ts';
import type { RegistryEndpoint } from './server.ts';

/** Who answers for a host ("docker.io", "localhost:5000", "auth.docker.io"). */
export interface Hosts {
  get(host: string): RegistryEndpoint | undefined;
  /** What they hold, as plain data. */
  snapshot?(): unknown;
}

/** What a session needs of where it is held. */
export interface Surroundings {
  readonly hosts: Hosts;
  readonly link: Link;
  /** Whom the host asks for names. */
  readonly nameserver: string;
  /** Whether plain HTTP is allowed to a host (insecure-registries). */
  readonly insecure: (host: string) => boolean;
}

type Challenge =
  | { readonly scheme: 'none' | 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service: string; readonly host: string };

const HUB = 'docker.io';
/** Where Docker Hub's registry really is. */
const HUB_HOST = 'registry-1.docker.io';
const ACCEPT = `${MANIFEST_TYPE}, ${MANIFEST_LIST_TYPE}`;
const title = (method: string): string => method.charAt(0) + method.slice(1).toLowerCase();

function challengeOf({ status, headers }: EngineResponse): Challenge {
  if (status !== 401) return { scheme: 'none' };
  const header = headers['www-authenticate'] ?? '';
  const [, realm, service = ''] = /^Bearer realm="([^"]*)"(?:,service="([^"]*)")?/.exec(header) ?? [];
  if (realm === undefined) return { scheme: /^Basic /.test(header) ? 'basic' : 'none' };
  return { scheme: 'bearer', realm, service, host: realm.replace(/^\w+:\/\//, '').replace(/\/.*/, '') };
}

/** One registry, spoken to as one user. */
export class RegistrySession {
  /** The host as a name begins with it ("docker.io"), or a mirror's. */
  readonly domain: string;
  readonly endpoint: RegistryEndpoint;
  /** The answer to GET /v2/ without credentials. */
  readonly greeting: EngineResponse;
  readonly #around: Surroundings;
  readonly #origin: string;
  readonly #credentials: Credentials | null;
  readonly #challenge: Challenge;
  readonly #tokens = new Map<string, string>();

  private constructor(
    around: Surroundings,
    domain: string,
    endpoint: RegistryEndpoint,
    origin: string,
    credentials: Credentials | null,
    greeting: EngineResponse,
  ) {
    this.#around = around;
    this.domain = domain;
    this.endpoint = endpoint;
    this.#origin = origin;
    this.#credentials = credentials;
    this.greeting = greeting;
    this.#challenge = challengeOf(greeting);
  }

  /** Knocks at a registry ("docker.io" is Docker Hub's). Throws RequestError when nobody is there, or speaks only plain HTTP. */
  static async open(around: Surroundings, domain: string, credentials: Credentials | null): Promise<RegistrySession> {
    const { hosts, link, nameserver, insecure } = around;
    const host = domain === HUB ? HUB_HOST : domain;
    const endpoint = hosts.get(domain);
    const plain = isLoopback(host) || insecure(host);
    if (!endpoint) throw unreachable(host, plain ? 'http' : 'https', '/v2/', nameserver);
    const tls = endpoint.tls ?? true;
    if (!tls && !plain) throw new RequestError(`Get "https://${host}/v2/"`, 'http: server gave HTTP response to HTTPS client');
    await link.request();
    const greeting = await endpoint.fetch({ method: 'GET', url: '/v2/', headers: {} });
    return new RegistrySession(around, domain, endpoint, `${tls ? 'https' : 'http'}://${host}`, credentials, greeting);
  }

  /** "user:password", "" for nobody: who a blob is remembered for. */
  get account(): string {
    return this.#credentials ? `${this.#credentials.username}:${this.#credentials.password}` : '';
  }

  url(path: string): string {
    return this.#origin + path;
  }

  /**
   * A request with what the registry wants to see. `scope` is what a token is asked for ("repository:library/centos:pull", any
   * number of them). Throws RequestError when it cannot be had.
   */
  async request(request: RegistryRequest, ...scope: readonly string[]): Promise<EngineResponse> {
    const authorization = await this.#authorization(request, scope);
    await this.#around.link.request();
    const headers = { accept: ACCEPT, ...request.headers, ...(authorization === null ? {} : { authorization }) };
    return this.endpoint.fetch({ ...request, headers });
  }

  async #authorization({ method, url }: RegistryRequest, scope: readonly string[]): Promise<string | null> {
    if (this.#challenge.scheme === 'none') return null;
    const what = `${title(method)} "${this.url(url)}"`;
    if (this.#challenge.scheme === 'bearer') return `Bearer ${await this.#token(what, scope)}`;
    if (!this.#credentials) throw new RequestError(what, 'no basic auth credentials');
    return basicHeader(this.#credentials);
  }

  async #token(what: string, scope: readonly string[]): Promise<string> {
    const key = scope.join(' ');
    const kept = this.#tokens.get(key);
    if (kept !== undefined || this.#challenge.scheme !== 'bearer') return kept ?? '';
    const { realm, service, host } = this.#challenge;
    const { hosts, link, nameserver } = this.#around;
    const query = new URLSearchParams([...scope.map((one) => ['scope', one] as [string, string]), ['service', service]]);
    const server = hosts.get(host);
    if (!server) throw unreachable(host, 'https', `${realm.replace(/^\w+:\/\/[^/]*/, '')}?${query}`, nameserver);
    await link.request();
    const authorization = this.#credentials && { authorization: basicHeader(this.#credentials) };
    const response = await server.fetch({ method: 'GET', url: `/token?${query}`, headers: { ...authorization } });
    if (response.status !== 200) throw new RequestError(what, (await failureOf(response)).text);
    const { token } = JSON.parse(new TextDecoder().decode(await readAll(response.body))) as { token: string };
    this.#tokens.set(key, token);
    return token;
  }
}
