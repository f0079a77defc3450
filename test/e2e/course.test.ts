/**
 * The whole course, typed in its order by a student's hands: what the terminal shows and what stands on the stage after each
 * command. Only names that differ from run to run (ids, ports, the password) are put in as they come.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../src/sim/registry/catalog/password.ts';
import { openPage, openSite, prompt, type Site, screen, type } from './browser.ts';
import { expectStage } from './stage.ts';

let site: Site;
let page: Page;
let problems: string[];
/** Ids and ports that earlier commands printed. */
const known = { mycat2: '', dangling: '', registryTag: 'registry.cn-hangzhou.aliyuncs.com/centos68-registry/tomcat:v1.0' };

beforeAll(async () => {
  site = await openSite();
  ({ page, problems } = await openPage(site, 'lang=en&seed=2019', { viewport: { width: 2200, height: 1400 } }));
});
afterAll(() => site.close());

/** Types a command and waits for the prompt after it; resolves with the screen, cleared before. */
async function typed(command: string, end: RegExp = /^root@\S+:\S+#$/): Promise<string> {
  await page.keyboard.press('Control+l');
  await type(page, command);
  await page.keyboard.press('Enter');
  await prompt(page, end);
  return screen(page);
}

/** A command that does not end by itself: waits for what it shows, then presses keys. */
async function watched(command: string, sees: RegExp, ...keys: string[]): Promise<void> {
  await page.keyboard.press('Control+l');
  await type(page, command);
  await page.keyboard.press('Enter');
  await expect.poll(() => screen(page), { timeout: 30_000 }).toMatch(sees);
  for (const key of keys) await page.keyboard.press(key);
  await prompt(page, /root@docker:\S+#$/);
}

/** The prompt of a shell in a container of CentOS. */
const INSIDE = /^\[root@[0-9a-f]{12} \S+\]#$/;

const subject = (name: string) => expect.poll(() => page.locator('svg .words .title').textContent(), { timeout: 15_000 }).toBe(name);
const READ_WRITE = /^Read-write layer/;

describe('search and pull', () => {
  test('docker search, its filters and --no-trunc', async () => {
    expect(await typed('docker search centos')).toMatch(/^centos +The official build of CentOS\. +\d+ +\[OK\]/m);
    const starred = await typed('docker search --filter=stars=100 centos');
    expect(starred).toMatch(/^ansible\/centos7-ansible/m);
    expect(await typed('docker search --no-trunc centos')).not.toContain('…');
    const automated = await typed('docker search --filter=is-automated=true centos');
    expect(automated).toMatch(/^ansible\/centos7-ansible .*\[OK\]$/m);
    expect(automated).not.toMatch(/^centos /m);
  });

  test('docker pull', async () => {
    expect(await typed('docker pull centos')).toContain('Status: Downloaded newer image for centos:latest');
    expect(await typed('docker pull centos:6.8')).toMatch(
      /6\.8: Pulling from library\/centos[\s\S]*Status: Downloaded newer image for centos:6\.8/,
    );
    await expectStage(page, { rows: ['merged', 'read-only', 'ground'], tree: [/^Layer 1 of 1, read-only/] });
  });
});

describe('containers', () => {
  test('run -d, ps, logs -f', async () => {
    const loop = "docker run -it -d --name mycentos centos:6.8 /bin/sh -c 'while true;do echo `date`; sleep 2 ;done'";
    expect(await typed(loop)).toMatch(/^[0-9a-f]{64}$/m);
    await expectStage(page, { rows: ['merged', 'read-write', 'read-only', 'ground'], tree: [READ_WRITE] });
    await subject('mycentos');
    expect(await typed('docker ps')).toMatch(/centos:6\.8 +"\/bin\/sh -c 'while t…" .* Up .* mycentos$/m);
    await watched('docker logs -f mycentos', /UTC \d{4}[\s\S]*UTC \d{4}/, 'Control+c');
  });

  test('stop, rm, kill', async () => {
    expect(await typed('docker stop mycentos')).toMatch(/^mycentos$/m);
    expect(await typed('docker rm mycentos')).toMatch(/^mycentos$/m);
    await expectStage(page, { rows: ['merged', 'read-only', 'ground'] });
    expect(await typed('docker kill mycentos')).toContain('No such container: mycentos');
  });

  test('run -it … bash, left with ^P^Q', async () => {
    await typed('docker run -it --name mybash centos:6.8 bash', INSIDE);
    await subject('mybash');
    await expectStage(page, { rows: ['merged', 'read-write', 'read-only', 'ground'], tree: [READ_WRITE] });
    await page.keyboard.press('Control+p');
    await page.keyboard.press('Control+q');
    await prompt(page, /root@docker:~#$/);
    expect(await typed('docker ps')).toMatch(/centos:6\.8 +"bash" .* Up .* mybash$/m);
  });

  test('run -d', async () => {
    expect(await typed('docker run -it --name mydeamon -d centos:6.8')).toMatch(/^[0-9a-f]{64}$/m);
    await subject('mydeamon');
    expect(await typed('docker ps')).toMatch(/centos:6\.8 +"\/bin\/bash" .* Up .* mydeamon$/m);
  });

  test('-p: tomcat answers on the host', async () => {
    expect(await typed('docker run -it -p 8080:8080 -d --name mycat tomcat')).toMatch(/^[0-9a-f]{64}$/m);
    await subject('mycat');
    await expectStage(page, { tree: [READ_WRITE, /^Layers? \d+ (?:of|to) \d+, read-only/] });
    expect(await typed('docker ps')).toMatch(/tomcat +"catalina\.sh run" .* 0\.0\.0\.0:8080->8080\/tcp.* mycat$/m);
    await watched('docker logs -f mycat', /Server startup in/, 'Control+c');
    expect(await typed('curl http://docker:8080/')).toMatch(/<html|<!doctype html/i);
  });

  test('-P: a port that Docker picks', async () => {
    const printed = await typed('docker run -d -it --name mycat2 -P tomcat');
    known.mycat2 = /^([0-9a-f]{12})[0-9a-f]{52}$/m.exec(printed)?.[1] ?? '';
    expect(known.mycat2).not.toBe('');
    await subject('mycat2');
    expect(await typed('docker ps')).toMatch(/0\.0\.0\.0:\d{5}->8080\/tcp.* mycat2$/m);
  });

  test('-v: a folder of the host', async () => {
    await typed('mkdir /usr/tmp/test');
    await typed('cd /usr/tmp/test');
    await typed('touch 1.txt');
    expect(await typed('docker run -it -d -v /usr/tmp/test:/usr/tmp/test --name myvol  centos:6.8')).toMatch(/^[0-9a-f]{64}$/m);
    await subject('myvol');
    await watched('docker attach mycat', /docker attach mycat$/, 'Control+p', 'Control+q');
    await typed('docker attach myvol', /docker attach myvol$/);
    await page.keyboard.press('Enter');
    await prompt(page, INSIDE);
    expect(await typed('ls /usr/tmp/test/', INSIDE)).toMatch(/^1\.txt$/m);
    await typed("echo 'hello' >> /usr/tmp/test/1.txt", INSIDE);
    expect(await typed('cat /usr/tmp/test/1.txt', INSIDE)).toMatch(/^hello$/m);
    await page.keyboard.press('Control+p');
    await page.keyboard.press('Control+q');
    await prompt(page, /root@docker:\S+#$/);
    // What is written into the volume is on the host, and in no layer.
    expect(await typed('cat 1.txt')).toMatch(/^hello$/m);
    expect(await typed('docker diff myvol')).not.toContain('1.txt');
    expect(await typed('docker inspect mycat | head -4')).toMatch(/"Id": "[0-9a-f]{64}"/);
    expect(await typed('docker inspect myvol | grep -A 8 Mounts\\"')).toMatch(/"Source": "\/usr\/tmp\/test"[\s\S]*"RW": true/);
  });

  test('-v …:ro: nobody writes', async () => {
    await typed('docker run -v /usr/tmp/test:/usr/tmp/test:ro -it --name myvol1 centos:6.8 bash', INSIDE);
    await subject('myvol1');
    expect(await typed('ls /usr/tmp/test/', INSIDE)).toMatch(/^1\.txt$/m);
    expect(await typed("echo 'hi' >> /usr/tmp/test/1.txt", INSIDE)).toContain('Read-only file system');
    await page.keyboard.press('Control+p');
    await page.keyboard.press('Control+q');
    await prompt(page, /root@docker:\S+#$/);
    expect(await typed('docker inspect myvol1 | grep -A 8 Mounts\\"')).toMatch(/"Mode": "ro",\s*"RW": false/);
  });

  test('restart, ps -a --no-trunc', async () => {
    expect(await typed('docker restart mycat')).toMatch(/^mycat$/m);
    expect(await typed('docker ps')).toMatch(/ Up (?:Less than a second|\d+ seconds?) .* mycat$/m);
    expect((await typed('docker ps -a --no-trunc')).replaceAll('\n', '')).toMatch(/[0-9a-f]{64} +tomcat/);
  });
});

describe('images', () => {
  test('search and pull tomcat', async () => {
    expect(await typed('docker search tomcat')).toMatch(/^tomcat +Apache Tomcat/m);
    await typed('docker search tomcat:9.0');
    expect(await typed('docker search --filter=stars=100 tomcat')).toMatch(/^tomcat .*\[OK\]/m);
    expect(await typed('docker search --filter=is-automated=true tomcat')).toMatch(/\[OK\]$/m);
    expect(await typed('docker pull tomcat:8.5')).toMatch(
      /8\.5: Pulling from library\/tomcat[\s\S]*Status: Downloaded newer image for tomcat:8\.5/,
    );
    // A container that is looked at keeps the stage when an image is pulled.
    await subject('mycat');
  });

  test('commit, and a tag that was forgotten', async () => {
    const commit = `docker commit -a 'xx<xxx@xxx.com>' -m 'tomcat:9.0 in centos6.8' ${known.mycat2} tomcat/centos6.8:v9.0`;
    expect(await typed(commit)).toMatch(/^sha256:[0-9a-f]{64}$/m);
    expect(await typed('docker images')).toMatch(/^tomcat\/centos6\.8 +v9\.0 +[0-9a-f]{12} /m);
    const untagged = await typed(`docker commit -a 'xx<xx@163.com>' -m 'tomcat:9.0 on centos6.8' ${known.mycat2}`);
    known.dangling = /^sha256:([0-9a-f]{12})[0-9a-f]{52}$/m.exec(untagged)?.[1] ?? '';
    expect(await typed('docker images')).toMatch(new RegExp(`^<none> +<none> +${known.dangling} `, 'm'));
    await typed(` docker tag ${known.dangling} tomact/centos6.8:v9.0`);
    expect(await typed('docker images')).toMatch(new RegExp(`^tomact/centos6\\.8 +v9\\.0 +${known.dangling} `, 'm'));
  });

  test('a Dockerfile in vim, built and run', async () => {
    await typed('mkdir  /usr/tmp/dockerfile');
    await page.keyboard.press('Control+l');
    await type(page, 'vim /usr/tmp/dockerfile/DockerFile');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') != null, null, { timeout: 30_000 });
    await page.keyboard.type("i# centos6.8 with hello-world\nFROM centos:6.8\nMAINTAINER xx<xx@xx.com>\nCMD echo 'hello world'", {
      delay: 15,
    });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    if ((await page.evaluate(() => document.activeElement?.tagName)) !== 'INPUT') await page.keyboard.press('Escape');
    await page.keyboard.type('wq');
    await page.keyboard.press('Enter');
    await prompt(page);
    expect(await typed('cat /usr/tmp/dockerfile/DockerFile')).toContain("MAINTAINER xx<xx@xx.com>\nCMD echo 'hello world'");

    const built = await typed('docker build -f /usr/tmp/dockerfile/DockerFile -t myhello/centos6.8:v1.0  /usr/tmp/dockerfile/');
    expect(built).toMatch(/Sending build context to Docker daemon +[\d.]+kB/);
    expect(built).toMatch(
      /Step 1\/3 : FROM centos:6\.8\n ---> [0-9a-f]{12}\nStep 2\/3 : MAINTAINER xx<xx@xx\.com>\n ---> Running in [0-9a-f]{12}/,
    );
    expect(built).toMatch(
      /Removing intermediate container [0-9a-f]{12}\n ---> [0-9a-f]{12}\nSuccessfully built [0-9a-f]{12}\nSuccessfully tagged myhello\/centos6\.8:v1\.0/,
    );
    expect(await typed('docker images')).toMatch(/^myhello\/centos6\.8 +v1\.0 +[0-9a-f]{12} .*195MB$/m);
    await expectStage(page, { rows: ['merged', 'read-only', 'ground'] });
    expect(await typed('docker run --name hello myhello/centos6.8:v1.0')).toMatch(/^hello world$/m);
    await subject('hello');
  });
});

describe('a registry of one’s own', () => {
  test('login, tag, push', async () => {
    await page.keyboard.press('Control+l');
    await type(page, 'docker login --username=xxx registry.cn-hangzhou.aliyuncs.com');
    await page.keyboard.press('Enter');
    await expect.poll(() => screen(page)).toMatch(/Password:\s*$/);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await prompt(page);
    expect(await screen(page)).toMatch(/stored unencrypted in \/root\/\.docker\/config\.json[\s\S]*Login Succeeded/);
    expect(await typed('docker images')).toContain('tomact/centos6.8');
    await typed(`docker tag  ${known.dangling} ${known.registryTag}`);
    expect(await typed('docker images')).toMatch(/^registry\.cn-hangzhou\.aliyuncs\.com\/centos68-registry\/tomcat +v1\.0 /m);
    const pushed = await typed(`docker push ${known.registryTag}`);
    expect(pushed).toContain('The push refers to repository [registry.cn-hangzhou.aliyuncs.com/centos68-registry/tomcat]');
    expect(pushed).toMatch(/^v1\.0: digest: sha256:[0-9a-f]{64} size: \d+$/m);
  });

  test('rmi, pull, images of one repository', async () => {
    const removed = await typed(`docker rmi ${known.registryTag} tomact/centos6.8:v9.0`);
    expect(removed).toContain(`Untagged: ${known.registryTag}`);
    expect(removed).toContain('Untagged: tomact/centos6.8:v9.0');
    expect(await typed(`docker pull  ${known.registryTag}`)).toContain(`Status: Downloaded newer image for ${known.registryTag}`);
    expect(await typed('docker images docker images registry.cn-hangzhou.aliyuncs.com/centos68-registry/tomcat')).toContain(
      '"docker images" requires at most 1 argument.',
    );
    const own = await typed('docker images registry.cn-hangzhou.aliyuncs.com/centos68-registry/tomcat');
    expect(own).toMatch(new RegExp(`^registry\\.cn-hangzhou\\.aliyuncs\\.com/centos68-registry/tomcat +v1\\.0 +${known.dangling} `, 'm'));
    expect(own).not.toMatch(/^centos /m);
  });

  test('run from it, then stop everything', async () => {
    // The course gives a name a second time; Docker does not.
    expect(await typed(`docker run -d -it --name mycat2 ${known.registryTag}`)).toContain('The container name "/mycat2" is already in use');
    await typed('docker rm -f mycat2');
    expect(await typed(`docker run -d -it --name mycat2 ${known.registryTag}`)).toMatch(/^[0-9a-f]{64}$/m);
    await subject('mycat2');
    expect((await typed('docker ps -q')).match(/^[0-9a-f]{12}$/gm)).toHaveLength(6);
    expect((await typed('docker stop $(docker ps -q)')).match(/^[0-9a-f]{12}$/gm)).toHaveLength(6);
    expect(await typed('docker ps -q')).not.toMatch(/^[0-9a-f]{12}$/m);
    expect(problems).toEqual([]);
  });
});
