/** The editor’s pane and the tree of files, by hand: typed, saved, left, and found again after a reload. */
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

/** Types a command that opens an editor, and waits for its text to have the keys. */
async function edit(page: Page, command: string): Promise<void> {
  await type(page, command);
  await page.keyboard.press('Enter');
  await inText(page);
}

const inText = (page: Page) =>
  page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') != null, null, { timeout: 30_000 });
const text = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.view-line')].map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' ')).join('\n'),
  );
const said = (page: Page) => page.locator('.foot [role="status"]');

test('a Dockerfile: completion, marks, :wq', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1&catalog=fixtures');
  await run(page, 'mkdir -p /usr/tmp/dockerfile');
  await edit(page, 'vim /usr/tmp/dockerfile/DockerFile');
  await expect.poll(() => said(page).textContent()).toContain('"/usr/tmp/dockerfile/DockerFile" [New]');
  // The i that hands trained by vi begin with is not part of the text.
  await page.keyboard.type('i# hello\nFROM centos:6.8\nFOO\nM', { delay: 20 });
  await page.locator('.suggest-widget').getByText('MAINTAINER').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('xx<xx@xx.com>', { delay: 20 });
  await page.locator('.squiggly-error').first().waitFor();
  expect(await text(page)).toBe('# hello\nFROM centos:6.8\nFOO\nMAINTAINER xx<xx@xx.com>');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.type('wq');
  await page.keyboard.press('Enter');
  await prompt(page);
  expect(await run(page, 'cat /usr/tmp/dockerfile/DockerFile')).toContain('FOO\nMAINTAINER xx<xx@xx.com>');
  expect(await page.locator('#pane-editor').count()).toBe(0);

  // Again, and out of it without saving.
  await edit(page, 'vi +2 /usr/tmp/dockerfile/DockerFile');
  await page.keyboard.type('xyz');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByText('This text has changes that are not saved.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close without saving' }).click();
  await prompt(page);
  // The ways out in the text itself.
  await edit(page, 'vim new');
  await page.keyboard.type('one\n:wq\n', { delay: 20 });
  await prompt(page);
  expect(await run(page, 'cat new | wc -l')).toMatch(/^1$/m);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('a file of a container: the stage sees it copied up', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1&catalog=fixtures', { colorScheme: 'dark' });
  await run(page, 'docker run -itd --name box busybox');
  await edit(page, 'docker exec -it box vi /etc/passwd');
  await expect.poll(() => text(page)).toMatch(/^root:x:0:0/);
  expect(await page.getByRole('tab', { selected: true }).last().textContent()).toMatch(/passwd[0-9a-f]{12}$/);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nme:x:1000:1000::/:/bin/sh', { delay: 20 });
  await page.keyboard.press('Control+s');
  await expect.poll(() => said(page).textContent()).toMatch(/^'\/etc\/passwd' \d+L, \d+C$/);
  await expectStage(page, { tiles: ['read-write /etc/passwd present', 'merged /etc/passwd present'] });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await prompt(page);
  expect(await run(page, 'docker exec box tail -1 /etc/passwd')).toContain('me:x:1000:1000::/:/bin/sh');
  expect(problems).toEqual([]);
  await page.context().close();
});

test('a reload brings the editor back, with what was not saved', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1&catalog=fixtures');
  await edit(page, 'nano /root/notes');
  await page.keyboard.type('not yet saved', { delay: 20 });
  await page.waitForTimeout(1000);
  await page.reload();
  await inText(page);
  await expect.poll(() => text(page)).toBe('not yet saved');
  await page.getByRole('button', { name: 'Save and close' }).click();
  await prompt(page);
  expect(await run(page, 'cat /root/notes')).toContain('not yet saved');
  expect(problems).toEqual([]);
  await page.context().close();
});

test('the tree of files, by keyboard: a file of the host and one of a container', async () => {
  const { page, problems } = await openPage(site, 'lang=zh-CN&seed=1&catalog=fixtures');
  await run(page, 'docker run -itd --name box busybox');
  await page.getByRole('button', { name: '文件', exact: true }).click();
  const tree = page.getByRole('tree', { name: '文件' });
  await tree.getByRole('treeitem', { name: '宿主机' }).focus();
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('treeitem', { name: 'etc', exact: true }).focus();
  await page.keyboard.press('Enter');
  await tree.getByRole('treeitem', { name: 'hostname', exact: true }).focus();
  await page.keyboard.press('Enter');
  await inText(page);
  await expect.poll(() => text(page)).toContain('docker');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('named');
  await page.keyboard.press('Control+s');
  await page.getByText('已保存 /etc/hostname。').waitFor();
  expect(await run(page, 'cat /etc/hostname; echo')).toMatch(/named/);

  await tree.getByRole('treeitem', { name: /^box/ }).click();
  await tree.getByRole('treeitem', { name: /^etc, 来自第 1 个只读层/ }).click();
  await tree.getByRole('treeitem', { name: /^group, 来自第 1 个只读层/ }).click();
  await inText(page);
  await expect.poll(() => text(page)).toMatch(/^root:x:0/);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine\n');
  await page.keyboard.press('Control+s');
  await page.getByText('已保存 /etc/group。').waitFor();
  // The tree sees by itself that the file is in the container's own layer now.
  await tree.getByRole('treeitem', { name: /^group, 可读写层/ }).waitFor();
  expect(await run(page, 'docker exec box head -1 /etc/group')).toMatch(/^# mine$/m);
  await expectStage(page, { tiles: ['read-write /etc/group present'] });
  expect(problems).toEqual([]);
  await page.context().close();
});

test('on a phone the editor comes to the front, and the prompt after it', async () => {
  const { page, problems } = await openPage(site, 'lang=zh-CN&seed=1&catalog=fixtures', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await edit(page, 'vim f');
  expect(await page.getByRole('tab', { name: '文件' }).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.type('hello');
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: '保存并关闭' }).tap();
  await prompt(page);
  await expect.poll(() => screen(page)).toContain('vim f');
  expect(await run(page, 'cat f')).toMatch(/^hello$/m);
  await page.getByRole('tab', { name: '文件' }).tap();
  await page.getByRole('tree', { name: '文件' }).getByRole('treeitem', { name: '宿主机' }).tap();
  await page.getByRole('treeitem', { name: 'root', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});
