/** The registry part of the course, as it is typed there, on the catalog that the page has. */
import { expect, test } from 'vitest';
import { parseSession, runSession, type StepResult } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';

const ALIYUN = 'registry.cn-hangzhou.aliyuncs.com';
const REPOSITORY = `${ALIYUN}/centos68-registry/tomcat`;
const plain = (text: string): string => text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r/g, '');

async function play(session: string): Promise<(StepResult & { readonly all: string })[]> {
  const world = await newWorld({ catalog: 'hub', seed: 1 });
  const steps = await runSession(world, parseSession(session));
  return steps.map((step) => ({ ...step, all: plain(step.stdout + step.stderr) }));
}

test('login, tag, push, rmi, pull and run with the registry of Aliyun', { timeout: 120_000 }, async () => {
  const steps = await play(`
$ docker pull -q tomcat:8.5; docker tag tomcat:8.5 tomact/centos6.8:v9.0; docker rmi tomcat:8.5
t$ docker login --username=xxx ${ALIYUN}
< huajuan
$ docker tag $(docker images -q tomact/centos6.8) ${REPOSITORY}:v1.0
t$ docker push ${REPOSITORY}:v1.0
$ docker rmi ${REPOSITORY}:v1.0 tomact/centos6.8:v9.0
t$ docker pull ${REPOSITORY}:v1.0
$ docker images ${REPOSITORY}
$ docker run -d -it --name mycat2 ${REPOSITORY}:v1.0
$ docker ps --format '{{.Image}} {{.Names}}'
$ docker stop $(docker ps -q)
$ docker push ${REPOSITORY}:v1.0
$ docker logout ${ALIYUN}; docker pull ${REPOSITORY}:v1.0
`);
  const [, login, , push, rmi, pull, images, run, ps, stop, again, out] = steps;
  expect(login?.all).toBe(
    'Password: \nWARNING! Your password will be stored unencrypted in /tmp/session/.docker/config.json.\nConfigure a credential helper to remove this warning. See\nhttps://docs.docker.com/engine/reference/commandline/login/#credentials-store\n\nLogin Succeeded\n',
  );
  expect(push?.all).toMatch(new RegExp(`^The push refers to repository \\[${REPOSITORY}\\]\n`));
  expect(push?.all).toMatch(/: Pushing +\d/);
  expect(push?.all).toMatch(/v1\.0: digest: sha256:[0-9a-f]{64} size: \d+\n$/);
  expect(rmi?.all).toContain(`Untagged: ${REPOSITORY}:v1.0\nUntagged: ${REPOSITORY}@sha256:`);
  expect(rmi?.all).toContain('Deleted: sha256:');
  expect(pull?.all).toMatch(/: Downloading +\d/);
  expect(pull?.all).toContain(`Status: Downloaded newer image for ${REPOSITORY}:v1.0\n${REPOSITORY}:v1.0\n`);
  expect(images?.all.split('\n')[1]).toMatch(new RegExp(`^${REPOSITORY} +v1\\.0 `));
  expect(run?.code).toBe(0);
  expect(ps?.all).toBe(`${REPOSITORY}:v1.0 mycat2\n`);
  expect(stop?.code).toBe(0);
  expect(again?.all.match(/: Layer already exists/g)?.length).toBe(push?.all.match(/: Pushed/g)?.length);
  expect(out?.all).toContain('denied: requested access to the resource is denied');
});

test('docker search as the course has it', { timeout: 60_000 }, async () => {
  const steps = await play(`
$ docker search centos
$ docker search --filter=stars=100 centos
$ docker search --no-trunc centos
$ docker search --filter=is-automated=true centos
$ docker search tomcat:9.0
$ docker search --filter=is-official=true --limit 1 tomcat
`);
  const names = steps.map(({ all }) =>
    all
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ +/)[0]),
  );
  expect(names[0]).toEqual(['centos', 'ansible/centos7-ansible', 'jdeathe/centos-ssh', 'consol/centos-xfce-vnc']);
  expect(names[1]).toEqual(['centos', 'ansible/centos7-ansible', 'jdeathe/centos-ssh']);
  expect(steps[2]?.all).toContain('SCL/EPEL/IUS Repos / Supervisor / OpenSSH.');
  expect(names[3]).toEqual(['ansible/centos7-ansible', 'jdeathe/centos-ssh', 'consol/centos-xfce-vnc']);
  expect(names[4]).toContain('iyayu/tomcat');
  expect(names[5]).toEqual(['tomcat']);
});

test('a mirror is asked once the daemon was restarted with it', { timeout: 120_000 }, async () => {
  const steps = await play(`
$ docker pull -q redis >/dev/null; docker rmi -f redis >/dev/null; date +%s%3N >/tmp/a; docker pull -q redis; echo $(($(date +%s%3N)-$(cat /tmp/a)))
$ docker rmi -f redis >/dev/null; echo '{"registry-mirrors":["https://a1b2c3d4.mirror.aliyuncs.com"]}' >/etc/docker/daemon.json
$ docker info 2>/dev/null | grep -c Mirrors
$ systemctl daemon-reload && systemctl restart docker
$ docker info 2>/dev/null | grep -A1 Mirrors
$ date +%s%3N >/tmp/a; docker pull -q redis; echo $(($(date +%s%3N)-$(cat /tmp/a)))
$ echo '{"registry-mirrors":' >/etc/docker/daemon.json; systemctl restart docker; docker ps
`);
  const took = (n: number): number => Number(steps[n]?.all.trim().split('\n').at(-1));
  expect(steps[2]?.all).toBe('0\n');
  expect(steps[4]?.all).toBe(' Registry Mirrors:\n  https://a1b2c3d4.mirror.aliyuncs.com/\n');
  expect(took(5)).toBeLessThan(took(0) * 0.8);
  expect(steps[6]?.all).toContain('Job for docker.service failed');
  expect(steps[6]?.all).toContain('Cannot connect to the Docker daemon');
});

test('^C calls a pull off, and nothing of it stays', { timeout: 60_000 }, async () => {
  const steps = await play(`
t$ timeout --foreground -s INT 0.5 docker pull tomcat:8.5
$ docker images -q; docker system df --format '{{.Size}}' | head -1
$ docker pull tomcat:8.5 | grep -c 'Already exists'
`);
  expect(steps[0]?.all).toContain('Pulling fs layer');
  expect(steps[0]?.all).not.toContain('Status:');
  expect(steps[1]?.all).toBe('0B\n');
  expect(steps[2]?.all).toBe('0\n');
});
