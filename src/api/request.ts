import { ApiError } from './errors.ts';
import { readAll } from './bytes.ts';
import type { ErrorResponse } from './types.ts';
import { type Body, type Duplex, type EngineRequest, type EngineResponse, type EngineTransport, isUnwritten } from './wire.ts';

/** The version prefix of every request. */
const apiPrefix = '/v1.41';

/** Query parameters: undefined, false and "" are left out (as Go's client does), true is "1", lists are repeated. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Filters as flags give them: `{status: ["exited"]}`. */
export type Filters = Readonly<Record<string, readonly string[]>>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const percentEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Filters as the wire has them (`{"status":{"exited":true}}`), undefined when there are none. */
export function filterQuery(filters: Filters | undefined): string | undefined {
  const keys = Object.keys(filters ?? {}).sort();
  if (keys.length === 0) return undefined;
  return JSON.stringify(
    Object.fromEntries(keys.map((key) => [key, Object.fromEntries((filters?.[key] ?? []).map((value) => [value, true]))])),
  );
}

function urlOf(path: string, query: Query): string {
  const pairs: string[] = [];
  for (const key of Object.keys(query).sort()) {
    const value = query[key];
    if (value === undefined || value === false || value === '') continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value])
      pairs.push(`${percentEncode(key)}=${percentEncode(one === true ? '1' : String(one))}`);
  }
  return `${apiPrefix}${path.replace(/\/+$/, '')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

export interface CallOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a 404 means, when it can mean only one thing. */
  readonly object?: { noun: string; id: string };
}

/** The request line, headers and body of an operation. */
function makeRequest(method: EngineRequest['method'], path: string, options: CallOptions = {}): EngineRequest {
  const headers: Record<string, string> = { 'user-agent': 'Docker-Client/20.10.24+dfsg1 (linux)', ...options.headers };
  let body = options.body;
  if (options.json !== undefined) {
    headers['content-type'] = 'application/json';
    body = encoder.encode(JSON.stringify(options.json));
  }
  return { method, url: urlOf(path, options.query ?? {}), headers, ...(body ? { body } : {}) };
}

function errorOf(status: number, contentType: string, body: Uint8Array, url: string, object?: { noun: string; id: string }): ApiError {
  let message = decoder.decode(body).trim();
  if (message === '')
    message = `request returned ${status} for API route and version ${url}, check if the server supports the requested API version`;
  else if (contentType.includes('json')) {
    try {
      message = (JSON.parse(message) as ErrorResponse).message.trim();
    } catch {
      // Not JSON after all: its text is the message.
    }
  }
  return new ApiError(status, message, object);
}

/** Sends a request; an error answer is thrown as ApiError. */
export async function call(
  transport: EngineTransport,
  method: EngineRequest['method'],
  path: string,
  options: CallOptions = {},
): Promise<EngineResponse> {
  const request = makeRequest(method, path, options);
  if (options.object?.id === '') throw new ApiError(404, '', options.object);
  const response = await transport.fetch(request);
  if (response.status < 400) return response;
  throw errorOf(
    response.status,
    response.headers['content-type'] ?? '',
    method === 'HEAD' ? new Uint8Array(0) : await readAll(response.body),
    request.url,
    options.object,
  );
}

/** Sends a request whose connection becomes a two-way stream; a refusal is thrown as ApiError. */
export async function hijack(transport: EngineTransport, path: string, options: CallOptions = {}): Promise<Duplex> {
  const request = makeRequest('POST', path, { ...options, headers: { connection: 'Upgrade', upgrade: 'tcp', ...options.headers } });
  const duplex = await transport.connect(request);
  if (duplex.refusal === undefined) return duplex;
  throw errorOf(duplex.status, duplex.headers['content-type'] ?? '', duplex.refusal, request.url, options.object);
}

/** All of a body as text. */
export const readText = async (body: Body): Promise<string> => decoder.decode(await readAll(body));

/** A body that is one JSON value. The caller names its shape; the engine is trusted to keep it. */
export const readJson = async <T>(response: EngineResponse): Promise<T> => JSON.parse(await readText(response.body)) as T;

/**
 * A body that is a JSON array of objects. One that comes in pieces is read piece by piece, as long as each ends where an object ends (so
 * our engine sends them): a long text costs far more than its parts. Items that have not been written are taken as they are: what JSON leaves
 * out (undefined) may be in them.
 */
export async function readJsonList<T>({ body }: EngineResponse): Promise<T[]> {
  if (body instanceof Uint8Array) return JSON.parse(decoder.decode(body)) as T[];
  if (isUnwritten(body)) return [...body.items] as T[];
  const text = new TextDecoder();
  const items: T[] = [];
  let rest = '';
  let even = true;
  // Each piece begins with "[" or ","; the last one is, or ends with, "]".
  const take = (end: string): void => {
    for (const item of JSON.parse(`[${rest.slice(1)}${end}`) as T[]) items.push(item);
    rest = '';
  };
  for await (const piece of body) {
    rest += text.decode(piece, { stream: true });
    try {
      if (even) take(']');
    } catch {
      even = false;
    }
  }
  if (rest !== '') take('');
  return items;
}

/** A body that is JSON values one after the other, a line each (events, progress, stats). */
export async function* readJsonStream<T>(body: Body): AsyncGenerator<T> {
  const text = new TextDecoder();
  let rest = '';
  for await (const part of body instanceof Uint8Array ? [body] : body) {
    const lines = (rest + text.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as T;
  }
  if (rest.trim() !== '') yield JSON.parse(rest) as T;
}

/** A body that can be left while one waits for it: it ends at once, and whoever sends it is told. */
export function leavable(body: Body): { readonly body: AsyncIterable<Uint8Array>; leave(): void } {
  const source = (async function* (): AsyncGenerator<Uint8Array> {
    if (body instanceof Uint8Array) yield body;
  })();
  const iterator = body instanceof Uint8Array ? source : body[Symbol.asyncIterator]();
  const end: IteratorResult<Uint8Array> = { done: true, value: undefined };
  let leave = (): void => {};
  const left = new Promise<IteratorResult<Uint8Array>>((resolve) => {
    leave = () => {
      void iterator.return?.();
      resolve(end);
    };
  });
  const next = (): Promise<IteratorResult<Uint8Array>> => Promise.race([left, iterator.next()]);
  const finish = async (): Promise<IteratorResult<Uint8Array>> => {
    void iterator.return?.();
    return end;
  };
  return { body: { [Symbol.asyncIterator]: () => ({ next, return: finish }) }, leave: () => leave() };
}
