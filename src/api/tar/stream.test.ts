import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat } from '../bytes.ts';
import { TarError } from './decoder.ts';
import { modeField, tarEnd, tarHeader, type TarHeader, tarPadding } from './header.ts';
import { readTarStream } from './stream.ts';

const header: fc.Arbitrary<TarHeader> = fc.record({
  name: fc.array(fc.constantFrom('a', 'ünï', 'n'.repeat(90), 'sp ace'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  type: fc.constantFrom('file', 'symlink', 'char', 'fifo'),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.constantFrom(0, 1000, 3_000_000),
  gid: fc.constantFrom(0, 1000, 3_000_000),
  uname: fc.constantFrom('', 'root', 'jürgen'),
  gname: fc.constantFrom('', 'root'),
  size: fc.constant(0),
  mtime: fc.integer({ min: -10, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  linkname: fc.constant(''),
  rdev: fc.constant([0, 0] as const),
  xattrs: fc.constant({}),
});
const file = fc.tuple(header, fc.uint8Array({ maxLength: 1200 })).map(([head, bytes]): [TarHeader, Uint8Array] => {
  const data = head.type === 'file' ? bytes : new Uint8Array(0);
  const mode = modeField(head.type, head.mode);
  return [{ ...head, mode, size: data.length, linkname: head.type === 'symlink' ? '../there' : '' }, data];
});
const pack = (files: readonly (readonly [TarHeader, Uint8Array])[]): Uint8Array =>
  concat([...files.flatMap(([head, data]) => [...tarHeader(head), data, tarPadding(data.length)]), tarEnd]);

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(source: AsyncIterable<Uint8Array>): Promise<[TarHeader, Uint8Array][]> {
  const found: [TarHeader, Uint8Array][] = [];
  for await (const { header: head, data } of readTarStream(source)) {
    const parts: Uint8Array[] = [];
    for await (const part of data) parts.push(part.slice());
    found.push([head, concat(parts)]);
  }
  return found;
}

test('what is written is read again, however the bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 6 }), fc.integer({ min: 1, max: 2000 }), async (files, size) => {
      expect(await read(pieces(pack(files), size))).toEqual(files);
    }),
    { numRuns: 60 },
  );
});

test('data that nobody reads is passed over', async () => {
  const one: [TarHeader, Uint8Array] = [{ ...empty('a'), size: 3 }, Uint8Array.of(1, 2, 3)];
  const names: string[] = [];
  for await (const { header: head } of readTarStream(pieces(pack([one, [empty('b'), new Uint8Array(0)]]), 7))) names.push(head.name);
  expect(names).toEqual(['a', 'b']);
});

test('an archive that is cut short or damaged is refused in the words of Go', async () => {
  const bytes = pack([[{ ...empty('a'), size: 700 }, new Uint8Array(700).fill(7)]]);
  for (const length of [100, 600, 1100])
    await expect(read(pieces(bytes.subarray(0, length), 64))).rejects.toThrow(new TarError('unexpected EOF'));
  bytes[0] = 0x62;
  await expect(read(pieces(bytes, 64))).rejects.toThrow(new TarError('archive/tar: invalid tar header'));
  expect(await read(pieces(new Uint8Array(0), 1))).toEqual([]);
});

function empty(name: string): TarHeader {
  return {
    name,
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    size: 0,
    mtime: 0,
    linkname: '',
    rdev: [0, 0],
    xattrs: {},
  };
}
