/** A tar of a real image on the page: by the button and dropped, looked into, refused when damaged, and back to the machine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { recorded, recordedPacked } from '../contract/archives/archives.ts';
import { violations } from './axe.ts';
import { openPage, openSite, run, type Site } from './browser.ts';
import { expectStage } from './stage.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const drop = (page: Page, name: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    ({ called, text }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], called));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    { called: name, text: Buffer.from(bytes).toString('base64') },
  );

const ARCHIVE = ['merged', 'read-only', 'read-only', 'read-only', 'ground'];

test('opened, looked into, refused, and back', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  await run(page, 'docker pull busybox');
  await expectStage(page, { rows: ['merged', 'read-only', 'ground'] });
  // By the keyboard.
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open an image archive…' }).press('Enter');
  await (await chooser).setFiles({ name: 'layers.tar.gz', mimeType: 'application/gzip', buffer: Buffer.from(recordedPacked()) });
  await page.getByText('Archive: layers.tar.gz').waitFor();
  await expectStage(page, { rows: ARCHIVE, tree: [/ADD file:b720ec/] });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '65.6 kB wasted' }).click();
  await page.getByRole('cell', { name: '/srv/big' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // A file's contents, from the archive.
  await page.locator('svg [data-focus="merged|/change"]').click();
  await page.getByRole('dialog').getByText('not in this layer').first().waitFor();
  await page.getByRole('dialog').getByText('.ELF').waitFor();
  await page.keyboard.press('Escape');

  const damaged = recorded();
  damaged[Buffer.from(damaged).indexOf('one\n')] = 0x4f;
  await drop(page, 'damaged.tar', damaged);
  await page
    .getByRole('dialog', { name: 'damaged.tar was not opened:' })
    .getByText(/SHA-256 begins with [0-9a-f]{12}, not with ab3f54a17fec/)
    .waitFor();
  await page.keyboard.press('Enter');
  await expectStage(page, { rows: ARCHIVE });

  await page.getByRole('button', { name: 'Back to the machine' }).click();
  await expectStage(page, { rows: ['merged', 'read-only', 'ground'] });
  // The machine was not touched: it has one image, and goes on.
  expect(await run(page, 'docker images -q | wc -l')).toMatch(/\n1\n\S+#$/);
  expect(problems).toEqual([]);
  await page.context().close();
});

test('dropped, in Chinese, on a phone', async () => {
  const { page, problems } = await openPage(site, 'lang=zh-CN&seed=1', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('tab', { name: '舞台' }).tap();
  await page.getByRole('button', { name: '打开镜像归档…' }).waitFor();
  await drop(page, 'export.tar', recorded().subarray(0, 60_000));
  await page.getByRole('dialog').getByText('归档文件不完整').waitFor();
  await page.getByRole('button', { name: '知道了' }).tap();
  await drop(page, 'layers.tar', recorded());
  await page.getByText('镜像归档：layers.tar').waitFor();
  await expectStage(page, { rows: ARCHIVE });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '返回模拟机器' }).tap();
  await page.getByRole('button', { name: '打开镜像归档…' }).waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});
