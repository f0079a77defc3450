import { expect, test } from 'vitest';
import type { EngineTransport } from '../../api/wire.ts';
import { Gate } from './gate.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** An engine whose streams say what is written to them. */
function engine() {
  let push: (text: string | null) => void = () => {};
  const queue: (string | null)[] = [];
  const transport: EngineTransport = {
    connect: () => Promise.reject(new Error('nothing to attach to')),
    fetch: async () => ({
      status: 200,
      headers: {},
      body: (async function* () {
        for (;;) {
          const text = queue.length > 0 ? queue.shift() : await new Promise<string | null>((resolve) => (push = resolve));
          if (text == null) return;
          yield encoder.encode(text);
        }
      })(),
    }),
  };
  const write = (text: string | null): Promise<void> => {
    const waiting = push;
    push = (later) => void queue.push(later);
    waiting(text);
    return tick();
  };
  return { transport, write };
}

async function open(url: string, gate: Gate, now = 100) {
  const { transport, write } = engine();
  let heard = '';
  const { body } = await gate.wrap(transport, () => now).fetch({ method: 'GET', url, headers: {} });
  void (async () => {
    for await (const piece of body as AsyncIterable<Uint8Array>) heard += decoder.decode(piece);
    heard += '(end)';
  })();
  await tick();
  return { write, heard: () => heard };
}

const line = (at: number): string => `{"at":${at}}\n`;

test('open, everything passes, and lines stay whole', async () => {
  const { write, heard } = await open('/_huajuan/observations', new Gate());
  await write('{"at":');
  await write('1}\n{"at":2}\n');
  await write(null);
  expect(heard()).toBe(`${line(1)}${line(2)}(end)`);
});

test('held, one line at a time; what is older than the stream has been seen', async () => {
  const gate = new Gate();
  gate.hold();
  const { write, heard } = await open('/_huajuan/observations', gate);
  await write(line(99) + line(101) + line(102) + line(103));
  expect(heard()).toBe(line(99));
  expect(gate.waiting).toBe(3);
  expect(gate.step()).toBe(true);
  await tick();
  expect(heard()).toBe(line(99) + line(101));
  gate.open();
  await tick();
  expect(heard()).toBe(line(99) + line(101) + line(102) + line(103));
  expect(gate.step()).toBe(false);
});

test('two streams, in the order in which things happened', async () => {
  const gate = new Gate();
  gate.hold();
  const [a, b] = [await open('/_huajuan/observations', gate), await open('/_huajuan/requests', gate)];
  await a.write(line(101));
  await b.write(line(102));
  await a.write(line(103));
  for (const [heardA, heardB] of [
    [line(101), ''],
    [line(101), line(102)],
    [line(101) + line(103), line(102)],
  ]) {
    gate.step();
    await tick();
    expect([a.heard(), b.heard()]).toEqual([heardA, heardB]);
  }
});

test('the streams of Docker itself are not held', async () => {
  const gate = new Gate();
  gate.hold();
  const { write, heard } = await open('/v1.41/events', gate);
  await write(line(200));
  expect(heard()).toBe(line(200));
});

test('who leaves while nothing comes is let go at once', async () => {
  let left = false;
  const source: EngineTransport = {
    connect: () => Promise.reject(new Error('nothing to attach to')),
    fetch: async () => ({
      status: 200,
      headers: {},
      body: {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => {}),
          async return() {
            left = true;
            return { done: true, value: undefined };
          },
        }),
      },
    }),
  };
  const { body } = await new Gate().wrap(source, () => 0).fetch({ method: 'GET', url: '/_huajuan/observations', headers: {} });
  const iterator = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const waiting = iterator.next();
  await iterator.return?.();
  expect(left).toBe(true);
  expect(await waiting).toEqual({ done: true, value: undefined });
});
