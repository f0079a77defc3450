import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Machine } from './testing.ts';

interface Case {
  readonly flavour: 'g' | 'b';
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly changes?: Record<string, readonly unknown[] | null>;
}
const { files, cases } = JSON.parse(readFileSync(new URL('../../../test/oracle/bin/recordings.json', import.meta.url), 'utf8')) as {
  files: Record<string, string>;
  cases: readonly Case[];
};

/** What is known to differ still: each must go on differing, so that a repair takes it off the list. */
const known = new Set(
  JSON.parse(readFileSync(new URL('../../../test/oracle/bin/known-differences.json', import.meta.url), 'utf8')) as string[],
);

/** Lines in any order: what depends on the order of a folder on the recording machine's disk. */
const unordered = /^(find|rm -rv|grep -r|du|cp -rv|ls -U)/;

const nameOf = (one: Case): string => `${one.flavour} ${one.argv.join(' ')}${one.stdin ? ` < ${one.stdin}` : ''}`;

describe('prints as the real one', () => {
  for (const one of cases) {
    (known.has(nameOf(one)) ? test.fails : test)(nameOf(one), async () => {
      const machine = new Machine(files);
      const before = machine.snapshot();
      const stdin = one.stdin === undefined ? undefined : new TextEncoder().encode(files[one.stdin]);
      const actual = await machine.run(one.flavour, one.argv, stdin);
      const after = machine.snapshot();
      const changes: Record<string, readonly unknown[] | null> = {};
      for (const path of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
        if (JSON.stringify(before[path]) !== JSON.stringify(after[path])) changes[path] = after[path] ?? null;
      }
      const order = (text: string): string => (unordered.test(one.argv.join(' ')) ? text.split('\n').sort().join('\n') : text);
      expect({ ...actual, stdout: order(actual.stdout), changes }).toEqual({
        stdout: order(one.stdout),
        stderr: one.stderr,
        code: one.code,
        changes: one.changes ?? {},
      });
    });
  }
});
