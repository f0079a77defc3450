/** The whole first lesson, typed as a student would, in both languages: the machine, the checks and the stage together. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { openPage, openSite, run, type Site } from './browser.ts';
import { expectStage } from './stage.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const RUNNING = ['merged', 'read-write', 'read-only', 'ground'];
const IMAGE = ['merged', 'read-only', 'ground'];

const words = {
  en: {
    tree: 'Layers',
    kernel: /^Host kernel/,
    layer: /^Layer 1 of \d, read-only, 195 MB, ADD file:/,
    empty: /^Read-write layer, 0 B/,
    added: /^added: \/tmp\/hello, 6 B/,
    changed: /^changed: \/etc\/centos-release, \d+ B, hides layer 1/,
    shadowed: /^\/etc\/centos-release, hidden by the read-write layer/,
    deleted: /^deleted: \/root\/\.bashrc, hides layer 1/,
    caption: /\/etc\/centos-release was copied up from layer 1/,
    done: 'You have done this lesson.',
    hint: 'Hint',
    dark: 'Dark theme',
  },
  'zh-CN': {
    tree: '镜像层',
    kernel: /^宿主机内核/,
    layer: /^第 1 层（共 \d 层），只读，195 MB，ADD file:/,
    empty: /^可读写层，0 B/,
    added: /^新建：\/tmp\/hello，6 B/,
    changed: /^修改：\/etc\/centos-release，\d+ B，遮住第 1 层/,
    shadowed: /^\/etc\/centos-release，被可读写层遮住/,
    deleted: /^删除：\/root\/\.bashrc，遮住第 1 层/,
    caption: /\/etc\/centos-release 先从第 1 层复制到可读写层/,
    done: '这节课完成了。',
    hint: '提示',
    dark: '深色主题',
  },
} as const;

describe.each(['en', 'zh-CN'] as const)('the first lesson in %s', (locale) => {
  const w = words[locale];

  test('every step, typed', async () => {
    const { page, problems } = await openPage(site, `lang=${locale}&seed=1`);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
    await page.getByRole('tree', { name: w.tree }).waitFor({ state: 'attached' });
    await expectStage(page, { step: 0, rows: ['ground'], tree: [w.kernel] });
    expect(await violations(page)).toEqual([]);

    // Mistakes change nothing.
    expect(await run(page, 'docker pul centos:6.8')).toContain("docker: 'pul' is not a docker command.");
    expect(await run(page, 'docker pull centos:6.9.9')).toContain('manifest for centos:6.9.9 not found');
    expect(await run(page, 'docker pull centos:6.8')).toContain('Status: Downloaded newer image for centos:6.8');
    await expectStage(page, { step: 1, rows: IMAGE, tree: [w.layer], tiles: ['read-only /etc present', 'merged /etc present'] });

    await run(page, "docker run -itd --name mycentos centos:6.8 /bin/sh -c 'while true; do echo `date`; sleep 2; done'");
    await expectStage(page, { step: 2, rows: RUNNING, tree: [w.empty, w.layer] });

    await run(page, "docker exec mycentos sh -c 'echo hello > /tmp/hello'");
    await expectStage(page, { step: 3, tree: [w.added], tiles: ['read-write /tmp/hello present', 'merged /tmp/hello present'] });

    await run(page, "docker exec mycentos sh -c 'echo and mine >> /etc/centos-release'");
    await expectStage(page, {
      step: 4,
      tree: [w.changed, w.shadowed],
      tiles: ['merged /etc/centos-release present', 'read-write /etc/centos-release present', 'read-only /etc/centos-release shadowed'],
    });
    await expect
      .poll(() =>
        page
          .locator('svg .words .caption')
          .allTextContents()
          .then((lines) => lines.join(' ')),
      )
      .toMatch(w.caption);
    expect(await run(page, 'docker diff mycentos')).toContain('C /etc/centos-release');

    await run(page, 'docker exec mycentos rm /root/.bashrc');
    await expectStage(page, {
      step: 5,
      tree: [w.deleted],
      tiles: ['merged /root/.bashrc gone', 'read-write /root/.bashrc whiteout', 'read-only /root/.bashrc shadowed'],
    });
    await page.getByRole('button', { name: w.hint, exact: true }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('combobox').first().selectOption({ label: w.dark });
    expect(await violations(page)).toEqual([]);

    await run(page, 'docker run -itd --name second centos:6.8');
    await expectStage(page, { step: 6, rows: RUNNING, tree: [w.empty] });
    await run(page, 'docker stop -t 1 mycentos');
    await expectStage(page, { step: 7 });
    await run(page, 'docker rm mycentos');
    expect(await run(page, 'docker rm second')).toContain('You cannot remove a running container');
    await run(page, 'docker rm -f second');
    await expectStage(page, { step: null, rows: IMAGE, tree: [w.layer] });
    await page.getByText(w.done).last().waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

test('a tile tells its file layer by layer', async () => {
  const { page, problems } = await openPage(site, 'lang=en&seed=1');
  await run(page, 'docker run -itd --name box centos:6.8');
  await run(page, "docker exec box sh -c 'echo mine >> /etc/centos-release'");
  await expectStage(page, { tiles: ['read-write /etc/centos-release present'] });
  await page.locator('svg .tile[data-focus^="merged|/etc/centos-release"]').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('this is what the container sees').waitFor();
  expect(await dialog.locator('pre').allTextContents()).toEqual(['CentOS release 6.8 (Final)\nmine\n', 'CentOS release 6.8 (Final)\n']);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await page.context().close();
});
