import { readAll } from '../../../api/bytes.ts';
import type { Body, EngineRequest, EngineResponse, UnwrittenList } from '../../../api/wire.ts';
import { EngineError, invalidParameter, systemError } from '../../errors.ts';
import { goDecode } from '../go-json-error.ts';
import type { Shape } from './shapes.ts';
import { unmarshal } from './unmarshal.ts';
import { API_VERSION, RELEASE } from '../system/system.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A request taken apart: what a handler reads its parameters from. */
export class Call {
  readonly request: EngineRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  #text: string | null = null;

  constructor(request: EngineRequest, params: Readonly<Record<string, string>>, query: URLSearchParams) {
    this.request = request;
    this.params = params;
    this.query = query;
  }

  /** A part of the path. */
  param(name: string): string {
    return this.params[name] ?? '';
  }

  /** A query parameter, "" when it is missing. */
  text(name: string): string {
    return this.query.get(name) ?? '';
  }

  /** As Docker reads booleans: anything but nothing, 0, no, false and none. */
  flag(name: string): boolean {
    return !['', '0', 'no', 'false', 'none'].includes(this.text(name).trim().toLowerCase());
  }

  /** A whole number, null when it is missing. Throws as Go's Atoi. */
  number(name: string): number | null {
    const text = this.text(name);
    if (text === '') return null;
    if (!/^[+-]?\d+$/.test(text)) throw systemError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  }

  /** A body that there need not be: null then. Else as {@link decode}. */
  async optional<T>(shape: Shape): Promise<T | null> {
    return (await this.#body()).trim() === '' ? null : this.decode(shape);
  }

  /** The body as a struct, as json.Decoder reads it for the older operations: what it cannot read is an error of the daemon. */
  async decode<T>(shape: Shape): Promise<T | null> {
    return decoded(await this.#body(), shape, systemError);
  }

  /** The body as a struct, as httputils.ReadJSON reads it: what it cannot read is the client's error. */
  async read<T>(shape: Shape): Promise<T | null> {
    const text = await this.#body();
    if (text.trim() === '') throw invalidParameter('got EOF while reading request body');
    return decoded(text, shape, invalidParameter);
  }

  /** The body as text, which must be JSON by its type. */
  async #body(): Promise<string> {
    this.#text ??= decoder.decode(this.request.body ? await readAll(this.request.body) : new Uint8Array(0));
    const type = this.request.headers['content-type'] ?? '';
    if (this.#text.length > 0 && type.split(';')[0] !== 'application/json')
      throw invalidParameter(`Content-Type specified (${type}) must be 'application/json'`);
    return this.#text;
  }
}

function decoded<T>(text: string, shape: Shape, kind: (message: string) => EngineError): T | null {
  try {
    return unmarshal(goDecode(text), shape) as T | null;
  } catch (error) {
    throw kind(error instanceof Error ? error.message : String(error));
  }
}

const HEADERS: Readonly<Record<string, string>> = {
  'api-version': API_VERSION,
  'docker-experimental': 'false',
  ostype: 'linux',
  server: `Docker/${RELEASE} (linux)`,
};

/** An answer with the headers that all have. */
export const respond = (status: number, body: Body, headers: Readonly<Record<string, string>> = {}): EngineResponse => ({
  status,
  headers: { ...HEADERS, ...headers },
  body,
});

/** An answer in JSON; here the daemon leaves <, > and & as they are. */
export const json = (value: unknown, status = 200): EngineResponse =>
  respond(status, encoder.encode(`${JSON.stringify(value)}\n`), { 'content-type': 'application/json' });

/** Items of a list that are written as one piece. */
const AT_ONCE = 64;
const COMMA = encoder.encode(',');

/** An array that is written when it is read as bytes, piece by piece, whole items each: one long text costs far more than its parts. */
class JsonList implements UnwrittenList {
  readonly items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.items = items;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.items.length; at += AT_ONCE) {
      const piece = encoder.encode(JSON.stringify(this.items.slice(at, at + AT_ONCE)));
      if (at > 0) piece.set(COMMA);
      yield piece.subarray(0, -1);
    }
    yield encoder.encode(']\n');
  }
}

/** A list in JSON; the items must be nobody's to change. */
export const jsonList = (items: readonly unknown[]): EngineResponse =>
  items.length <= AT_ONCE ? json(items) : streaming(new JsonList(items));

/** A stream of JSON lines (or of frames). */
export const streaming = (body: Body, type = 'application/json'): EngineResponse => respond(200, body, { 'content-type': type });

/** An answer without a body. */
export const empty = (status = 204): EngineResponse => respond(status, new Uint8Array(0));

/** The one place where a refusal becomes an answer. */
export function failure(error: unknown): EngineResponse {
  if (error instanceof EngineError) return error.kind === 'NotModified' ? empty(304) : json({ message: error.message }, error.status);
  return json({ message: error instanceof Error ? error.message : String(error) }, 500);
}
