import { expect, test } from 'vitest';
import { lease } from './lease.ts';
import type { EngineTransport } from './wire.ts';

/** An engine whose streams never say anything; how many of them somebody still listens to. */
function quiet() {
  const listening = { streams: 0, duplexes: 0 };
  const silence = (): AsyncIterable<Uint8Array> => {
    let wake = (): void => {};
    let left = false;
    listening.streams++;
    return {
      [Symbol.asyncIterator]: () => ({
        async next() {
          if (!left)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          return { done: true, value: undefined };
        },
        async return() {
          if (!left) listening.streams--;
          left = true;
          wake();
          return { done: true, value: undefined };
        },
      }),
    };
  };
  const transport: EngineTransport = {
    fetch: async () => ({ status: 200, headers: {}, body: silence() }),
    async connect() {
      listening.duplexes++;
      return { status: 101, headers: {}, incoming: silence(), write() {}, closeWrite() {}, close: () => void listening.duplexes-- };
    },
  };
  return { transport, listening };
}

const get = { method: 'GET', url: '/events', headers: {} } as const;

test('ends what its user has opened, and nothing of others', async () => {
  const { transport, listening } = quiet();
  const [one, other] = [lease(transport), lease(transport)];
  const { body } = await one.fetch(get);
  await one.fetch(get);
  await other.fetch(get);
  await one.connect(get);
  const reading = (async () => {
    if (!(body instanceof Uint8Array)) for await (const piece of body) void piece;
    return 'read to the end';
  })();
  expect(listening).toEqual({ streams: 4, duplexes: 1 });
  one.end();
  expect(await reading).toBe('read to the end');
  expect(listening).toEqual({ streams: 2, duplexes: 0 });
  await expect(one.fetch(get)).rejects.toThrow('let go');
  await expect(other.fetch(get)).resolves.toMatchObject({ status: 200 });
});

test('what is answered only after the end is let go as well', async () => {
  const { transport, listening } = quiet();
  const late = lease({
    ...transport,
    fetch: (request) => new Promise((resolve) => setTimeout(() => resolve(transport.fetch(request)), 5)),
  });
  const answer = late.fetch(get);
  late.end();
  await answer;
  expect(listening.streams).toBe(0);
});
