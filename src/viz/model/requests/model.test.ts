import { describe, expect, it } from 'vitest';
import type { Hop } from '../../../api/hops.ts';
import { REQUESTS, type RequestsName } from '../../gallery/requests.ts';
import { buildRequests, commandsOf, type RequestView, shortened } from './build.ts';
import { explain } from './explain.ts';
import type { RequestScene } from './scene.ts';

const VIEW: RequestView = { command: null, selected: null, opened: new Set(), upTo: null };
const build = (name: RequestsName, view: Partial<RequestView> = {}): RequestScene => buildRequests(REQUESTS[name], { ...VIEW, ...view });
const lines = (scene: RequestScene): string[] => scene.rows.map(({ from, to, what, status }) => `${from}>${to} ${what} ${status}`);
const used = (scene: RequestScene): string[] => scene.stations.flatMap((one) => (one.used ? [one.id] : []));

describe('scene of the requests', () => {
  it('has nothing to show before the first command, and says what it cannot know of a true engine', () => {
    expect(build('empty')).toMatchObject({ command: null, rows: [], selected: null, detail: null, summary: { kind: 'nothing' } });
    expect(build('a true engine').summary).toEqual({ kind: 'plain-engine' });
  });

  it('docker ps touches dockerd and nobody else', () => {
    const scene = build('ps');
    expect(scene.command?.line).toBe('docker ps');
    expect(lines(scene)).toEqual(['client>dockerd GET /containers/json 200']);
    expect(used(scene)).toEqual(['client', 'socket', 'dockerd']);
    expect(scene.summary).toEqual({ kind: 'asked', requests: 1, registry: 0, runtime: 0 });
  });

  it('docker run creates, pulls, creates again, attaches, waits and starts, in this order', () => {
    const scene = build('run');
    const own = scene.rows.filter(({ from }) => from === 'client').map(({ what, status }) => `${what.replace(/\?.*/, '')} ${status}`);
    expect(own).toEqual([
      'POST /containers/create 404',
      'POST /images/create 200',
      'POST /containers/create 201',
      'POST /containers/7f4c489…/attach 101',
      'POST /containers/7f4c489…/wait 200',
      'POST /containers/7f4c489…/start 204',
      'POST /containers/7f4c489…/resize 200',
    ]);
    expect(used(scene)).toEqual(['client', 'socket', 'dockerd', 'containerd', 'runc', 'kernel', 'registry']);
    const depth = (what: string): number | undefined => scene.rows.find((row) => row.what.startsWith(what))?.depth;
    expect([depth('Tasks.Create'), depth('runc create'), depth('clone')]).toEqual([1, 2, 3]);
    expect(scene.rows.find(({ status }) => status === '401')?.tone).toBe('asks');
    expect(scene.summary).toMatchObject({ registry: 6, runtime: 3 });
  });

  it('folds what is of one kind, and opens it', () => {
    const scene = build('pull');
    const fold = scene.rows.find(({ count }) => count > 1);
    expect(fold).toMatchObject({ count: 8, opened: false, what: 'GET /v2/library/tomcat/blobs/…' });
    const opened = build('pull', { opened: new Set([fold?.id ?? '']) });
    expect(opened.rows).toHaveLength(scene.rows.length + 8);
    expect(opened.rows.find(({ id }) => id === fold?.id)?.opened).toBe(true);
  });

  it('ends at the socket when nobody listens, wherever the client was sent', () => {
    const scene = build('stopped');
    expect(scene.rows[0]).toMatchObject({ from: 'client', to: 'socket', tone: 'failed', status: '✕' });
    expect(scene.stations.find(({ id }) => id === 'dockerd')).toEqual({ id: 'dockerd', used: false, down: true });
    expect(scene.summary.kind).toBe('nobody');
    expect(build('elsewhere').address).toMatch(/^tcp:/);
  });

  it('says so when the daemon refuses, and when the client asked nobody', () => {
    expect(build('refused').summary).toMatchObject({ kind: 'refused', note: 'No such container: nosuch' });
    expect(build('by itself')).toMatchObject({ rows: [], summary: { kind: 'by-itself' } });
  });

  it('shows earlier commands, and a command as far as it has been told', () => {
    expect(commandsOf(REQUESTS.run.hops)).toEqual([1, 2]);
    expect(build('run', { command: 1 })).toMatchObject({ command: { line: 'docker version' }, earlier: 0, later: 1 });
    const third = REQUESTS.run.hops.filter(({ command }) => command?.id === 2)[2]?.id ?? 0;
    expect(build('run', { upTo: third }).rows).toHaveLength(2);
  });

  it('puts first what matters of a container', () => {
    const create = build('run').rows.find(({ status }) => status === '201');
    const { detail } = build('run', { selected: create?.id ?? null });
    expect(detail?.asked.slice(0, 3)).toEqual([
      ['Image', 'centos:6.8'],
      ['Cmd', '["bash"]'],
      ['Tty', 'true'],
    ]);
  });

  it('shortens requests without losing what they ask', () => {
    expect(shortened('GET /v1.41/containers/json?filters=%7B%22status%22%3A%7B%22exited%22%3Atrue%7D%7D')).toBe(
      'GET /containers/json?filters={"status":{"exited":true}}',
    );
    expect(shortened('GET /v1.41/images/100%/json')).toBe('GET /images/100%/json');
  });
});

describe('explanations', () => {
  const [base] = REQUESTS.version.hops;
  const hop = (from: Hop['from'], to: Hop['to'], what: string, status: number | null = 200): string =>
    base ? explain({ ...base, from, to, what, status, outcome: status !== null && status >= 400 ? 'failed' : 'ok' }) : '';

  it.each([
    ['POST /v1.41/containers/create?name=web', 'create'],
    ['POST /v1.41/containers/web/start', 'start'],
    ['GET /v1.41/containers/web/json', 'inspect'],
    ['GET /v1.41/images/json', 'images'],
    ['GET /v1.41/images/library/centos:6.8/json', 'inspect'],
    ['POST /v1.41/exec/abc/start', 'execStart'],
    ['DELETE /v1.41/images/centos?force=1', 'removeImage'],
    ['POST /v1.41/build?t=a', 'build'],
    ['POST /v1.41/networks/create', 'engineOther'],
  ])('%s: %s', (what, key) => expect(hop('client', 'dockerd', what)).toBe(key));

  it('knows a missing image, a refusal and the other side', () => {
    expect(hop('client', 'dockerd', 'POST /v1.41/containers/create', 404)).toBe('createMissing');
    expect(hop('client', 'dockerd', 'POST /v1.41/containers/x/start', 404)).toBe('refused');
    expect(hop('dockerd', 'registry', 'GET /v2/library/centos/manifests/6.8')).toBe('manifest');
    expect(hop('dockerd', 'containerd', 'Tasks.Start')).toBe('tasksStart');
    expect(hop('runc', 'kernel', 'execve bash')).toBe('execve');
  });
});
