import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../sim/journal.ts';
import { Ways } from './ways.svelte.ts';

const keys = (at: number, text: string): JournalEntry => ({ at, input: { kind: 'keys', session: 'shell', text } });
const resize = (at: number): JournalEntry => ({ at, input: { kind: 'resize', session: 'shell', cols: 80, rows: 24 } });
const line = (at: number, text: string) => ({ at, text });

/** Two commands, entered one after the other. */
function two(): Ways {
  const ways = new Ways([]);
  ways.add(0, keys(1, 'ls\r'));
  ways.line(line(1, 'ls'));
  ways.add(1, keys(5, 'ps\r'));
  ways.line(line(5, 'ps'));
  return ways;
}

/** As the worker tells of a world of another moment. */
function standAt(ways: Ways, at: number, inputs: number, entered: number): boolean {
  ways.recount();
  const there = ways.stand({ at, inputs });
  for (const one of ways.lines.slice(0, entered)) ways.line(one);
  return there;
}

describe('ways', () => {
  test('grow with what is typed', () => {
    const ways = two();
    expect([ways.inputs, ways.entered, ways.end, ways.behind]).toEqual([2, 2, 5, false]);
    expect(ways.beforeLast()).toEqual({ at: 5, count: 1 });
    expect(ways.branches).toEqual([]);
  });

  test('back, and on to the end again: nothing is lost, and the end is noticed once', () => {
    const ways = two();
    expect(standAt(ways, 3, 1, 1)).toBe(false);
    expect([ways.behind, ways.entered, ways.lines.length, ways.end]).toEqual([true, 1, 2, 5]);
    expect(ways.stand({ at: 9, inputs: 2 })).toBe(true);
    ways.line(line(5, 'ps'));
    expect(ways.stand({ at: 10, inputs: 2 })).toBe(false);
    expect([ways.behind, ways.entered, ways.lines.length, ways.end]).toEqual([false, 2, 2, 10]);
  });

  test('something else typed in the past begins another way, and the first is there to be taken up', () => {
    const ways = two();
    standAt(ways, 3, 1, 1);
    expect(ways.add(1, keys(4, 'id\r'))).toBe(true);
    expect(ways.entries).toEqual([keys(1, 'ls\r'), keys(4, 'id\r')]);
    expect([ways.lines, ways.end]).toEqual([[line(1, 'ls')], 4]);
    expect(ways.branches).toEqual([{ entries: [keys(1, 'ls\r'), keys(5, 'ps\r')], lines: [line(5, 'ps')] }]);
    ways.line(line(4, 'id'));
    const [first] = ways.branches;
    if (!first) throw new Error('no branch');
    ways.takeUp(first);
    expect(ways.entries).toEqual(first.entries);
    expect(ways.branches.map(({ entries }) => entries)).toEqual([[keys(1, 'ls\r'), keys(4, 'id\r')]]);
    expect([ways.behind, ways.entered]).toEqual([true, 0]);
  });

  test('lines that share a moment are told apart by their number', () => {
    const ways = new Ways([]);
    ways.add(0, keys(1, 'ls\r'));
    ways.line(line(1, 'ls'));
    ways.add(1, keys(1, 'ps\r'));
    ways.line(line(1, 'ps'));
    standAt(ways, 1, 1, 1);
    ways.cut({ at: 1, inputs: 1 });
    expect([ways.lines, ways.branches[0]?.lines]).toEqual([[line(1, 'ls')], [line(1, 'ps')]]);
  });

  test('another size of the screen alone is no way of its own, and no more than nine are kept', () => {
    const ways = new Ways([keys(1, 'ls\r'), resize(2)]);
    ways.stand({ at: 1, inputs: 1 });
    ways.cut({ at: 1, inputs: 1 });
    expect(ways.branches).toEqual([]);
    for (let n = 0; n < 12; n++) {
      ways.add(1, keys(n + 2, `${n}\r`));
      ways.cut({ at: 1, inputs: 1 });
    }
    expect(ways.branches.length).toBe(9);
    ways.clear();
    expect([ways.entries, ways.branches, ways.end]).toEqual([[], [], 0]);
  });
});
