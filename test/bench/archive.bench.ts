/**
 * How fast a tar of an image is opened in a real Chromium, beside how fast the same browser hashes the same bytes, in the same run.
 *
 * "Can hash" is the best that a page can have: WebCrypto's SHA-256 over the whole file, read from the disk into memory and then
 * digested. What is measured of us is all that happens between the choice of the file and the layers on the stage's wire: reading,
 * headers, trees, the digests of every layer, manifest and configuration.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { modeField, tarEnd, tarHeader, tarPadding } from '../../src/api/tar/header.ts';
import { openPage, openSite } from '../e2e/browser.ts';
import { type Figure, median } from './figures.ts';

const BYTES = 100e6;
const LAYERS = 4;
/** As in the images that people have: many small files and a few large ones. */
const FILE_BYTES = 20_000;
const RUNS = 5;
/** A task on the page's thread that is longer is felt. */
const LONGEST_TASK_MS = 100;

const header = (name: string, size: number): Uint8Array[] => {
  const owner = { uid: 0, gid: 0, uname: 'root', gname: 'root', rdev: [0, 0] as const, xattrs: {} };
  return [...tarHeader({ name, type: 'file', mode: modeField('file', 0o644), size, mtime: 0, linkname: '', ...owner })];
};

function layer(n: number): Buffer {
  const parts: Uint8Array[] = [];
  const noise = randomBytes(FILE_BYTES);
  for (let size = 0, file = 0; size < BYTES / LAYERS - 2 * FILE_BYTES; file++) {
    noise.writeUInt32LE(file, 0);
    parts.push(...header(`usr/share/d${file % 100}/layer${n}-file${file}`, FILE_BYTES), Buffer.from(noise), tarPadding(FILE_BYTES));
    size += FILE_BYTES + 1024;
  }
  return Buffer.concat([...parts, tarEnd]);
}

/** Writes about 100 MB as docker save would; resolves with its bytes' count. */
function writeArchive(path: string): number {
  const fd = openSync(path, 'w');
  let size = 0;
  const write = (bytes: Uint8Array): void => {
    size += writeSync(fd, bytes);
  };
  const file = (name: string, bytes: Uint8Array): void => {
    for (const part of [...header(name, bytes.length), bytes, tarPadding(bytes.length)]) write(part);
  };
  const diffIds: string[] = [];
  const names: string[] = [];
  for (let n = 0; n < LAYERS; n++) {
    const bytes = layer(n);
    const digits = createHash('sha256').update(bytes).digest('hex');
    diffIds.push(`sha256:${digits}`);
    names.push(`${digits}/layer.tar`);
    file(`${digits}/layer.tar`, bytes);
  }
  const history = diffIds.map((_, n) => ({ created: '2026-01-01T00:00:00Z', created_by: `/bin/sh -c step ${n}` }));
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created: '2026-01-01T00:00:00Z',
      config: {},
      rootfs: { type: 'layers', diff_ids: diffIds },
      history,
    }),
  );
  const id = createHash('sha256').update(config).digest('hex');
  file(`${id}.json`, config);
  file('manifest.json', Buffer.from(JSON.stringify([{ Config: `${id}.json`, RepoTags: ['bench:100mb'], Layers: names }])));
  write(tarEnd);
  closeSync(fd);
  return size;
}

/** Milliseconds that the browser takes to hash the file that was chosen: read it whole, then digest it, in a worker. */
const hash = (page: Page): Promise<{ whole: number; digest: number }> =>
  page.evaluate(async () => {
    const [file] = (document.querySelector('#bench-file') as HTMLInputElement).files ?? [];
    const code = `onmessage = async ({ data }) => {
      const began = performance.now();
      const bytes = await data.arrayBuffer();
      const read = performance.now();
      await crypto.subtle.digest('SHA-256', bytes);
      postMessage({ whole: performance.now() - began, digest: performance.now() - read });
    }`;
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    const took = await new Promise<{ whole: number; digest: number }>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(file);
    });
    worker.terminate();
    return took;
  });

/** Milliseconds from the choice of the file to its layers being there. */
async function open(page: Page, path: string): Promise<number> {
  const began = await page.evaluateHandle(() => ({
    took: new Promise<number>((resolve) => {
      let chosen = Number.NaN;
      document.querySelector('.bar input[type=file]')?.addEventListener(
        'change',
        () => {
          chosen = performance.now();
        },
        { capture: true },
      );
      new MutationObserver((_, observer) => {
        if (!document.querySelector('.bar .back')) return;
        observer.disconnect();
        resolve(performance.now() - chosen);
      }).observe(document.querySelector('.bar') as Element, { subtree: true, childList: true });
    }),
  }));
  await page.locator('.bar input[type=file]').setInputFiles(path);
  return began.evaluate((handle) => handle.took);
}

/** Medians of some runs, hashing and opening by turns. */
export async function* archiveBench(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'huajuan-archive-'));
  const path = join(folder, 'bench.tar');
  const size = writeArchive(path);
  const site = await openSite();
  try {
    const { page } = await openPage(site, 'lang=en&seed=1');
    await page.locator('.bar input[type=file]').waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', id: 'bench-file', hidden: true });
      document.body.append(input);
      const tasks: number[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    });
    await page.locator('#bench-file').setInputFiles(path);
    const [hashed, digested, opened]: [number[], number[], number[]] = [[], [], []];
    let longest = 0;
    for (let n = 0; n < RUNS; n++) {
      const { whole, digest } = await hash(page);
      hashed.push(whole);
      digested.push(digest);
      await page.evaluate(() => {
        (globalThis as unknown as { longTasks: number[] }).longTasks.length = 0;
      });
      opened.push(await open(page, path));
      // The stage draws what was opened: that is felt as well.
      await page.locator('.bar .waste').waitFor();
      await page.waitForTimeout(1000);
      longest = Math.max(longest, ...(await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks)));
      await page.locator('.bar .back').click();
      await page.locator('.bar .open').waitFor();
      await page.waitForTimeout(500);
    }
    const speed = (ms: number): number => size / 1e3 / ms;
    const [can, does] = [speed(median(hashed)), speed(median(opened))];
    const note = `${does.toFixed(0)} of ${can.toFixed(0)} MB/s; hashing what is in memory already: ${speed(median(digested)).toFixed(0)} MB/s`;
    yield {
      name: 'archive of 100 MB: opening, as a part of the speed of hashing it',
      value: does / can,
      unit: 'x',
      goal: { least: 0.5 },
      note,
    };
    // A task is as long as the clock says: on a machine that serves others too, it also waits for its turn.
    const load = `load of the machine ${loadavg()[0]?.toFixed(1)}`;
    yield { name: 'archive of 100 MB: longest task on the page', value: longest, unit: 'ms', goal: { most: LONGEST_TASK_MS }, note: load };
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
