/** The Engine API over real HTTP on a unix socket (or TCP), hijacked connections included. */
import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { readAll } from '../api/bytes.ts';
import { ConnectionError } from '../api/errors.ts';
import type { Duplex, EngineRequest, EngineTransport } from '../api/wire.ts';
import { lostRequest } from '../docker/endpoint.ts';

/** Where an engine listens: a socket file, or host and port. */
export type EngineAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** Reads a DOCKER_HOST ("unix:///var/run/docker.sock", "tcp://127.0.0.1:2375"). */
export function parseHost(text: string): EngineAddress {
  if (text.startsWith('unix://')) return { socketPath: text.slice(7) };
  const url = new URL(text.includes('://') ? text : `tcp://${text}`);
  return { host: url.hostname, port: Number(url.port || 2375) };
}

const headersOf = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

async function* bytes(source: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield new Uint8Array(chunk as Buffer);
  } catch (error) {
    // A connection that we closed ourselves ends in the middle.
    if (!['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String((error as { code?: unknown }).code))) throw error;
  }
}

/** Writes a body piece by piece, no faster than it is taken; an engine that has answered or gone takes no more. */
async function send(outgoing: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<void> {
  let over = false;
  let wake = (): void => {};
  const ended = (): void => {
    over = true;
    wake();
  };
  outgoing.on('close', ended);
  outgoing.on('drain', () => wake());
  for await (const piece of body) {
    if (over) return;
    // A piece is only good until the next one is taken.
    if (outgoing.write(piece.slice())) continue;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  outgoing.end();
}

const usual = (address: EngineAddress): string =>
  'socketPath' in address ? `unix://${address.socketPath}` : `tcp://${address.host}:${address.port}`;

/** A transport to the engine at `address`, of which errors speak as `shown`. Throws ConnectionError when nobody listens there. */
export function httpTransport(address: EngineAddress, shown = usual(address)): EngineTransport {
  const refuse = (request: EngineRequest, error: NodeJS.ErrnoException): ConnectionError =>
    'host' in address && (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
      ? lostRequest(request, `${address.host}:${address.port}`, `dial tcp: lookup ${address.host}: no such host`)
      : new ConnectionError(`Cannot connect to the Docker daemon at ${shown}. Is the docker daemon running?`);
  const options = (request: EngineRequest, size: Record<string, string | number>): RequestOptions => ({
    ...address,
    method: request.method,
    path: request.url,
    headers: { host: 'docker', ...request.headers, ...size },
    agent: false,
  });
  return {
    fetch(request) {
      const { body } = request;
      const whole = body === undefined || body instanceof Uint8Array;
      return new Promise((resolve, reject) => {
        const size = whole ? { 'content-length': body?.length ?? 0 } : { 'transfer-encoding': 'chunked' };
        const outgoing = httpRequest(options(request, size), (message) =>
          resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body: bytes(message) }),
        );
        outgoing.on('error', (error) => reject(refuse(request, error)));
        if (whole) outgoing.end(body);
        else
          send(outgoing, body).catch((error: unknown) => {
            reject(error);
            outgoing.destroy();
          });
      });
    },
    async connect(request) {
      const body = request.body === undefined ? null : await readAll(request.body);
      return new Promise<Duplex>((resolve, reject) => {
        const outgoing = httpRequest(options(request, { 'content-length': body?.length ?? 0 }));
        outgoing.on('error', (error) => reject(refuse(request, error)));
        outgoing.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) => {
          if (head.length > 0) socket.unshift(head);
          socket.allowHalfOpen = true;
          socket.on('error', () => {});
          resolve({
            status: message.statusCode ?? 101,
            headers: headersOf(message),
            incoming: bytes(socket),
            write: (data) => socket.write(data),
            closeWrite: () => socket.end(),
            close: () => socket.destroy(),
          });
        });
        outgoing.on('response', (message) => {
          readAll(bytes(message)).then(
            (refusal) =>
              resolve({
                status: message.statusCode ?? 0,
                headers: headersOf(message),
                refusal,
                incoming: bytes((async function* () {})()),
                write: () => {},
                closeWrite: () => {},
                close: () => {},
              }),
            reject,
          );
        });
        outgoing.end(body ?? undefined);
      });
    },
  };
}
