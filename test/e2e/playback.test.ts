/** Pause, step, go back and forth, another way, undo: the whole world and the stage go with it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openPage, openSite, prompt, run, type Site, screen, type } from './browser.ts';
import { expectStage } from './stage.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const button = (page: Page, name: string) => page.getByRole('button', { name });

test('back before a command and on again; typing there begins another way; undo', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  await run(page, 'docker run -itd --name box centos:6.8');
  await run(page, 'docker exec box touch /tmp/one');
  const atEnd = await run(page, 'docker exec box touch /tmp/two');
  await expectStage(page, { tiles: ['read-write /tmp/one present', 'read-write /tmp/two present'] });
  await button(page, 'Playback').click();
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await slider.focus();
  expect(await violations(page)).toEqual([]);

  // To before the Enter of the third command, then of the second.
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('2 of 3 · docker exec box touch /tmp/one');
  await expectStage(page, { tiles: ['read-write /tmp/one present'] });
  await expect.poll(() => screen(page)).toMatch(/touch \/tmp\/two$/);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('1 of 3 · docker run -itd --name box centos:6.8');
  await expect.poll(() => page.locator('svg .tiles .tile[data-focus*="/tmp/one"]').count()).toBe(0);
  // And to the end, where it is as it was.
  await button(page, 'To the end').click();
  await expect.poll(() => screen(page)).toBe(atEnd);
  await expectStage(page, { tiles: ['read-write /tmp/one present', 'read-write /tmp/two present'] });

  // Undo, then something else: the command undone is another way now.
  await button(page, 'Undo').click();
  await prompt(page);
  await expect.poll(() => screen(page)).not.toContain('/tmp/two');
  await run(page, 'docker exec box touch /tmp/three');
  await expectStage(page, { tiles: ['read-write /tmp/one present', 'read-write /tmp/three present'] });
  const ways = page.getByRole('combobox', { name: 'Other ways' });
  expect(await ways.locator('option').allTextContents()).toEqual(['Other ways (1)', 'docker exec box touch /tmp/two']);
  await ways.selectOption('0');
  await expect.poll(() => screen(page), { timeout: 30_000 }).toBe(atEnd);
  await expectStage(page, { tiles: ['read-write /tmp/one present', 'read-write /tmp/two present'] });
  expect(problems).toEqual([]);
  await page.context().close();
});

test('paused, a command runs until there is something to see, and steps tell one thing after the other', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  await run(page, 'docker run -itd --name box centos:6.8');
  await expectStage(page, { rows: ['merged', 'read-write', 'read-only', 'ground'] });
  await button(page, 'Playback').click();
  await button(page, 'Pause').click();
  await type(page, 'docker exec box touch /tmp/new');
  await page.keyboard.press('Enter');
  const said = (): Promise<string> =>
    page
      .locator('.stage-live')
      .textContent()
      .then((text) => text ?? '');
  const heard: string[] = [];
  for (let n = 0; n < 40 && !heard.some((text) => text.includes('/tmp/new was created')); n++) {
    await button(page, 'Step').click();
    await page.waitForTimeout(150);
    heard.push(await said());
  }
  expect(heard.at(-1)).toContain('/tmp/new was created in the read-write layer');
  // Lookups came before it, one at a time.
  expect(new Set(heard).size).toBeGreaterThan(1);
  await button(page, 'Go on').click();
  await prompt(page);
  expect(problems).toEqual([]);
  await page.context().close();
});
