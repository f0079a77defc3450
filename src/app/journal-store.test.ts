import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Journal } from '../sim/journal.ts';
import { JournalStore } from './journal-store.ts';

const journal = (text: string): Journal => ({
  version: 1,
  seed: 7,
  epoch: 1000,
  catalog: 'hub',
  entries: [{ at: 5, input: { kind: 'keys', session: 'shell', text } }],
});

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers();
});

describe('the kept journal', () => {
  test('is saved once after a burst, and read again', async () => {
    const store = new JournalStore(sessionStorage);
    const asked = vi.fn(() => journal('ls\r'));
    for (let n = 0; n < 10; n++) store.save(asked);
    expect(await new JournalStore(sessionStorage).load()).toEqual({ journal: null, problem: null });
    vi.runAllTimers();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await new JournalStore(sessionStorage).load()).toEqual({ journal: journal('ls\r'), problem: null });
  });

  test('is saved at once when the page goes', async () => {
    const store = new JournalStore(sessionStorage);
    store.save(() => journal('exit\r'));
    store.flush();
    expect((await new JournalStore(sessionStorage).load()).journal).toEqual(journal('exit\r'));
  });

  test.each(['{"version":1', '{"version":2}', '[]', '{"version":1,"seed":1,"epoch":1,"catalog":"hub","entries":[{}]}'])(
    'that is broken (%s) is told and forgotten',
    async (text) => {
      sessionStorage.setItem('huajuan.journal', text);
      const kept = await new JournalStore(sessionStorage).load();
      expect(kept.journal).toBeNull();
      expect(kept.problem).toBeTruthy();
      expect(sessionStorage.length).toBe(0);
    },
  );

  test('that is too long is given up, once, and no old part of it stays', async () => {
    const store = new JournalStore(sessionStorage);
    store.onTooLong = vi.fn();
    store.save(() => journal('short'));
    store.flush();
    for (let n = 0; n < 3; n++) {
      store.save(() => journal('x'.repeat(2_100_000)));
      store.flush();
    }
    expect(store.onTooLong).toHaveBeenCalledTimes(1);
    expect(sessionStorage.length).toBe(0);
  });

  test('is not missed where the browser keeps nothing', async () => {
    const store = new JournalStore(null);
    store.save(() => journal('ls'));
    store.flush();
    expect(await store.load()).toEqual({ journal: null, problem: null });
  });
});
