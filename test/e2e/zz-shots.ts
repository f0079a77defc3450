import { openSite, openPage, prompt } from './browser.ts';
import { readFileSync } from 'node:fs';
const site = await openSite();
const R = '/tmp/w/h4-tar/real/';
const out = '/tmp/w/h4-tar/shots/';
const sizes: [string, number, number][] = [['l', 1440, 900], ['m', 1024, 768], ['s', 390, 844]];
try {
  for (const [lang, theme] of [['zh-CN', 'dark']] as const) {
    for (const [tag, width, height] of sizes) {
      const { page, problems } = await openPage(site, `lang=${lang}&seed=1`, { viewport: { width, height }, colorScheme: theme, deviceScaleFactor: 1 });
      page.setDefaultTimeout(20000);
      const shot = (n: string) => page.screenshot({ path: `${out}${n}-${tag}-${lang}.png` });
      try {
      if (tag === 's') await page.locator('#tab-stage').click();
      await page.locator('.open').waitFor();
      await page.waitForTimeout(500);
      await shot('0idle');
      await page.evaluate(() => {
        const t = new DataTransfer(); t.items.add(new File(['x'], 'a.tar'));
        document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer: t, bubbles: true, cancelable: true }));
      });
      await page.waitForTimeout(200);
      await shot('1drag');
      const bytes = readFileSync(`${R}save.tar.gz`).toString('base64');
      await page.evaluate((b64) => {
        const t = new DataTransfer(); t.items.add(new File([Uint8Array.from(atob(b64), (c) => c.charCodeAt(0))], 'course-images.tar.gz'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: t, bubbles: true, cancelable: true }));
      }, bytes);
      await page.locator('.waste').waitFor();
      await page.waitForTimeout(1500);
      await shot('2open');
      await page.locator('.waste').click();
      await page.waitForTimeout(300);
      await shot('3waste');
      await page.keyboard.press('Escape');
      const bad = readFileSync(`${R}bad.tar`).toString('base64');
      await page.evaluate((b64) => {
        const t = new DataTransfer(); t.items.add(new File([Uint8Array.from(atob(b64), (c) => c.charCodeAt(0))], 'damaged.tar'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: t, bubbles: true, cancelable: true }));
      }, bad);
      await page.locator('#archive-refused').waitFor();
      await page.waitForTimeout(300);
      await shot('4refused');
      await page.keyboard.press('Escape');
      await page.locator('.back').click();
      await page.waitForTimeout(500);
      await shot('5back');
      } catch (e) { console.log(lang, tag, String(e).slice(0, 300)); await shot('9error'); }
      console.log(lang, tag, problems);
      await page.context().close();
    }
  }
} finally { await site.close(); }
