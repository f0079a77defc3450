/** The registries as the daemon asks them, with every request written down. */
import type { Hop } from '../../../api/hops.ts';
import type { Hosts } from '../../registry/session.ts';
import type { RegistryEndpoint } from '../../registry/server.ts';
import type { HopLog } from './log.ts';
import { answeredOf } from './summary.ts';

const HUB = 'docker.io';
const BLOB = /\/blobs\/(sha256:[0-9a-f]+)/;
const REPOSITORY = /^\/v2\/(.+)\/(?:manifests|tags|blobs)\//;

/** Registries whose requests are in the log, and the line on which their blobs come. */
export interface WatchedHosts {
  readonly hosts: Hosts;
  /** A blob begins to come or go over the line, has done so (`over`), or has been unpacked. */
  readonly moved: (blob: string, what: 'transfer' | 'unpack', over: boolean, size: number) => void;
}

/** `latency`: virtual milliseconds that a request has been on its way when it comes to a registry. */
export function watchedHosts(log: HopLog, hosts: Hosts, latency: number): WatchedHosts {
  /** Blobs that are asked for and have not come yet. */
  const coming = new Map<string, Hop>();
  const unpacking = new Map<string, Hop>();

  function watched(host: string, endpoint: RegistryEndpoint): RegistryEndpoint {
    const name = host === HUB ? 'registry-1.docker.io' : host;
    const where = `${(endpoint.tls ?? true) ? 'https' : 'http'}://${name}`;
    return {
      ...('layer' in endpoint && { layer: (blob) => endpoint.layer?.(blob) ?? null }),
      ...('receive' in endpoint && { receive: (layer) => endpoint.receive?.(layer) }),
      ...('contents' in endpoint && { contents: () => endpoint.contents?.() ?? Promise.resolve(null) }),
      ...(endpoint.tls !== undefined && { tls: endpoint.tls }),
      ...(endpoint.share !== undefined && { share: endpoint.share }),
      async fetch(request) {
        const { method, url, headers, body } = request;
        const [path = '', query = ''] = url.split('?', 2);
        const repository =
          REPOSITORY.exec(path)?.[1] ?? /^repository:([^:]*)/.exec(new URLSearchParams(query).get('scope') ?? '')?.[1] ?? '';
        const hop = log.begin({
          from: 'dockerd',
          to: 'registry',
          what: `${method} ${url}`,
          where,
          about: [repository, repository.replace(/^library\//, '')],
          asked: [
            ...[...new URLSearchParams(query)].map(([key, value]) => [key, value] as const),
            ...('authorization' in headers
              ? [['Authorization', headers['authorization']?.startsWith('Basic') ? 'Basic ••••' : 'Bearer ••••'] as const]
              : []),
          ],
          sent: body instanceof Uint8Array ? body.length : 0,
          ago: latency,
        });
        const answer = endpoint.fetch(request);
        answer.catch((error: unknown) => log.change(hop, { outcome: 'failed', note: String(error) }));
        const response = await answer;
        const { status } = response;
        const length = Number(response.headers['content-length'] ?? (response.body instanceof Uint8Array ? response.body.length : 0));
        const challenge = response.headers['www-authenticate'];
        const digest = response.headers['docker-content-digest'];
        log.change(hop, {
          status,
          // Being asked who one is belongs to every pull; it is no failure.
          outcome: status < 400 || challenge !== undefined ? 'ok' : 'failed',
          received: method === 'HEAD' ? 0 : length,
          answered: [
            ...(challenge === undefined ? [] : [['WWW-Authenticate', challenge] as const]),
            ...(response.headers['content-type'] === undefined ? [] : [['Content-Type', response.headers['content-type']] as const]),
            ...(digest === undefined ? [] : [['Docker-Content-Digest', digest] as const]),
          ],
          note: status < 400 || !(response.body instanceof Uint8Array) ? '' : answeredOf(response.body).message,
        });
        const [, blob] = BLOB.exec(path) ?? [];
        if (blob !== undefined && method === 'GET') coming.set(blob, hop);
        return response;
      },
    };
  }

  const known = new Map<string, RegistryEndpoint>();
  return {
    hosts: {
      get(host) {
        const endpoint = hosts.get(host);
        if (!endpoint) {
          log.tell({ from: 'dockerd', to: 'registry', what: 'GET /v2/', where: `https://${host}`, about: [host] }, 'no such host');
          return undefined;
        }
        const before = known.get(host) ?? watched(host, endpoint);
        known.set(host, before);
        return before;
      },
      ...(hosts.snapshot && { snapshot: () => hosts.snapshot?.() }),
    },
    moved(blob, what, over, size) {
      const hop = coming.get(blob);
      if (what === 'transfer') {
        if (hop) log.change(hop, { outcome: over ? 'ok' : 'open' });
        return;
      }
      if (!over) {
        const asked = [
          ['blob', blob],
          ['bytes', String(size)],
        ] as const;
        unpacking.set(blob, log.begin({ from: 'dockerd', to: 'storage', what: `unpack ${blob.slice(0, 19)}`, asked }));
        return;
      }
      const unpacked = unpacking.get(blob);
      unpacking.delete(blob);
      coming.delete(blob);
      if (unpacked) log.change(unpacked, { outcome: 'ok' });
    },
  };
}
