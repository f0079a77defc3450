/**
 * THE WIRE: requests and responses of the Docker Engine HTTP API (v1.41), and the two ways to send one.
 *
 * These are plain messages and not the platform's `Request` and `Response`, because browsers read a native body in a task
 * of its own: virtual time, which moves when all microtasks have run, could then pass while an answer is being read, and a
 * replay would differ. Adapters to real HTTP stand at the edges (`headless/`, `real-backend/`).
 */

/** Bytes at once, or a stream of them. */
export type Body = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * A JSON array that has not been written yet. Whoever iterates over it gets its bytes, as every edge does (a port, a socket); a reader in
 * the engine's own process takes the items as they are, and the text of a thousand containers is neither written nor parsed. Nobody may
 * change an item, whoever made it included.
 */
export interface UnwrittenList extends AsyncIterable<Uint8Array> {
  readonly items: readonly unknown[];
}

/** Whether a body is an array that has not been written. */
export const isUnwritten = (body: Body): body is UnwrittenList => 'items' in body;

export interface EngineRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, as on an HTTP request line: `/v1.41/containers/json?all=1`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}

export interface EngineResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** A two-way byte stream, as Docker's hijacked connections are (attach, exec). */
export interface Duplex {
  /** The status line and headers that came before the stream: 101 (or 200), else `refusal` says why. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Set when the engine answered with an error instead of a stream. */
  readonly refusal?: Uint8Array;
  readonly incoming: AsyncIterable<Uint8Array>;
  write(data: Uint8Array): void;
  /** Ends our half (the container's standard input sees end of file); the other half stays open. */
  closeWrite(): void;
  close(): void;
}

/** Whatever answers the Engine API: the simulated engine in process, behind a MessagePort, or a true engine over HTTP. */
export interface EngineTransport {
  fetch(request: EngineRequest): Promise<EngineResponse>;
  connect(request: EngineRequest): Promise<Duplex>;
}
