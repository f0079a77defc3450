import fc from 'fast-check';
import { expect, test } from 'vitest';
import { busyboxApplets, programs } from './index.ts';
import { Machine } from './testing.ts';

const gnu = [...programs.keys()].filter((name) => name.startsWith('gnu:')).map((name) => name.slice(4));
/** Those that go on for ever by nature, or become a shell. */
const endless = new Set(['yes', 'watch', 'top', 'sh', 'ash', 'su', 'chroot']);
const word = fc.oneof(
  fc.constantFrom(
    'a.txt',
    'dir',
    'nosuch',
    'link',
    '-',
    '--',
    '/',
    '.',
    '..',
    '',
    '-1',
    '0',
    '1',
    '2',
    'x',
    '{}',
    '+',
    ';',
    's/a/b/',
    ':',
    '=',
    '755',
    'root',
    '%d',
    '+%s',
  ),
  fc.string({ maxLength: 4 }).map((text) => `-${text.replaceAll('\0', '')}`),
  fc.string({ maxLength: 6 }).map((text) => text.replaceAll('\0', '')),
);

test('no arguments crash a program', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('g' as const, 'b' as const),
      fc.nat(),
      fc.array(word, { maxLength: 4 }),
      async (flavour, pick, args) => {
        const names = (flavour === 'g' ? gnu : busyboxApplets).filter((name) => !endless.has(name));
        const machine = new Machine({ 'a.txt': 'alpha\nbeta\n', 'dir/b.txt': 'b\n' });
        await machine.run(flavour, [names[pick % names.length] ?? 'ls', ...args], new TextEncoder().encode('one two\nthree\n'), 2000);
        expect(machine.kernel.faults).toEqual([]);
      },
    ),
    { numRuns: 1500 },
  );
}, 120000);
