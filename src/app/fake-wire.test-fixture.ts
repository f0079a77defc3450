/** A wire for tests: answers by address, with JSON or bytes. */
import type { EngineTransport } from '../api/wire.ts';

/** A body that comes in pieces: the bytes of Node's encoder are not those of jsdom, so they are never compared by class. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** `answer` gives a JSON value, bytes, or null for 404. */
export function fakeWire(answer: (url: URL) => unknown): EngineTransport {
  return {
    async fetch({ url }) {
      const found = answer(new URL(url, 'http://docker'));
      const json = found === null ? { message: 'page not found' } : found;
      const body = ArrayBuffer.isView(found) ? (found as Uint8Array) : new TextEncoder().encode(JSON.stringify(json));
      return { status: found === null ? 404 : 200, headers: { 'content-type': 'application/json' }, body: pieces(body) };
    },
    connect: () => Promise.reject(new Error('no streams here')),
  };
}
