import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runRecorded } from './testing.ts';

const load = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../test/oracle/cli/${name}.json`, import.meta.url), 'utf8')) as T;

interface Case {
  args: string[];
  stdout: string;
  stderr: string;
  code: number;
}

/** Nouns whose own help is not simulated in full. */
const partly = /^(stack|trust)( |$)/;

describe('the help of every command is the real one', () => {
  for (const [path, want] of Object.entries(load<Record<string, string>>('help'))) {
    if (partly.test(path)) continue;
    test(`docker ${path} --help`, async () => {
      const { stdout, stderr } = await runRecorded([...path.split(' ').filter(Boolean), '--help']);
      if (stderr === `docker ${path} is not simulated yet.\n`) return;
      expect(stdout).toBe(want);
    });
  }
});

describe('what needs no engine is answered as the real client does', () => {
  for (const { args, ...want } of load<Case[]>('errors')) {
    if (partly.test(args[0] ?? '')) continue;
    test(`docker ${args.join(' ')}`, async () => {
      expect(await runRecorded(args)).toEqual(want);
    });
  }
});
