/** The wire over a MessagePort: the page asks, the worker that holds the engine answers. Bodies travel chunk by chunk. */
import { concat, readAll } from './bytes.ts';
import type { Body, Duplex, EngineRequest, EngineResponse, EngineTransport } from './wire.ts';

/** The part of a MessagePort that is used, so that tests and workers alike can give one. */
export interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
}

interface Head {
  readonly method: EngineRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

type ToEngine =
  | ({ readonly id: number; readonly type: 'fetch' | 'connect'; readonly body: Uint8Array | null } & Head)
  | { readonly id: number; readonly type: 'write'; readonly data: Uint8Array }
  | { readonly id: number; readonly type: 'closeWrite' | 'close' };

type ToClient =
  | {
      readonly id: number;
      readonly type: 'head';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly refusal: Uint8Array | null;
    }
  | { readonly id: number; readonly type: 'chunk'; readonly data: Uint8Array }
  | { readonly id: number; readonly type: 'end' }
  | { readonly id: number; readonly type: 'error'; readonly message: string };

/** Bytes that arrive over time, readable once; whoever leaves early, also while waiting, tells the other side to stop. */
class Incoming implements AsyncIterable<Uint8Array> {
  readonly #chunks: Uint8Array[] = [];
  readonly #onLeave: () => void;
  #wake: (() => void) | null = null;
  #ended = false;
  #error: Error | null = null;

  constructor(onLeave: () => void) {
    this.#onLeave = onLeave;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  end(error: Error | null = null): void {
    this.#ended = true;
    this.#error = error;
    this.#wake?.();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      for (;;) {
        const value = this.#chunks.shift();
        if (value) return { done: false, value };
        if (this.#error) throw this.#error;
        if (this.#ended) return { done: true, value: undefined };
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    const leave = async (): Promise<IteratorResult<Uint8Array>> => {
      if (!this.#ended) this.#onLeave();
      this.#chunks.length = 0;
      this.end();
      return { done: true, value: undefined };
    };
    return { next, return: leave };
  }
}

interface Call {
  readonly incoming: Incoming;
  readonly onHead: (head: ToClient & { type: 'head' }) => void;
  readonly onError: (error: Error) => void;
}

/**
 * The asking side. When `lost` is called (the worker died, or this wire is given up for another) every open call fails and later ones
 * fail at once; an engine that is still there is told that nobody waits any more.
 */
export function portTransport(port: Port): EngineTransport & { lost(reason: string): void } {
  const calls = new Map<number, Call>();
  let next = 1;
  let gone: string | null = null;

  port.onmessage = (event) => {
    const message = event.data as ToClient;
    const call = calls.get(message.id);
    if (!call) return;
    if (message.type === 'head') call.onHead(message);
    else if (message.type === 'chunk') call.incoming.push(message.data);
    else {
      calls.delete(message.id);
      const error = message.type === 'error' ? new Error(message.message) : null;
      if (error) call.onError(error);
      call.incoming.end(error);
    }
  };

  const open = async (type: 'fetch' | 'connect', request: EngineRequest) => {
    if (gone !== null) throw new Error(gone);
    const body = request.body ? await readAll(request.body) : null;
    const id = next++;
    const tell = (message: ToEngine): void => port.postMessage(message);
    const incoming = new Incoming(() => {
      calls.delete(id);
      tell({ id, type: 'close' });
    });
    const head = await new Promise<ToClient & { type: 'head' }>((resolve, reject) => {
      calls.set(id, { incoming, onHead: resolve, onError: reject });
      tell({ id, type, body, method: request.method, url: request.url, headers: request.headers });
    });
    return { id, incoming, head, tell };
  };

  return {
    async fetch(request): Promise<EngineResponse> {
      const { incoming, head } = await open('fetch', request);
      return { status: head.status, headers: head.headers, body: incoming };
    },
    async connect(request): Promise<Duplex> {
      const { id, incoming, head, tell } = await open('connect', request);
      return {
        status: head.status,
        headers: head.headers,
        ...(head.refusal ? { refusal: head.refusal } : {}),
        incoming,
        write: (data) => tell({ id, type: 'write', data }),
        closeWrite: () => tell({ id, type: 'closeWrite' }),
        close: () => tell({ id, type: 'close' }),
      };
    },
    lost(reason) {
      gone = reason;
      for (const [id, call] of calls) {
        call.onError(new Error(reason));
        call.incoming.end(new Error(reason));
        port.postMessage({ id, type: 'close' } satisfies ToEngine);
      }
      calls.clear();
    },
  };
}

/** Pieces of a stream that come within this time are one message, milliseconds. */
const TOGETHER_MS = 8;

/** The answering side: serves `engine` on `port`. */
export function servePort(port: Port, engine: EngineTransport): void {
  const open = new Map<number, { stop(): void; duplex?: Duplex }>();
  const tell = (message: ToClient): void => port.postMessage(message);

  const pump = async (id: number, body: Body): Promise<void> => {
    if (body instanceof Uint8Array) {
      if (body.length > 0) tell({ id, type: 'chunk', data: body });
    } else {
      const source = body[Symbol.asyncIterator]();
      const entry = open.get(id);
      if (entry) entry.stop = () => void source.return?.();
      // A message costs both sides far more than its bytes: of what comes quickly after a first piece one is made.
      let pieces: Uint8Array[] = [];
      let timer: ReturnType<typeof setTimeout> | null = null;
      const post = (): void => {
        timer = null;
        if (pieces.length === 0 || !open.has(id)) return;
        tell({ id, type: 'chunk', data: concat(pieces) });
        pieces = [];
        timer = setTimeout(post, TOGETHER_MS);
      };
      try {
        for (let item = await source.next(); !item.done; item = await source.next()) {
          if (!open.has(id)) return;
          // A piece is only good until the next one is taken.
          pieces.push(timer === null ? item.value : item.value.slice());
          if (timer === null) post();
        }
      } finally {
        if (timer !== null) clearTimeout(timer);
        post();
        if (timer !== null) clearTimeout(timer);
      }
    }
    tell({ id, type: 'end' });
  };

  const answer = async (message: ToEngine & { type: 'fetch' | 'connect' }): Promise<void> => {
    const { id, type, body, ...head } = message;
    const request: EngineRequest = body ? { ...head, body } : head;
    open.set(id, { stop() {} });
    try {
      if (type === 'fetch') {
        const response = await engine.fetch(request);
        tell({ id, type: 'head', status: response.status, headers: response.headers, refusal: null });
        await pump(id, response.body);
      } else {
        const duplex = await engine.connect(request);
        open.set(id, { stop: () => duplex.close(), duplex });
        tell({ id, type: 'head', status: duplex.status, headers: duplex.headers, refusal: duplex.refusal ?? null });
        await pump(id, duplex.incoming);
      }
    } catch (error) {
      tell({ id, type: 'error', message: error instanceof Error ? error.message : String(error) });
    } finally {
      open.delete(id);
    }
  };

  port.onmessage = (event) => {
    const message = event.data as ToEngine;
    if (message.type === 'fetch' || message.type === 'connect') void answer(message);
    else if (message.type === 'write') open.get(message.id)?.duplex?.write(message.data);
    else if (message.type === 'closeWrite') open.get(message.id)?.duplex?.closeWrite();
    else {
      const entry = open.get(message.id);
      open.delete(message.id);
      entry?.stop();
    }
  };
}
