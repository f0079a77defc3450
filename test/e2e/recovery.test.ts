/** Nothing a student did is lost: not with the worker, not with a reload. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openPage, openSite, prompt, run, type Site, screen } from './browser.ts';
import { expectStage } from './stage.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const WRITTEN = { rows: ['merged', 'read-write', 'read-only', 'ground'], tiles: ['read-write /tmp/hello present'] };

async function work(page: Page): Promise<string> {
  await run(page, 'docker run -itd --name box centos:6.8');
  await run(page, "docker exec box sh -c 'echo hello > /tmp/hello'");
  const shown = await run(page, "docker ps --format '{{.ID}} {{.Names}}'");
  await expectStage(page, WRITTEN);
  return shown;
}

test('a worker that dies is noticed, and Restore brings screen, images and containers back', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  const before = await work(page);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('lost on purpose');
    });
  });
  const notice = page.getByRole('alert');
  await notice.getByText('lost on purpose').waitFor();
  expect(await violations(page)).toEqual([]);
  await notice.getByRole('button', { name: 'Restore' }).click();
  await notice.waitFor({ state: 'detached' });
  await expect.poll(() => screen(page)).toBe(before);
  await expectStage(page, WRITTEN);
  expect(await run(page, 'docker exec box cat /tmp/hello')).toMatch(/^hello$/m);
  expect(problems.filter((problem) => !problem.includes('lost on purpose'))).toEqual([]);
  await page.context().close();
});

test('a worker that hangs is noticed too', async () => {
  const { page } = await openPage(site, 'lang=en&seed=1');
  void page
    .workers()[0]
    ?.evaluate(() => {
      for (;;);
    })
    .catch(() => {});
  await page.getByRole('alert').getByText('it does not answer any more').waitFor({ timeout: 40_000 });
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await prompt(page);
  await page.context().close();
});

test('a reload comes back to the same world; Start over begins a fresh one', async () => {
  const { page, problems } = await openPage(site, 'lang=en');
  const before = await work(page);
  await page.reload();
  await expect.poll(() => screen(page), { timeout: 30_000 }).toBe(before);
  await expectStage(page, { ...WRITTEN, step: 1 });
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
  await expectStage(page, { step: 0, rows: ['ground'] });
  await prompt(page);
  expect(await run(page, 'docker images -q')).toMatch(/^root@docker:~# docker images -q\nroot@docker:~#$/);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('a kept world that cannot be read: a message and a fresh world', async () => {
  const { page, problems } = await openPage(site, 'lang=en');
  // Written when the page has gone: it saves its own journal as it goes.
  await page.addInitScript(() => sessionStorage.setItem('huajuan.journal', '{"version":1,"entries":['));
  await page.reload();
  await page.getByRole('alert').getByText('This is a fresh machine').waitFor();
  await prompt(page);
  await page.getByRole('button', { name: 'OK' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await page.context().close();
});
