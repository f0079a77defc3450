import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeArchive } from './archive.ts';

/** `docker save` of a real engine. */
const RECORDED = resolve(import.meta.dirname, '../../test/contract/archives/docker-save.tar.gz');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huajuan-archive-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('layers, trees and wasted bytes', async () => {
  expect(await describeArchive(RECORDED)).toBe(`\
course/layers:1  sha256:7dedfd928ebd254e5780545a965413bcb9874c6d117baa0fb7d79fde557c3337  66 kB
  layer 1 of 3  ab3f54a17fec  65.6 kB  ADD file:b720ec… in /
    9 files, 6 folders: etc/ 1, long/ 3, srv/ 8
  layer 2 of 3  024c9f6857ee  360 B  COPY file:2db296… in /change
    1 file: change
  layer 3 of 3  96b3f218331b  30 B  /change
    2 files, 3 folders, 1 whiteout, 1 opaque folder: etc/ 1, srv/ 3
  wasted: 65.6 kB of 66 kB, efficiency 0.6 %
    65.5 kB  /srv/big  layers 1, 3 (deleted)
    30 B  /etc/passwd  layers 1, 3
    4 B  /srv/data/a  layers 1, 3 (deleted)
    4 B  /srv/data/b  layers 1, 3 (deleted)

course/hello:2, course/hello:latest  sha256:33579eef7538254df461a4e91fc5eae2f3c446543380d30366c017826e74eb6e  65.7 kB
  layer 1 of 2  ab3f54a17fec  65.6 kB  ADD file:b720ec… in /
    9 files, 6 folders: etc/ 1, long/ 3, srv/ 8
  layer 2 of 2  aa2a3cc9c18c  59 B  COPY file:b697fc… in /hello
    1 file: hello
  wasted: 0 B of 65.6 kB, efficiency 100.0 %
`);
});

test('refused with the reason', async () => {
  const bytes = gunzipSync(readFileSync(RECORDED));
  const damaged = join(folder, 'damaged.tar');
  bytes[bytes.indexOf('one\n')] = 0x4f;
  writeFileSync(damaged, bytes);
  await expect(describeArchive(damaged)).rejects.toThrow(
    /^damaged\.tar was not opened: [0-9a-f]{64}\/layer\.tar is damaged: its SHA-256 begins with [0-9a-f]{12}, not with ab3f54a17fec\.$/,
  );
  const cut = join(folder, 'cut.tar');
  writeFileSync(cut, bytes.subarray(0, 50_000));
  await expect(describeArchive(cut)).rejects.toThrow('cut.tar was not opened: the archive is cut short: its end is missing.');
  await expect(describeArchive(join(folder, 'none.tar'))).rejects.toThrow('none.tar was not opened: no such file');
  await expect(describeArchive(folder)).rejects.toThrow(/was not opened: not a file$/);
});
