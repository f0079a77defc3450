/** How smooth the page is while many containers write, in a real Chromium. */
import type { CDPSession, Page } from 'playwright-core';
import { openPage, openSite, run, type Site } from '../e2e/browser.ts';
import type { Figure } from './figures.ts';

/** One of sixty frames a second, milliseconds. */
const FRAME = 1000 / 60;

/** How long frames are counted at a time, and how often: of the windows the best one counts, for the machine does other things too. */
const WINDOW_MS = 4000;
const WINDOWS = 3;

const WRITER = 'i=0; while true; do i=$((i+1)); echo line $i >> /data/f$((i % 6)); sleep 0.1; done';
const DOCKERFILE = 'echo FROM busybox; echo RUN mkdir /data; for i in $(seq 19); do echo "RUN echo $i > /data/layer$i"; done';

/** What a window of time on the page was like. */
interface Smoothness {
  /** Time from frame to frame, milliseconds: middle, 95th and 99th percentile. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Of the page's own thread in each sixtieth of a second: processor time (not waiting for a processor), milliseconds. */
  readonly work95: number;
  readonly workMean: number;
  /** The longest task of the page's thread, processor milliseconds. */
  readonly longest: number;
}

const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Processor time of the main thread of the page, task by task: when (microseconds) and how long (milliseconds). */
async function traced(devtools: CDPSession, during: () => Promise<void>): Promise<{ readonly ts: number; readonly ms: number }[]> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
  devtools.on('Tracing.dataCollected', take);
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', categories: '-*,toplevel,disabled-by-default-devtools.timeline' });
  await during();
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await complete;
  devtools.off('Tracing.dataCollected', take);
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const tasks = events.filter(({ name, ph, tdur }) => /RunTask$/.test(name) && ph === 'X' && tdur !== undefined);
  const of = mains.map(({ pid, tid }) => tasks.filter((task) => task.pid === pid && task.tid === tid));
  // The page is the busiest of the renderers.
  const [page = []] = of.sort((a, b) => b.length - a.length);
  return page.map(({ ts, tdur = 0 }) => ({ ts, ms: tdur / 1000 }));
}

/** Frames of one window, and what the main thread did meanwhile. */
async function watch(page: Page, devtools: CDPSession): Promise<Smoothness> {
  let frames: number[] = [];
  const tasks = await traced(devtools, async () => {
    frames = await page.evaluate(
      (ms) =>
        new Promise<number[]>((resolve) => {
          const took: number[] = [];
          let first = 0;
          let last = 0;
          const frame = (now: number): void => {
            // Differences of tenths, without what binary fractions add to them.
            if (last > 0) took.push(Math.round((now - last) * 10) / 10);
            else first = now;
            last = now;
            if (now - first < ms) requestAnimationFrame(frame);
            else resolve(took);
          };
          requestAnimationFrame(frame);
        }),
      WINDOW_MS,
    );
  });
  const begin = tasks[0]?.ts ?? 0;
  const slots = new Array<number>(Math.ceil(WINDOW_MS / FRAME)).fill(0);
  for (const { ts, ms } of tasks) {
    const slot = Math.floor((ts - begin) / 1000 / FRAME);
    if (slot < slots.length) slots[slot] = (slots[slot] ?? 0) + ms;
  }
  return {
    p50: percentile(frames, 0.5),
    p95: percentile(frames, 0.95),
    p99: percentile(frames, 0.99),
    work95: percentile(slots, 0.95),
    workMean: slots.reduce((sum, ms) => sum + ms, 0) / slots.length,
    longest: Math.max(0, ...tasks.map(({ ms }) => ms)),
  };
}

/** The best of some windows. */
async function best(page: Page, devtools: CDPSession, meanwhile: () => Promise<void> = async () => {}): Promise<Smoothness> {
  const seen: Smoothness[] = [];
  for (let n = 0; n < WINDOWS; n++) {
    const [one] = await Promise.all([watch(page, devtools), meanwhile()]);
    seen.push(one);
  }
  return seen.reduce((a, b) => (b.p95 < a.p95 || (b.p95 === a.p95 && b.work95 < a.work95) ? b : a));
}

function* figures(when: string, { p50, p95, p99, work95, workMean, longest }: Smoothness, goal: boolean): Generator<Figure> {
  const n = (ms: number): string => ms.toFixed(1);
  const note = `p50 ${n(p50)}, p99 ${n(p99)}; main thread per 1/60 s: mean ${n(workMean)}, p95 ${n(work95)}, longest task ${n(longest)} ms of processor time`;
  // The browser's clock has tenths of a millisecond.
  yield { name: `frame, p95, ${when}`, value: p95, unit: 'ms', ...(goal ? { goal: { most: 16.8 } } : {}), note };
}

/** From a key to its letter on the terminal's screen: middle and 95th percentile, milliseconds. */
async function echo(page: Page): Promise<readonly [number, number]> {
  await page.locator('.xterm-helper-textarea').focus();
  const took: number[] = [];
  for (const letter of 'echo the quick brown fox jumps over the lazy dog') {
    const seen = await page.evaluateHandle(() => ({
      took: new Promise<number>((resolve) => {
        let pressed = Number.NaN;
        addEventListener('keydown', () => (pressed = performance.now()), { capture: true, once: true });
        const rows = document.querySelector('.xterm-rows');
        const before = rows?.textContent ?? '';
        const look = (): void => {
          if (!Number.isNaN(pressed) && rows?.textContent !== before) resolve(performance.now() - pressed);
          else requestAnimationFrame(look);
        };
        look();
      }),
    }));
    await page.keyboard.press(letter === ' ' ? 'x' : letter);
    took.push(await seen.evaluate((handle) => handle.took));
  }
  await page.keyboard.press('Control+u');
  return [percentile(took, 0.5), percentile(took, 0.95)];
}

async function start(page: Page, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 20)
    await run(
      page,
      `for n in $(seq ${at} ${Math.min(at + 19, to)}); do docker run -d --name w$n twenty sh -c '${WRITER}' >/dev/null; done`,
    );
}

async function* writing(site: Site): AsyncGenerator<Figure> {
  const { page } = await openPage(site, 'lang=en&seed=1&catalog=fixtures');
  const devtools = await page.context().newCDPSession(page);
  // tsx, which runs the benches, has functions keep their names, in the page too.
  await page.evaluate('globalThis.__name = (named) => named');
  await run(page, `(${DOCKERFILE}) > Dockerfile; docker build -q -t twenty .`);
  yield* figures('nothing running', await best(page, devtools), false);
  await start(page, 1, 20);
  await page.waitForTimeout(4000);
  for (const tab of await page.locator('#pane-stage [role=tab]').all()) {
    await tab.click();
    await page.waitForTimeout(1500);
    yield* figures(`20 containers writing, scene "${(await tab.textContent())?.trim()}"`, await best(page, devtools), true);
  }
  await page.locator('#pane-stage [role=tab]').first().click();
  await page.waitForTimeout(1500);
  await page.locator('.xterm-helper-textarea').focus();
  const typing = async (): Promise<void> => {
    for (let n = 0; n < 20; n++) await page.keyboard.type('abcdefg ', { delay: 20 });
    await page.keyboard.press('Control+u');
  };
  yield* figures('20 containers writing, somebody typing', await best(page, devtools, typing), true);
  const [few, few95] = await echo(page);
  yield { name: 'key to letter, 20 containers writing', value: few, unit: 'ms', goal: { most: 100 }, note: `p95 ${few95.toFixed(0)}` };
  await start(page, 21, 200);
  await page.waitForTimeout(4000);
  yield* figures('200 containers writing', await best(page, devtools), false);
  const [many, many95] = await echo(page);
  yield { name: 'key to letter, 200 containers writing', value: many, unit: 'ms', goal: { most: 100 }, note: `p95 ${many95.toFixed(0)}` };
  await page.context().close();
}

/** Twenty and two hundred containers that write ten times a second each, on an image of twenty layers. */
export async function* stageBench(): AsyncGenerator<Figure> {
  const site = await openSite();
  try {
    yield* writing(site);
  } finally {
    await site.close();
  }
}
