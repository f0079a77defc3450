/** Every scene in Chromium: it opens, has its text equivalent, works by keyboard, follows a rewind, and no rule of axe is broken. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openPage, openSite, run, type Site } from './browser.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const SCENES = ['layers', 'boot', 'light', 'requests', 'names'] as const;

test.each([
  ['en', { width: 1440, height: 900 }, 'light'],
  ['zh-CN', { width: 1024, height: 768 }, 'dark'],
] as const)('all scenes in %s', async (locale, viewport, colorScheme) => {
  const { page, problems } = await openPage(site, `lang=${locale}&seed=1`, { viewport, colorScheme, reducedMotion: 'reduce' });
  const items = page.locator('[role="tabpanel"] [role="treeitem"]');
  const texts = async (): Promise<string> => (await items.allTextContents()).join('\n');
  // An empty machine first.
  for (const scene of SCENES) {
    await page.locator(`#scene-${scene}`).click();
    await expect.poll(() => items.count(), { timeout: 20_000 }).toBeGreaterThan(0);
  }
  await run(page, 'docker run -itd --name box centos:6.8');
  const words: Record<(typeof SCENES)[number], RegExp> = {
    layers: /42c697|ADD/,
    boot: /bootfs/,
    light: /box/,
    requests: /POST .*\/containers\/create/,
    names: /centos/,
  };
  for (const scene of SCENES) {
    await page.locator(`#scene-${scene}`).click();
    await expect.poll(texts, { timeout: 20_000 }).toMatch(words[scene]);
    expect(await violations(page), scene).toEqual([]);
  }
  expect(problems).toEqual([]);
  await page.context().close();
});

test('a rewind takes each scene along', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1', { reducedMotion: 'reduce' });
  await run(page, 'docker pull -q centos:6.8');
  await run(page, 'docker tag centos:6.8 mine:1');
  await page.locator('#scene-names').click();
  const words = (): Promise<string> => page.locator('[role="tabpanel"] [role="tree"]').innerHTML();
  await expect.poll(words, { timeout: 20_000 }).toContain('mine:1');
  await page.getByRole('button', { name: 'Playback' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(words, { timeout: 20_000 }).not.toContain('mine:1');
  await expect.poll(words).toContain('centos:6.8');
  await page.locator('#scene-requests').click();
  await expect.poll(words, { timeout: 20_000 }).toContain('docker pull');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(words, { timeout: 20_000 }).not.toContain('docker pull');
  expect(problems).toEqual([]);
  await page.context().close();
});
