import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJournal } from './journal.ts';

const spawn = { kind: 'spawn', session: 's', argv: ['/bin/bash'], env: { A: 'b' }, cwd: '/', terminal: { cols: 80, rows: 24 } };
const inputs = [
  spawn,
  { ...spawn, terminal: null },
  { kind: 'keys', session: 's', text: 'ls\r' },
  { kind: 'resize', session: 's', cols: 100, rows: 30 },
  { kind: 'eof', session: 's' },
  { kind: 'hangup', session: 's' },
  { kind: 'save', path: '/a', text: '' },
];
const journal = (...list: readonly unknown[]): Record<string, unknown> => ({
  version: 1,
  seed: 7,
  epoch: 1000,
  catalog: 'hub',
  entries: list.map((input, at) => ({ at, input })),
});

describe('parseJournal', () => {
  test('takes every kind of input, and only what belongs to it', () => {
    expect(parseJournal(journal(...inputs))).toEqual(journal(...inputs));
    expect(parseJournal(journal({ ...inputs[4], more: 1 })).entries[0]?.input).toEqual(inputs[4]);
  });

  test.each<[unknown, string]>([
    [null, 'no object'],
    [[], 'no object'],
    [{ ...journal(), version: 2 }, 'version 2 is not known here'],
    [{ ...journal(), version: '1' }, 'version "1" is not known here'],
    [{ ...journal(), seed: 1.5 }, 'seed must be an integer, not 1.5'],
    [{ ...journal(), seed: Number.NaN }, 'seed must be an integer, not NaN'],
    [{ ...journal(), epoch: -1 }, 'epoch must be milliseconds since 1970, not -1'],
    [{ ...journal(), epoch: 1e300 }, 'epoch must be milliseconds since 1970, not 1e+300'],
    [{ ...journal(), catalog: 'x'.repeat(99) }, `no catalog "${'x'.repeat(38)}…`],
    [{ ...journal(), entries: { length: 1 } }, 'entries must be a list'],
    [{ ...journal(), entries: [null] }, 'entry 0 is no object'],
    [{ ...journal(), entries: [{ at: '0', input: spawn }] }, 'entry 0: at must be milliseconds since the epoch, not "0"'],
    [{ ...journal(), entries: [{ at: -0.1, input: spawn }] }, 'entry 0: at must be milliseconds since the epoch, not -0.1'],
    [{ ...journal(), entries: [{ at: 8.64e15, input: spawn }] }, 'entry 0: at must be milliseconds since the epoch, not 8640000000000000'],
    [
      {
        ...journal(),
        entries: [
          { at: 2, input: spawn },
          { at: 1, input: spawn },
        ],
      },
      'entry 1 is earlier than the one before',
    ],
    [{ ...journal(), entries: [{ at: 0 }] }, 'entry 0 has no input'],
    [journal({ kind: 'toString' }), 'entry 0: no input of kind "toString"'],
    [journal({ kind: ['keys'] }), 'entry 0: no input of kind a list'],
    [journal({ ...spawn, argv: [] }), 'entry 0: argv must be a list of strings, the program first, not a list'],
    [journal({ ...spawn, argv: ['a', 1] }), 'entry 0: argv must be a list of strings, the program first, not a list'],
    [journal({ ...spawn, env: { A: 1 } }), 'entry 0: env must be an object of strings, not an object'],
    [journal({ ...spawn, cwd: 'root' }), 'entry 0: cwd must be an absolute path, not "root"'],
    [
      journal({ ...spawn, terminal: { cols: 0, rows: 1 } }),
      'entry 0: terminal must be null or {cols, rows} from 1 to 65535, not an object',
    ],
    [journal({ ...spawn, terminal: undefined }), 'entry 0: terminal must be null or {cols, rows} from 1 to 65535, not undefined'],
    [journal({ kind: 'keys', session: 's' }), 'entry 0: text must be a string, not undefined'],
    [journal({ kind: 'resize', session: 's', cols: 1e9, rows: 1 }), 'entry 0: cols must be an integer from 1 to 65535, not 1000000000'],
    [journal({ kind: 'save', path: 'a', text: '' }), 'entry 0: path must be an absolute path, not "a"'],
  ])('refuses %#', (value, reason) => {
    expect(() => parseJournal(value)).toThrow(new Error(`not a journal: ${reason}`));
  });

  test('nothing but a plain refusal comes of any value', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.string(), (value, member) => {
        for (const tried of [value, { ...journal(...inputs), [member]: value }, journal({ ...spawn, [member]: value }), journal(value)]) {
          try {
            const read = parseJournal(tried);
            expect(parseJournal(JSON.parse(JSON.stringify(read)))).toEqual(read);
          } catch (error) {
            expect((error as Error).message).toMatch(/^not a journal: /);
          }
        }
      }),
    );
  });
});
