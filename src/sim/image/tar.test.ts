import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import recorded from '../../../test/oracle/images/recorded.json' with { type: 'json' };
import { Content } from '../fs/content.ts';
import type { ArchiveEntry } from '../fs/driver.ts';
import { sha256 } from './digest.ts';
import { groupNames, userNames } from './owner-names.ts';
import { layerSource, type OwnerNames, tarBytes, tarPieces } from './tar.ts';
import { TarError } from '../../api/tar/decoder.ts';
import { readTar } from './untar.ts';

const unpacked = (base64: string): Uint8Array => new Uint8Array(gunzipSync(Buffer.from(base64, 'base64')));
const whole = (entries: Iterable<ArchiveEntry>, names?: OwnerNames): Buffer =>
  Buffer.concat([...tarBytes(entries, names)].map((piece) => piece.slice()));

test.each(recorded.layers)('a layer of $of packs to the bytes of the real engine ($diffId)', ({ tar, diffId }) => {
  const bytes = unpacked(tar);
  expect(sha256(bytes)).toBe(diffId);
  expect(layerSource([...readTar(bytes)]).diffId).toBe(diffId);
});

test('a layer with everything odd in it packs to the bytes of the real engine', () => {
  const { odd } = recorded;
  const names: OwnerNames = {
    user: (uid) => (odd.users as Record<string, string>)[uid] ?? userNames.get(uid) ?? '',
    group: (gid) => groupNames.get(gid) ?? '',
  };
  const bytes = unpacked(odd.tar);
  expect(whole(readTar(bytes), names).equals(bytes)).toBe(true);
  expect(layerSource([...readTar(bytes)], names)).toMatchObject({ diffId: odd.diffId, tarSize: bytes.length });
});

const name = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,11}$/), fc.constantFrom('日本', 'naïve', 'x'.repeat(120)));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const entry = (type: 'file' | 'dir' | 'symlink' | 'fifo'): fc.Arbitrary<ArchiveEntry> =>
  fc.record({
    path,
    type: fc.constant(type),
    mode: type === 'symlink' ? fc.constant(0o777) : fc.integer({ min: 0, max: 0o7777 }),
    uid: fc.integer({ min: 0, max: 0o17777777 }),
    gid: fc.integer({ min: 0, max: 0o17777777 }),
    mtime: fc.integer({ min: -1000, max: 2 ** 31 }).map((seconds) => seconds * 1000),
    linkname: type === 'symlink' ? path : fc.constant(''),
    rdev: fc.constant([0, 0] as const),
    content: type === 'file' ? fc.uint8Array({ maxLength: 1500 }).map((bytes) => Content.of(bytes)) : fc.constant(null),
    xattrs: fc.constant({}),
  });
const entries = fc.uniqueArray(fc.oneof(entry('file'), entry('dir'), entry('symlink'), entry('fifo')), {
  selector: (made) => made.path,
  maxLength: 12,
});
const plain = (list: Iterable<ArchiveEntry>): unknown[] =>
  [...list].map(({ content, ...rest }) => ({ ...rest, data: content && Buffer.from(content.read(0, content.size)).toString('hex') }));

test('what is written is read back', () => {
  fc.assert(
    fc.property(entries, (made) => {
      expect(plain(readTar(whole(made)))).toEqual(plain(made));
    }),
    { numRuns: 80 },
  );
}, 60_000);

test('the real tar reads ours, and we read what the real tar writes', () => {
  const dir = mkdtempSync(join(tmpdir(), 'huajuan-tar-'));
  const flat = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.uint8Array({ maxLength: 3000 })), {
    selector: ([file]) => file,
    minLength: 1,
    maxLength: 6,
  });
  try {
    fc.assert(
      fc.property(flat, (files) => {
        const made = files.map(
          ([file, bytes]): ArchiveEntry => ({
            path: file,
            type: 'file',
            mode: 0o640,
            uid: 0,
            gid: 0,
            mtime: 1e12,
            linkname: '',
            rdev: [0, 0],
            content: Content.of(bytes),
            xattrs: {},
          }),
        );
        writeFileSync(join(dir, 'ours.tar'), whole(made));
        const list = execFileSync('tar', ['tf', 'ours.tar'], { cwd: dir, encoding: 'utf8' }).trim().split('\n');
        expect(list).toEqual(files.map(([file]) => file));
        execFileSync('tar', ['xf', 'ours.tar'], { cwd: dir });
        execFileSync('tar', ['cf', 'theirs.tar', '--format=gnu', ...list.map((file) => `./${file}`)], { cwd: dir });
        const back = [...readTar(readFileSync(join(dir, 'theirs.tar')))];
        expect(plain(back)).toEqual(plain(made).map((row, n) => ({ ...(row as object), uid: back[n]?.uid, gid: back[n]?.gid })));
      }),
      { numRuns: 5 },
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
}, 60_000);

test('holes stay holes, both ways', () => {
  const content = new Content(300_000_000);
  content.write(0, new TextEncoder().encode('head'));
  const file: ArchiveEntry = {
    path: 'big',
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    linkname: '',
    rdev: [0, 0],
    content,
    xattrs: {},
  };
  const stored = [...tarPieces([file])].reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? 0 : piece.length), 0);
  expect(stored).toBeLessThan(100_000);
  const small = new Content(1_000_000);
  const [back] = readTar(whole([{ ...file, content: small }]));
  expect(back?.content?.size).toBe(1_000_000);
  expect(back?.content?.allocated).toBe(0);
});

test('a cut or damaged archive is refused in the words of archive/tar', () => {
  const bytes = new Uint8Array(
    whole([
      {
        path: 'a',
        type: 'file',
        mode: 0o644,
        uid: 0,
        gid: 0,
        mtime: 0,
        linkname: '',
        rdev: [0, 0],
        content: Content.of('text'),
        xattrs: {},
      },
    ]),
  );
  expect(() => [...readTar(bytes.subarray(0, 514))]).toThrow(new TarError('unexpected EOF'));
  bytes[0] = 0x62;
  expect(() => [...readTar(bytes)]).toThrow(new TarError('archive/tar: invalid tar header'));
});
