/** The Engine API over real HTTP in front of a transport: unix socket or TCP, streams as they come, hijacked connections. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { concat } from '../api/bytes.ts';
import type { Duplex, EngineRequest, EngineTransport } from '../api/wire.ts';

/** Go's server answers so when it cannot read a request. */
const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request';

/** "content-type" as it is written: "Content-Type". */
const headerName = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

const bytesOf = (chunk: Buffer): Uint8Array => new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);

/** An HTTP server for `engine`; the caller lets it listen. A client that goes away ends what it was reading. */
export function engineServer(engine: EngineTransport): Server {
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (incoming, outgoing) => {
    void answer(engine, incoming, outgoing);
  });
  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => {});
    void hijack(engine, incoming, socket as Socket, head);
  });
  server.on('clientError', (_, socket) => socket.end(BAD_REQUEST));
  return server;
}

function requestOf(incoming: IncomingMessage): EngineRequest {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return { method: (incoming.method ?? 'GET') as EngineRequest['method'], url: incoming.url ?? '/', headers };
}

async function* bodyOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const chunk of incoming) yield bytesOf(chunk as Buffer);
}

async function answer(engine: EngineTransport, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = requestOf(incoming);
  const hasBody = 'transfer-encoding' in incoming.headers || Number(incoming.headers['content-length'] ?? 0) > 0;
  try {
    const { status, headers, body } = await engine.fetch(hasBody ? { ...request, body: bodyOf(incoming) } : request);
    for (const [name, value] of Object.entries(headers))
      if (name !== 'connection' && name !== 'upgrade') outgoing.setHeader(headerName(name), value);
    outgoing.statusCode = status;
    if (body instanceof Uint8Array) outgoing.end(request.method === 'HEAD' || body.length === 0 ? undefined : body);
    else await pump(body, outgoing);
  } catch {
    // The client went away in the middle, or what it reads broke off: it sees the connection end.
    outgoing.destroy();
  }
}

/** Resolves when more can be written, or nobody reads any more. */
const drained = (out: ServerResponse | Socket): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      out.off('drain', go).off('close', go);
      resolve();
    };
    out.on('drain', go).on('close', go);
  });

/** Writes a stream out as it comes; when the reader goes away the stream is told to stop. */
async function pump(body: AsyncIterable<Uint8Array>, out: ServerResponse | Socket): Promise<void> {
  const source = body[Symbol.asyncIterator]();
  let gone = out.destroyed;
  const leave = (): void => {
    gone = true;
    void source.return?.();
  };
  if (gone) return leave();
  out.once('close', leave);
  if ('flushHeaders' in out) out.flushHeaders();
  for (let item = await source.next(); !item.done; item = await source.next()) {
    if (gone) return;
    // A piece is only good until the next one is taken.
    if (!out.write(item.value.slice())) await drained(out);
  }
  out.off('close', leave);
  out.end();
}

/** The bytes that belong to the request of an upgraded connection: Node leaves them on the socket. */
async function bodyOnSocket(incoming: IncomingMessage, socket: Socket, head: Buffer): Promise<Uint8Array> {
  const length = Number(incoming.headers['content-length'] ?? 0);
  const chunks: Uint8Array[] = [bytesOf(head)];
  let size = head.length;
  while (size < length) {
    const chunk = socket.read() as Buffer | null;
    if (chunk !== null) {
      chunks.push(bytesOf(chunk));
      size += chunk.length;
    } else if (socket.readableEnded || socket.destroyed) break;
    else await new Promise<void>((resolve) => void socket.once('readable', resolve).once('end', resolve).once('close', resolve));
  }
  const all = concat(chunks);
  if (all.length > length) socket.unshift(all.subarray(length));
  return all.subarray(0, length);
}

async function hijack(engine: EngineTransport, incoming: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  try {
    const body = await bodyOnSocket(incoming, socket, head);
    const request = requestOf(incoming);
    const duplex = await engine.connect(body.length > 0 ? { ...request, body } : request);
    if (duplex.refusal === undefined) await carry(duplex, socket);
    else {
      const { 'transfer-encoding': _, ...headers } = duplex.headers;
      socket.end(headOf(duplex.status, 'Refused', { ...headers, 'content-length': `${duplex.refusal.length}`, connection: 'close' }));
      socket.end(duplex.refusal);
    }
  } catch {
    socket.destroy();
  }
}

const headOf = (status: number, words: string, headers: Readonly<Record<string, string>>): string =>
  `HTTP/1.1 ${status} ${words}\r\n${Object.entries(headers)
    .map(([name, value]) => `${headerName(name)}: ${value}\r\n`)
    .join('')}\r\n`;

async function carry(duplex: Duplex, socket: Socket): Promise<void> {
  socket.write(headOf(101, 'UPGRADED', duplex.headers));
  socket.on('data', (chunk: Buffer) => duplex.write(bytesOf(chunk)));
  socket.on('end', () => duplex.closeWrite());
  socket.on('close', () => duplex.close());
  await pump(duplex.incoming, socket);
  // The client may still have its half open; there is nobody left to read it.
  socket.destroySoon();
}
