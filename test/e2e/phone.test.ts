/** On a phone: one pane at a time, and the keys that a screen keyboard lacks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openPage, openSite, prompt, run, type Site, screen, type } from './browser.ts';
import { expectStage } from './stage.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test('tabs, and ^C by touch', async () => {
  const { page, problems } = await openPage(site, 'lang=zh-CN&seed=1', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });
  await run(page, 'docker pull centos:6.8');
  await type(page, 'sleep 1000');
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar').getByRole('button', { name: '^C' }).tap();
  await prompt(page);
  await page.getByRole('tab', { name: '舞台' }).tap();
  await expectStage(page, { step: 1, rows: ['merged', 'read-only', 'ground'] });
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('heading', { name: '第一个容器' }).waitFor();
  expect(await violations(page)).toEqual([]);

  // Turned round, the page has room for all panes, and the screen stays.
  const before = await screen(page);
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole('separator').first().waitFor();
  await expect.poll(() => screen(page)).toContain(before.split('\n').at(-1));
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(problems).toEqual([]);
  await page.context().close();
});
