/** The client in Node talks to the engine that -H, DOCKER_HOST or a context names, over real sockets. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDocker } from '../docker/cli.ts';
import { DEFAULT_HOST } from '../docker/endpoint.ts';
import { nodeContext } from './docker-context.ts';
import { httpTransport, parseHost } from './http-transport.ts';
import { type ServedEngine, serve } from './serve.ts';
import { newWorld } from './world.ts';

const home = mkdtempSync(join(tmpdir(), 'huajuan-client-'));
const socket = join(home, 'engine.sock');
let served: ServedEngine;

beforeAll(async () => {
  served = await serve(await newWorld({ catalog: 'fixtures', seed: 1 }), [socket]);
});

afterAll(async () => {
  await served.stop();
  rmSync(home, { recursive: true });
});

async function docker(args: readonly string[], env: Record<string, string> = {}): Promise<{ out: string; err: string; code: number }> {
  const said = { out: '', err: '' };
  const into = (key: 'out' | 'err') => ({
    isTTY: false,
    write: async (data: Uint8Array) => {
      said[key] += new TextDecoder().decode(data);
    },
  });
  const context = nodeContext(httpTransport(parseHost(DEFAULT_HOST)), args);
  const code = await runDocker({ ...context, env: { HOME: home, ...env }, stdout: into('out'), stderr: into('err') });
  return { ...said, code };
}

const url = `unix://${socket}`;

test('-H, DOCKER_HOST and a context lead to that engine', async () => {
  expect(await docker(['-H', url, 'volume', 'create', 'here'])).toEqual({ out: 'here\n', err: '', code: 0 });
  expect(await docker(['volume', 'ls', '-q'], { DOCKER_HOST: url })).toEqual({ out: 'here\n', err: '', code: 0 });
  expect((await docker(['context', 'create', 'sim', '--docker', `host=${url}`])).code).toBe(0);
  expect(await docker(['-c', 'sim', 'volume', 'rm', 'here'])).toEqual({ out: 'here\n', err: '', code: 0 });
  expect(await docker(['volume', 'ls', '-q'], { DOCKER_CONTEXT: 'sim' })).toEqual({ out: '', err: '', code: 0 });
});

test("an engine that is not there is told of in Docker's words", async () => {
  const gone = (host: string): string => `Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?\n`;
  for (const host of ['unix:///nowhere.sock', 'tcp://127.0.0.1:1'])
    expect(await docker(['-H', host, 'ps'])).toEqual({ out: '', err: gone(host), code: 1 });
  expect((await docker(['-H', 'foo://bar', 'ps'])).err).toBe('unable to resolve docker endpoint: Invalid bind address format: foo://bar\n');
});
