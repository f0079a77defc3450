import { type Body, type Duplex, type EngineTransport, isUnwritten } from '../api/wire.ts';

const done = { done: true, value: undefined } as const;

/**
 * The wire as a process has it: when the process ends, however that is, its connections are closed, and the engine calls off what
 * nobody waits for any more (a pull, a push, a build, following a log). `atEnd` is told what to do then.
 */
export function processWire(wire: EngineTransport, atEnd: (callback: () => void) => void): EngineTransport {
  const open = new Set<() => void>();
  let [watching, over] = [false, false];
  const watch = (close: () => void): void => {
    if (over) return close();
    open.add(close);
    if (watching) return;
    watching = true;
    atEnd(() => {
      over = true;
      for (const one of open) one();
    });
  };
  const tied = (body: AsyncIterable<Uint8Array>): Body => {
    const iterator = body[Symbol.asyncIterator]();
    const close = (): void => {
      open.delete(close);
      void iterator.return?.();
    };
    watch(close);
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      const result = await iterator.next();
      // A process that has ended hears of nothing any more.
      if (over) return new Promise(() => {});
      if (result.done) open.delete(close);
      return result;
    };
    const leave = async (): Promise<IteratorResult<Uint8Array>> => {
      close();
      return done;
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
  };
  return {
    async fetch(request) {
      const response = await wire.fetch(request);
      const { body } = response;
      return body instanceof Uint8Array || isUnwritten(body) ? response : { ...response, body: tied(body) };
    },
    async connect(request): Promise<Duplex> {
      const duplex = await wire.connect(request);
      if (duplex.refusal === undefined) watch(() => duplex.close());
      return duplex;
    },
  };
}
