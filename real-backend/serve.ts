/**
 * Serves the built page from `dist/` and prints its address. Forwarding the wire to a true engine joins it here later.
 *
 * usage: tsx real-backend/serve.ts [--port N]      (0: any free port; default 4173, or the next free one)
 */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import sirv from 'sirv';

const HOST = '127.0.0.1';

/** Nothing may be fetched from anywhere else, and nobody may frame the page. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Starts serving `dist` on `port` of the loopback address; rejects when the port is taken. */
export async function serve(dist: string, port: number): Promise<{ server: Server; address: string }> {
  const files = sirv(dist, {
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      response.setHeader('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('not found\n');
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return { server, address: `http://${HOST}:${(server.address() as AddressInfo).port}/` };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  if (values.port !== undefined && !/^\d+$/.test(values.port)) throw new Error(`--port takes a number, not ${values.port}`);
  if (!existsSync('dist/index.html')) throw new Error('dist/ is missing: run `npm run build` first');
  const wanted = Number(values.port ?? 4173);
  for (let port = wanted; ; port++) {
    try {
      const { address } = await serve('dist', port);
      console.log(`Huajuan is at ${address}`);
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || values.port !== undefined || port > wanted + 20) throw error;
    }
  }
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].replace(/^.*\//, '/'))) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
