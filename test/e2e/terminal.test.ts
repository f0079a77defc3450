/** The terminal as hands know it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, openSite, prompt, run, type Site, screen, type } from './browser.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const shows = (page: Parameters<typeof screen>[0], text: string | RegExp) =>
  expect.poll(() => screen(page), { timeout: 15_000 }).toMatch(text);

test('busy loops, completion, history, paste, a new shell', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  expect(await run(page, 'dokcer ps')).toContain('bash: dokcer: command not found');

  await type(page, 'while :; do :; done');
  await page.keyboard.press('Enter');
  await page.keyboard.type('x');
  await page.keyboard.press('Control+c');
  await prompt(page);
  expect(await run(page, 'echo $?')).toMatch(/^130$/m);

  await page.keyboard.type('docker image l');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await shows(page, /load\s+ls/);
  await page.keyboard.press('Control+c');
  await prompt(page);
  await page.keyboard.type('docker imag');
  await page.keyboard.press('Tab');
  await shows(page, /docker image$/);
  await page.keyboard.press('Control+u');
  await prompt(page);

  await run(page, 'echo first');
  await page.keyboard.press('ArrowUp');
  await shows(page, /# echo first$/);
  await page.keyboard.press('Enter');
  await shows(page, /(first\n[\s\S]*){4}#$/);

  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'echo pasted line');
    document.querySelector('.xterm-helper-textarea')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await shows(page, /# echo pasted line$/);
  await page.keyboard.press('Enter');
  await shows(page, /^pasted line$/m);

  // The screen has as many rows as its pane holds.
  const rows = () => page.locator('.xterm-accessibility-tree [role="listitem"]').count();
  const before = await rows();
  await page.setViewportSize({ width: 1100, height: 700 });
  await expect.poll(rows).toBeLessThan(before);
  expect(await run(page, 'echo $((6 * 7))')).toMatch(/^42$/m);

  await type(page, 'exit');
  await page.keyboard.press('Enter');
  await shows(page, /The shell ended with status 0\. Press Enter/);
  await page.keyboard.press('Enter');
  await prompt(page);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('a container’s shell: detach with ^P^Q and come back', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  await run(page, 'docker run -it --name box busybox', /^\/ #$/);
  await run(page, 'hostname', /^\/ #$/);
  await page.keyboard.press('Control+p');
  await page.keyboard.press('Control+q');
  // The host's prompt comes right behind the container's.
  await prompt(page, /root@docker:~#$/);
  expect(await run(page, "docker ps --format '{{.Names}} {{.State}}'")).toContain('box running');
  await type(page, 'docker attach box');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await prompt(page, /^\/ #$/);
  await page.keyboard.type('exit');
  await page.keyboard.press('Enter');
  await prompt(page);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('F6 leaves the terminal and walks the panes; resizers answer to arrow keys', async () => {
  const { page } = await openPage(site, 'lang=en&seed=1');
  const inside = () => page.evaluate(() => document.activeElement?.closest('[id^="pane-"]')?.id ?? document.activeElement?.tagName);
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.press('F6');
  await expect.poll(inside).toBe('pane-lesson');
  await page.keyboard.press('F6');
  await expect.poll(inside).toBe('pane-stage');
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  await expect.poll(inside).toBe('pane-terminal');
  const lesson = page.locator('#pane-lesson');
  const width = async () => (await lesson.boundingBox())?.width ?? 0;
  const before = await width();
  await page.getByRole('separator', { name: 'Resize lesson and the rest' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(width).toBeGreaterThan(before);
  await page.context().close();
});
