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

describe('the help of every command is the real one', () => {
  for (const [path, want] of Object.entries(load<Record<string, string>>('help'))) {
    test(`docker ${path} --help`, async () => {
      const { stdout, stderr } = await runRecorded([...path.split(' ').filter(Boolean), '--help']);
      expect({ stdout, stderr }).toEqual({ stdout: want, stderr: '' });
    });
  }
});

describe('what needs no engine is answered as the real client does', () => {
  for (const { args, ...want } of load<Case[]>('errors')) {
    test(`docker ${args.join(' ')}`, async () => {
      expect(await runRecorded(args)).toEqual(want);
    });
  }
});
