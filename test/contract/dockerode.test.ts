/** A client that is not ours, dockerode, on the simulated engine over a real socket. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { packTar, unpackTar } from 'modern-tar';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedEngine, serve } from '../../src/headless/serve.ts';
import { newWorld } from '../../src/headless/world.ts';
import type { World } from '../../src/sim/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'huajuan-engine-'));
const socketPath = join(folder, 'docker.sock');
const docker = new Docker({ socketPath });
let world: World;
let engine: ServedEngine;

beforeAll(async () => {
  world = await newWorld({ journal: { version: 1, epoch: Date.now(), entries: [], seed: 1, catalog: 'fixtures' } });
  engine = await serve(world, [socketPath]);
  await finished(await docker.pull('busybox:latest'));
}, 60_000);

afterAll(async () => {
  engine.stop();
  await engine.ended;
  rmSync(folder, { recursive: true, force: true });
  expect(world.kernel.faults).toEqual([]);
});

/** All messages of a progress stream. */
const finished = (stream: NodeJS.ReadableStream): Promise<{ status?: string; stream?: string; aux?: { ID?: string }; error?: string }[]> =>
  new Promise((resolve, reject) => docker.modem.followProgress(stream, (error, output) => (error ? reject(error) : resolve(output))));

/** Reads until `enough` says so, or to the end. */
async function read(stream: NodeJS.ReadableStream, enough: (text: string) => boolean = () => false): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (enough(text)) break;
  }
  return text;
}

/** Standard output and error of a stream of frames. */
async function frames(stream: NodeJS.ReadableStream): Promise<{ stdout: string; stderr: string }> {
  const [out, error] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, out, error);
  stream.once('end', () => {
    out.end();
    error.end();
  });
  const [stdout, stderr] = await Promise.all([read(out), read(error)]);
  return { stdout, stderr };
}

const tar = async (files: Readonly<Record<string, string>>): Promise<Buffer> =>
  Buffer.from(
    await packTar(Object.entries(files).map(([name, body]) => ({ header: { name, size: Buffer.byteLength(body), mode: 0o644 }, body }))),
  );

const names = async (bytes: Buffer): Promise<string[]> => (await unpackTar(bytes)).map(({ header }) => header.name);

async function buffer(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('version and ping', async () => {
  expect(String(await docker.ping())).toBe('OK');
  expect((await docker.version()).ApiVersion).toBe('1.41');
});

test('run', async () => {
  const [out, error] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([read(out), read(error)]);
  const [result, container] = (await docker.run('busybox', ['sh', '-c', 'echo out; echo err >&2; exit 3'], [out, error], {
    Tty: false,
  })) as [{ StatusCode: number }, Docker.Container];
  out.end();
  error.end();
  expect(result.StatusCode).toBe(3);
  expect(await texts).toEqual(['out\n', 'err\n']);
  await container.remove();
});

test('ps', async () => {
  const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '1000'], name: 'ps1', Labels: { a: 'b' } });
  await container.start();
  const [found] = await docker.listContainers({ filters: { label: ['a=b'] } });
  expect(found).toMatchObject({ Id: container.id, Names: ['/ps1'], State: 'running' });
  await expect(docker.createContainer({ Image: 'busybox', name: 'ps1' })).rejects.toMatchObject({ statusCode: 409 });
  await container.remove({ force: true });
  await expect(container.inspect()).rejects.toMatchObject({ statusCode: 404, json: { message: `No such container: ${container.id}` } });
});

test('logs -f: lines come as they are written, and a reader that leaves is let go', async () => {
  const container = await docker.createContainer({
    Image: 'busybox',
    Cmd: ['sh', '-c', 'while :; do echo tick; sleep 0.2; done'],
    Tty: true,
  });
  await container.start();
  const stream = (await container.logs({ follow: true, stdout: true, stderr: true })) as Readable;
  const text = await read(stream, (seen) => seen.split('tick').length > 3);
  expect(text).toContain('tick\r\ntick\r\n');
  stream.destroy();
  await container.remove({ force: true });
});

test('attach: what goes in comes out, and the end of input reaches the process', async () => {
  const options = { Image: 'busybox', Cmd: ['sh', '-c', 'cat; echo over >&2'], OpenStdin: true, StdinOnce: true };
  const container = await docker.createContainer(options);
  const stream = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
  await container.start();
  stream.write('one\n');
  await sleep(50);
  stream.end('two\n');
  expect(await frames(stream)).toEqual({ stdout: 'one\ntwo\n', stderr: 'over\n' });
  expect((await container.inspect()).State.ExitCode).toBe(0);
  await container.remove();
});

test('attach on a terminal', async () => {
  const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sh'], OpenStdin: true, Tty: true });
  const stream = await container.attach({ stream: true, stdin: true, stdout: true, hijack: true });
  await container.start();
  await container.resize({ h: 24, w: 80 });
  stream.write('echo $((6 * 7)); exit 5\r');
  expect(await read(stream)).toContain('42\r\n');
  expect((await container.wait()).StatusCode).toBe(5);
  await container.remove();
});

test('exec', async () => {
  const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '1000'] });
  await container.start();
  const exec = await container.exec({
    Cmd: ['sh', '-c', 'cat; pwd; exit 4'],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    WorkingDir: '/tmp',
  });
  const stream = await exec.start({ hijack: true, stdin: true });
  stream.end('typed\n');
  expect(await frames(stream)).toEqual({ stdout: 'typed\n/tmp\n', stderr: '' });
  expect(await exec.inspect()).toMatchObject({ Running: false, ExitCode: 4 });
  await container.remove({ force: true });
});

test('build', async () => {
  const context = await tar({ Dockerfile: 'FROM busybox\nCOPY hello /hello\nRUN cat /hello\nCMD ["cat", "/hello"]\n', hello: 'steamed\n' });
  const output = await finished(await docker.buildImage(Readable.from([context]), { t: 'rolls:1' }));
  expect(output.map(({ stream }) => stream ?? '').join('')).toContain('Step 3/4 : RUN cat /hello');
  expect(output.some(({ aux }) => aux?.ID?.startsWith('sha256:'))).toBe(true);
  expect((await docker.getImage('rolls:1').inspect()).Config.Cmd).toEqual(['cat', '/hello']);
});

test('pull and push', async () => {
  const output = await finished(await docker.pull('nginx:latest'));
  expect(output.at(-1)?.status).toBe('Status: Downloaded newer image for nginx:latest');
  await docker.getImage('busybox').tag({ repo: 'localhost:5000/team/busybox', tag: '1' });
  const authconfig = { username: 'student', password: 'secret', serveraddress: 'localhost:5000' };
  const pushed = await finished(await docker.getImage('localhost:5000/team/busybox').push({ tag: '1', authconfig }));
  expect(pushed.at(-2)?.status ?? pushed.at(-1)?.status).toMatch(/^1: digest: sha256:[0-9a-f]{64} size: \d+$/);
});

test('putArchive and getArchive', async () => {
  const container = await docker.createContainer({ Image: 'busybox', Cmd: ['cat', '/srv/deep'] });
  await container.putArchive(await tar({ deep: 'from a tar\n' }), { path: '/tmp' });
  const archive = await buffer(await container.getArchive({ path: '/tmp/deep' }));
  expect(await names(archive)).toEqual(['deep']);
  expect(archive.includes('from a tar\n')).toBe(true);
  await container.remove();
});

test('save and load', async () => {
  const saved = await buffer(await docker.getImage('busybox').get());
  expect(await names(saved)).toContain('manifest.json');
  const { Id } = await docker.getImage('busybox').inspect();
  await docker.getImage('busybox').remove({ force: true });
  const output = await finished(await docker.loadImage(Readable.from([saved])));
  expect(output.at(-1)?.stream).toBe('Loaded image: busybox:latest\n');
  expect((await docker.getImage('busybox').inspect()).Id).toBe(Id);
});

test('events', async () => {
  const stream = (await docker.getEvents({ filters: { event: ['create', 'destroy'] } })) as Readable;
  const container = await docker.createContainer({ Image: 'busybox', name: 'seen' });
  await container.remove();
  const seen = await read(stream, (text) => text.trim().split('\n').length >= 2);
  stream.destroy();
  const actions = seen
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { Action: string }).Action);
  expect(actions).toEqual(['create', 'destroy']);
});

test('stats', async () => {
  const container = await docker.createContainer({ Image: 'busybox', Cmd: ['sleep', '1000'] });
  await container.start();
  const stream = (await container.stats({ stream: true })) as Readable;
  const [first] = (await once(stream, 'data')) as [Buffer];
  stream.destroy();
  expect(JSON.parse(String(first))).toMatchObject({ id: container.id, pids_stats: { current: 1 } });
  await container.remove({ force: true });
});

test('versions that are too new or too old are refused in the words of Docker', async () => {
  const newer = new Docker({ socketPath, version: 'v1.45' });
  await expect(newer.info()).rejects.toMatchObject({
    statusCode: 400,
    json: { message: 'client version 1.45 is too new. Maximum supported API version is 1.41' },
  });
  await expect(new Docker({ socketPath, version: 'v1.24' }).info()).resolves.toMatchObject({ ServerVersion: '20.10.24+dfsg1' });
});
