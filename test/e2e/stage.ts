/** What stands on the stage of a page: its text equivalent, and the marks of the picture. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

export interface Shown {
  /** Index of the lesson's present step, null when the lesson is done. */
  readonly step: number | null;
  /** Texts of the tree's items, rows and their paths alike. */
  readonly tree: readonly string[];
  /** Kinds of the picture's rows, top first. */
  readonly rows: readonly string[];
  /** "ROW PATH STATE" of each tile; the row is "merged", "read-write" or "read-only". */
  readonly tiles: readonly string[];
}

const shown = (page: Page): Promise<Shown> =>
  page.evaluate(() => {
    const now = document.querySelector('li[aria-current="step"]')?.getAttribute('data-step');
    const rows = [...document.querySelectorAll('svg .rows .row:not([data-leaving])')].map((row) => ({
      id: row.getAttribute('data-focus') ?? '',
      kind: /row-([a-z-]+)/.exec(row.getAttribute('class') ?? '')?.[1] ?? '',
    }));
    return {
      step: now == null ? null : Number(now),
      tree: [...document.querySelectorAll('[role="tree"] [role="treeitem"]')].map((item) => item.getAttribute('aria-label') ?? ''),
      rows: rows.map(({ kind }) => kind),
      tiles: [...document.querySelectorAll('svg .tiles .tile:not([data-leaving])')].map((tile) => {
        const [row, path] = (tile.getAttribute('data-focus') ?? '').split('|');
        const state = /tile-([a-z]+)/.exec(tile.getAttribute('class') ?? '')?.[1];
        return `${rows.find(({ id }) => id === row)?.kind} ${path} ${state}`;
      }),
    };
  });

/** Waits until all that is asked for stands on the stage; fails with what stands there instead. */
export async function expectStage(
  page: Page,
  wanted: {
    readonly step?: number | null;
    readonly rows?: readonly string[];
    /** Each is in the text of some item. */
    readonly tree?: readonly RegExp[];
    readonly tiles?: readonly string[];
  },
): Promise<void> {
  await expect
    .poll(
      async () => {
        const now = await shown(page);
        return {
          ...('step' in wanted ? { step: now.step } : {}),
          ...(wanted.rows ? { rows: now.rows } : {}),
          missing: (wanted.tree ?? []).filter((pattern) => !now.tree.some((text) => pattern.test(text))).map(String),
          unseen: (wanted.tiles ?? []).filter((tile) => !now.tiles.includes(tile)),
        };
      },
      { timeout: 20_000, interval: 100 },
    )
    .toEqual({
      ...('step' in wanted ? { step: wanted.step } : {}),
      ...(wanted.rows ? { rows: wanted.rows } : {}),
      missing: [],
      unseen: [],
    });
}
