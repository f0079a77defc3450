import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ourPictures, realPictures, type KeyCases } from './testing-keys.ts';

// Keys typed at the real bash 5.2 and busybox ash, see test/oracle/shell/record_editing.py.
const all = JSON.parse(readFileSync(new URL('../../../test/oracle/shell/editing.json', import.meta.url), 'utf8')) as KeyCases;

for (const shell of ['bash', 'sh'])
  describe(`typed at ${shell}`, () => {
    test.each(all.cases.filter((one) => one.shell === shell))('$name', async (one) => {
      const keys = one.steps.map((step) => step.keys);
      const shown = (pictures: ReturnType<typeof realPictures>): unknown[] => pictures.map((picture, i) => ({ keys: keys[i], ...picture }));
      expect(shown((await ourPictures(one, all)).pictures)).toEqual(shown(realPictures(one)));
    });
  });
