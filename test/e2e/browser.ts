/** A real Chromium on the built page, and what the browser tests and benches do with it. */
import type { Server } from 'node:http';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { serve } from '../../real-backend/serve.ts';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

export interface Site {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Serves `dist/` (or the folder that the environment names by DIST) and starts Chromium. */
export async function openSite(): Promise<Site> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium on this machine');
  const { server, address } = await serve(process.env['DIST'] ?? 'dist', 0);
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] });
  return {
    address,
    browser,
    async close() {
      await browser.close();
      await new Promise((resolve) => (server as Server).close(resolve));
    },
  };
}

/** A page of its own on the machine, ready to type. `query` goes into the address ("lang=en&seed=1"). */
export async function openPage(
  site: Site,
  query: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address) && !request.url().startsWith('data:') && !request.url().startsWith('blob:'))
      problems.push(`asked a third party: ${request.url()}`);
  });
  await page.goto(`${site.address}?${query}`);
  await prompt(page);
  return { page, problems };
}

/** All that stands on the terminal's screen, as a screen reader has it. */
export const screen = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.xterm-accessibility-tree [role="listitem"]')]
      .map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd(),
  );

/** Waits until the screen's last line is `pattern`; by default the host's shell asking for a command. */
export async function prompt(page: Page, pattern = /^root@\S+:\S+#$/): Promise<void> {
  await page.waitForFunction(
    (source) => {
      const rows = [...document.querySelectorAll('.xterm-accessibility-tree [role="listitem"]')]
        .map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
        .filter((row) => row !== '');
      return new RegExp(source).test(rows.at(-1) ?? '');
    },
    pattern.source,
    { timeout: 60_000 },
  );
}

/** Types text into the terminal and waits until it stands there; no Enter. */
export async function type(page: Page, text: string): Promise<void> {
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.type(text);
  const end = text.trimEnd().slice(-12);
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.xterm-accessibility-tree [role="listitem"]')]
        .map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' '))
        .join('')
        .trimEnd()
        .endsWith(wanted),
    end,
    { timeout: 15_000 },
  );
}

/** Types a command as a student would and waits for the next prompt; resolves with the screen. */
export async function run(page: Page, command: string, pattern?: RegExp): Promise<string> {
  await type(page, command);
  await page.keyboard.press('Enter');
  await prompt(page, pattern);
  return screen(page);
}
