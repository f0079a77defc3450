import { TrieRouter } from 'hono/router/trie-router';
import type { Duplex, EngineRequest, EngineResponse, EngineTransport } from '../../../api/wire.ts';
import { EngineError } from '../../errors.ts';
import { ByteStream } from '../stream.ts';
import { readAll } from '../../../api/bytes.ts';
import { API_VERSION, MIN_API_VERSION } from '../system/system.ts';
import { Call, failure, json, respond } from './message.ts';
import type { Operations } from './operations.ts';
import { type Route, routes } from './routes.ts';

interface Matched {
  readonly route: Route;
  readonly call: Call;
}

const older = (a: string, b: string): boolean => {
  const [major = 0, minor = 0] = a.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = b.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
};

const TEXT: Readonly<Record<string, string>> = { 'content-type': 'text/plain; charset=utf-8' };

/** A path without its escapes, null when one is none; bytes that are no UTF-8 become U+FFFD, as in the daemon's messages. */
function decodePath(path: string): string | null {
  if (/%(?![0-9a-fA-F]{2})/.test(path)) return null;
  const bytes = (escapes: string): string =>
    new TextDecoder().decode(Uint8Array.from(escapes.slice(1).split('%'), (hex) => Number.parseInt(hex, 16)));
  return path.replace(/(%[0-9a-fA-F]{2})+/g, bytes);
}

/** The engine's door: requests in, answers and streams out, in the same process. */
export class Router implements EngineTransport {
  /** hono's other routers refuse a static name beside a parameter, or slashes in one; this one knows both. */
  readonly #router = new TrieRouter<Route>();
  /** Slips of our own that became an answer of status 500; there must be none. */
  readonly faults: unknown[] = [];

  constructor(engine: Operations) {
    for (const route of routes(engine)) this.#router.add(route.method, route.path, route);
  }

  async fetch(request: EngineRequest): Promise<EngineResponse> {
    try {
      const matched = this.#match(request);
      if ('status' in matched) return matched;
      return await matched.route.handle(matched.call);
    } catch (error) {
      return this.#failed(error);
    }
  }

  async connect(request: EngineRequest): Promise<Duplex> {
    try {
      const matched = this.#match(request);
      if ('status' in matched) return refused(matched);
      const { route, call } = matched;
      if (!route.hijack) return await refused(await route.handle(call));
      return await route.hijack(call);
    } catch (error) {
      return refused(this.#failed(error));
    }
  }

  #failed(error: unknown): EngineResponse {
    if (!(error instanceof EngineError)) this.faults.push(error);
    return failure(error);
  }

  #match(request: EngineRequest): Matched | EngineResponse {
    const [rawPath = '', query = ''] = request.url.split(/\?(.*)/s);
    const [, version, rest = rawPath] = /^\/v([0-9.]+)(\/.*)$/.exec(rawPath) ?? [];
    if (version !== undefined && older(API_VERSION, version))
      return json({ message: `client version ${version} is too new. Maximum supported API version is ${API_VERSION}` }, 400);
    if (version !== undefined && older(version, MIN_API_VERSION))
      return respond(
        400,
        new TextEncoder().encode(
          `client version ${version} is too old. Minimum supported API version is ${MIN_API_VERSION}, please upgrade your client to a newer version\n`,
        ),
        TEXT,
      );
    const path = decodePath(rest);
    if (path === null) return { status: 400, headers: TEXT, body: new TextEncoder().encode('400 Bad Request') };
    const bad = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(query)?.[0];
    if (bad !== undefined) return json({ message: `invalid URL escape ${JSON.stringify(bad)}` }, 400);
    const [handlers] = this.#router.match(request.method, path);
    const [first] = handlers;
    if (!first) return { ...json({ message: 'page not found' }, 404), headers: { 'content-type': 'application/json' } };
    const [route, params] = first as [Route, Record<string, string>];
    return { route, call: new Call(request, params, new URLSearchParams(query)) };
  }
}

/** An answer in the place of a stream. */
async function refused(response: EngineResponse): Promise<Duplex> {
  const incoming = new ByteStream();
  incoming.end();
  return {
    status: response.status,
    headers: response.headers,
    refusal: await readAll(response.body),
    incoming,
    write: () => {},
    closeWrite: () => {},
    close: () => {},
  };
}
