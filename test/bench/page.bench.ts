/** How soon one can type, and how soon a keystroke's effect is on the stage, in a real Chromium. */
import type { CDPSession, Page } from 'playwright-core';
import { openSite, prompt, run, type Site } from '../e2e/browser.ts';
import { type Figure, median } from './figures.ts';

const RUNS = 7;

/** Waits until the shell's prompt is painted (a screen reader is told up to a second later: xterm waits for quiet). */
const painted = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.xterm-rows > div')].some((row) => /^root@\S+:\S+#\s*$/.test(row.textContent ?? '')),
  );

/** Milliseconds from navigation to the shell's prompt on the screen, on an empty cache. */
async function readyToType(site: Site, slow: boolean): Promise<number> {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const devtools: CDPSession = await context.newCDPSession(page);
  if (slow) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 40,
      downloadThroughput: 10e6 / 8,
      uploadThroughput: 10e6 / 8,
    });
  }
  // A new window of Chromium is busy with itself for a while.
  await page.waitForTimeout(2000);
  const started = performance.now();
  await page.goto(`${site.address}?lang=en&seed=1`, { waitUntil: 'commit' });
  await painted(page);
  const took = performance.now() - started;
  await context.close();
  return took;
}

/** Milliseconds from Enter on a command that writes a file in a container to its tile on the stage. */
async function keystrokeToStage(site: Site): Promise<number> {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.address}?lang=en&seed=1`);
  await prompt(page);
  await run(page, 'docker run -itd --name c1 busybox sh');
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.type('docker attach c1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  const took: number[] = [];
  for (let n = 0; n < RUNS; n++) {
    await page.keyboard.type(`echo hi > /tmp/file${n}`);
    await page.waitForTimeout(400);
    const seen = await page.evaluateHandle(
      (name) => ({
        // In an object, so that the handle is there at once and the promise is waited for later.
        took: new Promise<number>((resolve, reject) => {
          const stage = document.querySelector('#pane-stage');
          if (!stage) return reject(new Error('no stage'));
          let pressed = Number.NaN;
          addEventListener(
            'keydown',
            () => {
              pressed = performance.now();
            },
            { capture: true, once: true },
          );
          new MutationObserver((_, observer) => {
            if (!stage.textContent?.includes(name)) return;
            observer.disconnect();
            resolve(performance.now() - pressed);
          }).observe(stage, { subtree: true, childList: true, characterData: true });
        }),
      }),
      `file${n}`,
    );
    await page.keyboard.press('Enter');
    took.push(await seen.evaluate((handle) => handle.took));
  }
  await context.close();
  return median(took);
}

/** Medians of some runs, each on a page of its own. */
export async function* pageBench(): AsyncGenerator<Figure> {
  const site = await openSite();
  try {
    const fast: number[] = [];
    for (let n = 0; n < RUNS; n++) fast.push(await readyToType(site, false));
    yield { name: 'ready to type', value: median(fast), unit: 'ms', goal: { most: 1000 } };
    const slow: number[] = [];
    for (let n = 0; n < RUNS; n++) slow.push(await readyToType(site, true));
    yield { name: 'ready to type, 4x slower processor, 10 Mbps / 40 ms', value: median(slow), unit: 'ms', goal: { most: 2500 } };
    yield { name: 'keystroke to stage', value: await keystrokeToStage(site), unit: 'ms', goal: { most: 100 } };
  } finally {
    await site.close();
  }
}
