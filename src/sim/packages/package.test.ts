/** The solver against apt-get's own answers for a bookworm-slim (test/oracle/packages). */
import { expect, test } from 'vitest';
import recorded from '../../../test/oracle/packages/apt-get.golden.json' with { type: 'json' };
import { alpineIndex } from './alpine.ts';
import { centosIndex } from './centos.ts';
import { debianIndex } from './debian.ts';
import { clauses, filesOnDisk, type PackageIndex, packageFiles } from './package.ts';

/** The names below a title of apt's. */
const listed = (text: string, title: string): string[] =>
  (new RegExp(`${title}:\n((?:  .*\n)*)`).exec(text)?.[1] ?? '').split(/\s+/).filter(Boolean).sort();

const cases = Object.entries(recorded).filter(([, { code }]) => code !== 100);

test.each(cases)('what comes with %s is what the real apt-get brings', (words, { stdout }) => {
  const index = debianIndex('bookworm');
  const base = new Set([...index.all()].filter((one) => one.base).flatMap(({ name, provides }) => [name, ...provides]));
  const wanted = words.split(' ').flatMap((word) => index.get(word) ?? []);
  const all = index.closure(
    wanted.filter(({ name }) => !base.has(name)),
    (name) => base.has(name),
    !words.includes('--no-install-recommends'),
  );
  expect(all.map(({ name }) => name).sort()).toEqual(listed(stdout, 'The following NEW packages will be installed'));
});

const indexes: readonly (readonly [string, PackageIndex])[] = [
  ['bookworm', debianIndex('bookworm')],
  ['jammy', debianIndex('jammy')],
  ['alpine', alpineIndex()],
  ['centos 7', centosIndex(7)],
];

test.each(indexes)('%s: everything that a package needs is there, and its files take what it says', (_, index) => {
  for (const one of index.all()) {
    const missing = clauses(one.depends).filter((names) => names.every((name) => index.candidates(name).length === 0));
    expect(
      missing.filter(([name]) => name !== '/bin/sh'),
      one.name,
    ).toEqual([]);
    const bytes = filesOnDisk(one).reduce((sum, { size }) => sum + size, 0);
    const known = one.files.reduce((sum, { size }) => sum + size, 0);
    expect(bytes, one.name).toBeGreaterThanOrEqual(one.installedSize);
    expect(bytes, one.name).toBeLessThanOrEqual(Math.max(one.installedSize, known));
  }
});

test('an order in which each comes after what it needs', () => {
  const index = alpineIndex();
  const curl = index.get('curl');
  const order = index.closure(curl ? [curl] : [], (name) => index.get(name)?.base ?? false, false).map(({ name }) => name);
  expect(order.indexOf('libcurl')).toBeGreaterThan(order.indexOf('nghttp2-libs'));
  expect(order.at(-1)).toBe('curl');
});

test('files are read with their kinds', () => {
  expect(packageFiles('*usr/bin/x:5 usr/bin/y>x etc/x.conf:7')).toEqual([
    { path: 'usr/bin/x', kind: 'program', size: 5, target: '' },
    { path: 'usr/bin/y', kind: 'link', size: 0, target: 'x' },
    { path: 'etc/x.conf', kind: 'file', size: 7, target: '' },
  ]);
});
