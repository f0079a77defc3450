import { describe, expect, test } from 'vitest';
import { readAll } from './bytes.ts';
import { portTransport, servePort } from './port.ts';
import type { EngineRequest, EngineTransport } from './wire.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

function joined(engine: Partial<EngineTransport>) {
  const { port1, port2 } = new MessageChannel();
  const refuse = () => Promise.reject(new Error('not asked for'));
  servePort(port2 as never, { fetch: refuse, connect: refuse, ...engine });
  return { transport: portTransport(port1 as never), end: () => port1.close() };
}

const get = (url: string): EngineRequest => ({ method: 'GET', url, headers: {} });

describe('the wire over a port', () => {
  test('carries requests, bodies, statuses and headers', async () => {
    const { transport, end } = joined({
      async fetch(request) {
        const body = request.body ? text(await readAll(request.body)) : '';
        return { status: 201, headers: { 'x-a': request.headers['x-b'] ?? '' }, body: bytes(`${request.method} ${request.url} ${body}`) };
      },
    });
    const response = await transport.fetch({ method: 'POST', url: '/x?y=1', headers: { 'x-b': 'c' }, body: bytes('in') });
    expect(response).toMatchObject({ status: 201, headers: { 'x-a': 'c' } });
    expect(text(await readAll(response.body))).toBe('POST /x?y=1 in');
    end();
  });

  test('makes one message of what comes at once, and loses nothing at the end', async () => {
    const { transport, end } = joined({
      async fetch() {
        const body = (async function* () {
          for (let n = 0; n < 100; n++) yield bytes(`${n},`);
        })();
        return { status: 200, headers: {}, body };
      },
    });
    const { body } = await transport.fetch(get('/events'));
    const seen: string[] = [];
    if (!(body instanceof Uint8Array)) for await (const chunk of body) seen.push(text(chunk));
    expect(seen.join('')).toBe(`${Array.from({ length: 100 }, (_, n) => n).join(',')},`);
    expect(seen.length).toBeLessThan(10);
    end();
  });

  test('what came before an error is told before it', async () => {
    const { transport, end } = joined({
      async fetch() {
        const body = (async function* () {
          yield bytes('a');
          yield bytes('b');
          throw new Error('broken');
        })();
        return { status: 200, headers: {}, body };
      },
    });
    const { body } = await transport.fetch(get('/events'));
    const seen: string[] = [];
    const reading = (async () => {
      if (!(body instanceof Uint8Array)) for await (const chunk of body) seen.push(text(chunk));
    })();
    await expect(reading).rejects.toThrow('broken');
    expect(seen.join('')).toBe('ab');
    end();
  });

  test('streams, and tells the engine when the reader has left', async () => {
    let left = false;
    const { transport, end } = joined({
      async fetch() {
        const body = (async function* () {
          try {
            for (let n = 0; ; n++) {
              yield bytes(`${n}`);
              await new Promise((resolve) => setTimeout(resolve, 30));
            }
          } finally {
            left = true;
          }
        })();
        return { status: 200, headers: {}, body };
      },
    });
    const { body } = await transport.fetch(get('/events'));
    const seen: string[] = [];
    if (!(body instanceof Uint8Array))
      for await (const chunk of body) {
        seen.push(text(chunk));
        if (seen.length === 3) break;
      }
    expect(seen).toEqual(['0', '1', '2']);
    await expect.poll(() => left).toBe(true);
    end();
  });

  test('a wire that is given up lets go of its streams', async () => {
    let left = false;
    const { transport, end } = joined({
      async fetch() {
        const body: AsyncIterable<Uint8Array> = {
          [Symbol.asyncIterator]: () => ({
            next: () => new Promise(() => {}),
            async return() {
              left = true;
              return { done: true, value: undefined };
            },
          }),
        };
        return { status: 200, headers: {}, body };
      },
    });
    const { body } = await transport.fetch(get('/events'));
    const reading = (async () => {
      if (!(body instanceof Uint8Array)) for await (const chunk of body) text(chunk);
    })();
    transport.lost('gone');
    await expect(reading).rejects.toThrow('gone');
    await expect.poll(() => left).toBe(true);
    end();
  });

  test('an engine that throws is an error on this side', async () => {
    const { transport, end } = joined({ fetch: () => Promise.reject(new Error('broken')) });
    await expect(transport.fetch(get('/'))).rejects.toThrow('broken');
    end();
  });

  test('two-way streams: both halves', async () => {
    const { transport, end } = joined({
      async connect() {
        const got: Uint8Array[] = [];
        let closed: () => void = () => {};
        const eof = new Promise<void>((resolve) => {
          closed = resolve;
        });
        const incoming = (async function* () {
          yield bytes('hello ');
          await eof;
          for (const chunk of got) yield chunk;
        })();
        return { status: 101, headers: {}, incoming, write: (data) => got.push(data), closeWrite: closed, close() {} };
      },
    });
    const duplex = await transport.connect(get('/attach'));
    duplex.write(bytes('there'));
    duplex.closeWrite();
    expect(duplex.status).toBe(101);
    expect(text(await readAll(duplex.incoming))).toBe('hello there');
    end();
  });

  test('a lost worker fails what is open and what comes after', async () => {
    const { transport, end } = joined({ fetch: () => new Promise(() => {}) });
    const open = transport.fetch(get('/wait'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    transport.lost('the worker is gone');
    await expect(open).rejects.toThrow('the worker is gone');
    await expect(transport.fetch(get('/'))).rejects.toThrow('the worker is gone');
    end();
  });
});
