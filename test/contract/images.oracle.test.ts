/**
 * Images between the simulated engine and a real one, as `docker save` writes them: the same ID on both sides, the same archive
 * out of both, and the real image's layers can be looked into here.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { piecesOf, readAll } from '../../src/api/bytes.ts';
import { ImageCreate, ImageDelete, ImageGet, ImageInspect, ImageLoad } from '../../src/api/client.ts';
import type { LayerNode, LayerStack } from '../../src/api/stage.ts';
import { readTarStream } from '../../src/api/tar/stream.ts';
import type { EngineTransport } from '../../src/api/wire.ts';
import { httpTransport, parseHost } from '../../src/headless/http-transport.ts';
import { makeTestWorld, type TestWorld } from '../../src/sim/engine/testing.ts';
import { idOf, packed, randomImage } from './random-images.ts';

const NAME = 'huajuan-random:1';
const IMAGES = 60;
const [engine] = inject('realEngines');

async function load(wire: EngineTransport, archive: Uint8Array): Promise<string> {
  let said = '';
  for await (const message of await ImageLoad(wire, archive, true)) said += message.stream ?? message.error ?? '';
  return said;
}

const save = async (wire: EngineTransport, name: string): Promise<Uint8Array> => readAll(await ImageGet(wire, [name]));
const idAt = async (wire: EngineTransport, name: string): Promise<string> => (await ImageInspect(wire, name)).value.Id;

/** Names, kinds, links and digests of the files in an archive, in order. */
async function contents(archive: Uint8Array): Promise<string[]> {
  const lines: string[] = [];
  for await (const { header, data } of readTarStream(piecesOf(archive))) {
    const hash = createHash('sha256');
    for await (const part of data) hash.update(part);
    lines.push(`${header.type} ${header.mode.toString(8)} ${header.name} ${header.linkname} ${header.size} ${hash.digest('hex')}`);
  }
  return lines;
}

const look = async <T>({ call }: TestWorld, path: string): Promise<T> => JSON.parse((await call('GET', path)).text) as T;

/** Everything in an image's layers, as the stage sees it. */
async function insides(world: TestWorld, name: string): Promise<string[]> {
  const found: string[] = [];
  const { layers } = await look<LayerStack>(world, `/_huajuan/stack?image=${encodeURIComponent(name)}`);
  for (const [n, { id }] of layers.entries()) {
    const visit = async (path: string): Promise<void> => {
      for (const node of await look<LayerNode[]>(world, `/_huajuan/tree?layer=${id}&path=${encodeURIComponent(path)}`)) {
        found.push(`${n} ${path}/${node.name} ${node.type} ${node.size}`);
        if (node.type === 'dir') await visit(path === '' ? node.name : `${path}/${node.name}`);
      }
    };
    await visit('');
  }
  return found.sort();
}

describe.skipIf(!engine)('images between the simulated and the real engine', () => {
  let real: EngineTransport;
  const host = engine?.host ?? '';

  beforeAll(() => {
    real = httpTransport(parseHost(host));
  });

  const pull = async (name: string): Promise<void> => {
    const [fromImage = '', tag = 'latest'] = name.split(':');
    for await (const _ of await ImageCreate(real, { fromImage, tag })) void _;
  };

  test.each(['busybox:latest', 'centos:6.8', 'tomcat:8.5'])(
    '%s comes here from the real engine, goes back, and runs there',
    { timeout: 300_000 },
    async (name) => {
      await pull(name);
      const id = await idAt(real, name);
      const archive = await save(real, name);
      const world = makeTestWorld();
      expect(await world.settle(load(world.wire, archive))).toBe(`Loaded image: ${name}\n`);
      expect(await world.settle(idAt(world.wire, name))).toBe(id);
      const seen = await insides(world, name);
      expect(seen.some((line) => line.includes('bin/busybox file'))).toBe(true);
      const back = await world.settle(save(world.wire, name));
      expect(await contents(back)).toEqual(await contents(archive));
      await ImageDelete(real, name, { force: true });
      expect(await load(real, back)).toBe(`Loaded image: ${name}\n`);
      expect(await idAt(real, name)).toBe(id);
      const ran = spawnSync('/usr/bin/docker', ['-H', host, 'run', '--rm', '--entrypoint', 'echo', name, 'it runs'], { encoding: 'utf8' });
      expect({ out: ran.stdout, err: ran.stderr, code: ran.status }).toEqual({ out: 'it runs\n', err: '', code: 0 });
      await ImageDelete(real, name, { force: true });
    },
  );

  test(`${IMAGES} random images have the same ID, the same archive and the same insides on both sides`, { timeout: 900_000 }, async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(randomImage(NAME), async (image) => {
        const [here, again] = [makeTestWorld(1), makeTestWorld(2)];
        await here.settle(load(here.wire, packed(image)));
        const ours = await here.settle(save(here.wire, NAME));
        try {
          expect(await load(real, ours)).toBe(`Loaded image: ${NAME}\n`);
          expect(await idAt(real, NAME)).toBe(idOf(image));
          const theirs = await save(real, NAME);
          expect(await contents(theirs)).toEqual(await contents(ours));
          expect(await again.settle(load(again.wire, theirs))).toBe(`Loaded image: ${NAME}\n`);
          expect(await again.settle(idAt(again.wire, NAME))).toBe(idOf(image));
          expect(await insides(again, NAME)).toEqual(await insides(here, NAME));
        } finally {
          await ImageDelete(real, NAME, { force: true }).catch(() => {});
        }
        count++;
      }),
      { numRuns: IMAGES },
    );
    console.log(`${count} random images went both ways with the same IDs`);
  });
});
