/** A wire for one user of another's wire: what it has opened can be let go all at once. */
import { type Body, type EngineTransport, isUnwritten } from './wire.ts';

export interface Lease extends EngineTransport {
  /** Every stream that is open on it ends, for its reader and for its sender; nothing can be asked any more. */
  end(): void;
}

/** @param transport whose streams can be left while one waits for them, as those of a port and of the engine can */
export function lease(transport: EngineTransport): Lease {
  const open = new Set<() => void>();
  let over = false;
  const check = (): void => {
    if (over) throw new Error('this wire was let go');
  };

  function held(body: Body): Body {
    if (body instanceof Uint8Array || isUnwritten(body)) return body;
    const iterator = body[Symbol.asyncIterator]();
    const leave = async (): Promise<IteratorResult<Uint8Array>> => {
      open.delete(end);
      return (await iterator.return?.()) ?? { done: true, value: undefined };
    };
    const end = (): void => void leave();
    open.add(end);
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      const result = await iterator.next().catch((error: unknown) => {
        open.delete(end);
        throw error;
      });
      if (result.done) open.delete(end);
      return result;
    };
    if (over) end();
    return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
  }

  return {
    async fetch(request) {
      check();
      const response = await transport.fetch(request);
      return { ...response, body: held(response.body) };
    },
    async connect(request) {
      check();
      const duplex = await transport.connect(request);
      const close = (): void => {
        open.delete(close);
        duplex.close();
      };
      open.add(close);
      if (over) close();
      return { ...duplex, close };
    },
    end() {
      over = true;
      for (const close of [...open]) close();
    },
  };
}
