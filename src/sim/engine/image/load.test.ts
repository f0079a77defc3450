import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAll } from '../../../api/bytes.ts';
import { ImageGet, ImageLoad } from '../../../api/client.ts';
import { makeTestWorld } from '../testing.ts';

const decoder = new TextDecoder();

test('an archive that was tampered with is loaded or refused, never worse, and a refusal leaves nothing behind', async () => {
  const world = makeTestWorld();
  await world.call('POST', '/images/create?fromImage=busybox&tag=latest');
  const good = await world.settle(ImageGet(world.wire, ['busybox']).then(readAll));
  await world.call('DELETE', '/images/busybox');
  const before = JSON.stringify(world.engine.snapshot());
  const state = (): unknown => {
    const { images, layers, references } = world.engine.snapshot() as Record<string, unknown>;
    return { images, layers, references };
  };
  expect(before).toContain('"images":[]');
  const empty = state();
  const blocks = good.length / 512;
  const change = fc.record({
    block: fc.nat(Math.min(40, blocks) - 1),
    at: fc.nat(511),
    byte: fc.nat(255),
    cut: fc.option(fc.nat(good.length)),
  });
  await fc.assert(
    fc.asyncProperty(change, fc.boolean(), async ({ block, at, byte, cut }, tail) => {
      const bytes = good.slice(0, cut ?? good.length);
      const place = tail ? bytes.length - 1 - (block * 512 + at) : block * 512 + at;
      if (place >= 0 && place < bytes.length) bytes[place] = byte;
      let said = '';
      let failed = false;
      const run = async (): Promise<void> => {
        for await (const message of await ImageLoad(world.wire, bytes, false)) {
          said += message.stream ?? message.error ?? '';
          failed ||= message.error !== undefined;
        }
      };
      await world.settle(run());
      expect(said).not.toMatch(/undefined|is not a function|Cannot read|\[object/);
      if (failed) expect(state()).toEqual(empty);
      for (const { Id } of JSON.parse((await world.call('GET', '/images/json?all=1')).text) as { Id: string }[])
        await world.call('DELETE', `/images/${Id}?force=1`);
      expect(state()).toEqual(empty);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('what is no archive of images at all is refused as Docker refuses it', async () => {
  const world = makeTestWorld();
  const load = async (bytes: Uint8Array): Promise<string> => {
    const response = await world.settle(
      world.wire.fetch({ method: 'POST', url: '/v1.41/images/load', headers: { 'content-type': 'application/x-tar' }, body: bytes }),
    );
    return decoder.decode(await world.settle(readAll(response.body)));
  };
  expect(await load(new TextEncoder().encode('hello'))).toContain('Error processing tar file(exit status 1): unexpected EOF');
  expect(await load(new Uint8Array(0))).toMatch(/open \/var\/lib\/docker\/tmp\/docker-import-\d+\/repositories: no such file or directory/);
});
