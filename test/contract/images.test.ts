/** Images that travel as tars between simulated engines: the same ID, the same layers, the same archive again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, readAll } from '../../src/api/bytes.ts';
import { ImageGet, ImageHistory, ImageInspect, ImageLoad } from '../../src/api/client.ts';
import { readTarStream } from '../../src/api/tar/stream.ts';
import type { EngineTransport } from '../../src/api/wire.ts';
import { makeTestWorld } from '../../src/sim/engine/testing.ts';
import { idOf, packed, randomImage } from './random-images.ts';

const NAME = 'random:1';

async function load(wire: EngineTransport, archive: Uint8Array): Promise<string> {
  let said = '';
  for await (const message of await ImageLoad(wire, archive, true)) said += message.stream ?? message.error ?? '';
  return said;
}

const save = async (wire: EngineTransport): Promise<Uint8Array> => readAll(await ImageGet(wire, [NAME]));

test('a random image keeps its ID, its layers and its archive through engine after engine', async () => {
  await fc.assert(
    fc.asyncProperty(randomImage(NAME), async (image) => {
      const [first, second] = [makeTestWorld(1), makeTestWorld(2)];
      expect(await first.settle(load(first.wire, packed(image)))).toBe(`Loaded image: ${NAME}\n`);
      const archive = await first.settle(save(first.wire));
      expect(await second.settle(load(second.wire, archive))).toBe(`Loaded image: ${NAME}\n`);
      const { value } = await second.settle(ImageInspect(second.wire, NAME));
      expect(value.Id).toBe(idOf(image));
      expect(Buffer.compare(await second.settle(save(second.wire)), archive)).toBe(0);
      expect((await second.settle(ImageHistory(second.wire, NAME))).length).toBe(
        (await first.settle(ImageHistory(first.wire, NAME))).length,
      );
    }),
    { numRuns: 8 },
  );
}, 120_000);

test('the layers in a saved archive are the very bytes that were loaded', async () => {
  await fc.assert(
    fc.asyncProperty(randomImage(NAME), async (image) => {
      const world = makeTestWorld();
      await world.settle(load(world.wire, packed(image)));
      const layers: Uint8Array[] = [];
      for await (const { header, data } of readTarStream(piecesOf(await world.settle(save(world.wire)))))
        if (header.name.endsWith('/layer.tar') && header.type === 'file') {
          const parts: Buffer[] = [];
          for await (const part of data) parts.push(Buffer.from(part));
          layers.push(new Uint8Array(Buffer.concat(parts)));
        }
      const sorted = (list: readonly Uint8Array[]): string[] => list.map((bytes) => Buffer.from(bytes).toString('base64')).sort();
      expect(sorted(layers)).toEqual(sorted(image.layers));
    }),
    { numRuns: 8 },
  );
}, 120_000);
