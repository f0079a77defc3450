import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PackOptions } from '../../api/tar/pack.ts';
import { nodeFiles } from '../../headless/node-files.ts';
import { type CopyInfo, prepareCopy, preserveTrailing, rebaseName, splitPath } from './copy.ts';
import { pack } from './pack.ts';
import { evalSymlinks } from './symlinks.ts';
import { unpack } from './unpack.ts';

const home = mkdtempSync(join(tmpdir(), 'huajuan-archive-'));
const source = join(home, 'source');

beforeAll(() => {
  mkdirSync(join(source, 'dir/sub'), { recursive: true });
  writeFileSync(join(source, 'b'), 'bee');
  writeFileSync(join(source, 'dir/ünï'), 'ü');
  writeFileSync(join(source, 'dir/big'), 'x');
  truncateSync(join(source, 'dir/big'), 100_000);
  linkSync(join(source, 'b'), join(source, 'dir/hard'));
  symlinkSync('dir/sub', join(source, 'link'));
  chmodSync(join(source, 'b'), 0o640);
  utimesSync(join(source, 'b'), 1000, 1_000_000_000.7);
});
afterAll(() => rmSync(home, { recursive: true }));

async function bytes(options: PackOptions = {}, from = source): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pack(nodeFiles, from, options)) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
}
const list = (archive: Buffer): string[] =>
  execFileSync('tar', ['tf', '-'], { input: archive, encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } })
    .trimEnd()
    .split('\n');

test('a folder is packed in the order of names, folders first, and tar(1) reads it', async () => {
  expect(list(await bytes())).toEqual(['b', 'dir/', 'dir/big', 'dir/hard', 'dir/sub/', 'dir/ünï', 'link']);
  const [line = ''] = execFileSync('tar', ['tvf', '-', 'b'], { input: await bytes(), encoding: 'utf8', env: { TZ: 'UTC' } }).split('\n');
  expect(line).toMatch(/^-rw-r----- \S+ +3 2001-09-09 01:46 b$/);
});

test('what is left out is left out, and what is in a folder that is left out may be taken', async () => {
  const choose: PackOptions['choose'] = (path) => (path === 'dir/hard' || path === 'b' ? 'skip' : path === 'dir' ? 'descend' : 'take');
  expect(list(await bytes({ choose }))).toEqual(['dir/big', 'dir/sub/', 'dir/ünï', 'link']);
});

test('a source folder can have another name in the archive', async () => {
  expect(list(await bytes({ includes: ['dir'], includeSourceDir: true, rebase: { dir: 'other' } }))[0]).toBe('other/');
  expect(list(await bytes({ includeSourceDir: true, rebase: { '.': 'top' } })).slice(0, 2)).toEqual(['top/', 'top/b']);
  expect(list(await bytes({}, join(source, 'b')))).toEqual(['b']);
});

test('what was packed is unpacked the same', async () => {
  const target = join(home, 'target');
  mkdirSync(target);
  await unpack(nodeFiles, target, pack(nodeFiles, source));
  expect(execFileSync('diff', ['-r', '--no-dereference', source, target], { encoding: 'utf8' })).toBe('');
  const stat = await nodeFiles.lstat(join(target, 'b'));
  expect([stat.mode, stat.nlink, stat.mtime]).toEqual([0o640, 2, 1_000_000_000_000]);
});

test('a folder replaces no file and a file no folder, when that is asked for', async () => {
  const target = join(home, 'mixed');
  mkdirSync(join(target, 'b'), { recursive: true });
  await expect(unpack(nodeFiles, target, pack(nodeFiles, source), { noOverwriteDirNonDir: true })).rejects.toThrow(
    `cannot overwrite directory "${target}/b" with non-directory "${target}"`,
  );
});

test('an entry cannot leave the folder', async () => {
  const rename = (name: string): string => `../${name}`;
  await expect(unpack(nodeFiles, join(home, 'mixed'), pack(nodeFiles, join(source, 'b')), { rename })).rejects.toThrow(
    `"../b" is outside of "${home}/mixed"`,
  );
});

test('symlinks are followed as Go follows them', async () => {
  expect(await evalSymlinks(nodeFiles, `${source}/link/../ünï`)).toBe(`${source}/dir/ünï`);
  await expect(evalSymlinks(nodeFiles, `${source}/b/`)).rejects.toThrow('not a directory');
  await expect(evalSymlinks(nodeFiles, `${source}/none/x`)).rejects.toThrow(`lstat ${source}/none: no such file or directory`);
});

test('paths keep their ending and are cut as Docker cuts them', () => {
  expect(preserveTrailing('/a/b', 'b/.')).toBe('/a/b/.');
  expect(preserveTrailing('/a/b', 'b/')).toBe('/a/b/');
  expect(splitPath('/a/b/')).toEqual({ dir: '/a', base: 'b' });
  expect(splitPath('/a/b/.')).toEqual({ dir: '/a/b', base: '.' });
  expect(rebaseName('/a/link/', '/a/real')).toEqual({ path: '/a/real/', rebaseName: 'link' });
});

const end = (path: string, exists: boolean, isDir: boolean): CopyInfo => ({ path, exists, isDir, rebaseName: '' });
const nothing = (async function* (): AsyncGenerator<Uint8Array> {})();

test.each([
  ['file to folder', end('/s/f', true, false), end('/d', true, true), '/d'],
  ['file to file', end('/s/f', true, false), end('/d/g', true, false), '/d'],
  ['file to nothing', end('/s/f', true, false), end('/d/g', false, false), '/d'],
  ['folder to nothing', end('/s', true, true), end('/d/g', false, false), '/d'],
  ['file to no folder', end('/s/f', true, false), end('/d/g/', false, false), new Error('no such directory')],
  ['folder to file', end('/s', true, true), end('/d/g', true, false), new Error('cannot copy directory')],
])('a copy of a %s', (_, from, to, want) => {
  if (want instanceof Error) expect(() => prepareCopy(nothing, from, to)).toThrow(want);
  else expect(prepareCopy(nothing, from, to).folder).toBe(want);
});
