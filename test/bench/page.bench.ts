/** How soon one can type, and how soon a keystroke's effect is on the stage, in a real Chromium. */
import type { CDPSession } from 'playwright-core';
import { openSite, prompt, run, type Site } from '../e2e/browser.ts';
import { type Figure, median } from './figures.ts';

const RUNS = 7;

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
  const started = performance.now();
  await page.goto(`${site.address}?lang=en&seed=1`, { waitUntil: 'commit' });
  await prompt(page);
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
  await run(page, 'docker run -itd --name c busybox sh');
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.type('docker attach c');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  const took: number[] = [];
  for (let n = 0; n < RUNS; n++) {
    await page.keyboard.type(`echo hi > /tmp/file${n}`);
    await page.waitForTimeout(400);
    const seen = page.evaluate(
      (name) =>
        new Promise<number>((resolve) => {
          let pressed = Number.NaN;
          addEventListener(
            'keydown',
            (event) => {
              if (event.key === 'Enter') pressed = performance.now();
            },
            { capture: true, once: true },
          );
          const stage = document.querySelector('#pane-stage');
          const look = () => {
            if (stage?.textContent?.includes(name)) resolve(performance.now() - pressed);
            else requestAnimationFrame(look);
          };
          look();
        }),
      `file${n}`,
    );
    await page.keyboard.press('Enter');
    took.push(await seen);
  }
  await context.close();
  return median(took);
}

export async function pageBench(): Promise<Figure[]> {
  const site = await openSite();
  try {
    const fast: number[] = [];
    const slow: number[] = [];
    for (let n = 0; n < RUNS; n++) {
      fast.push(await readyToType(site, false));
      slow.push(await readyToType(site, true));
    }
    return [
      { name: 'ready to type', value: median(fast), unit: 'ms', goal: { most: 1000 } },
      { name: 'ready to type, 4x slower processor, 10 Mbps / 40 ms', value: median(slow), unit: 'ms', goal: { most: 2500 } },
      { name: 'keystroke to stage', value: await keystrokeToStage(site), unit: 'ms', goal: { most: 100 } },
    ];
  } finally {
    await site.close();
  }
}
