import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EngineResponse, EngineTransport } from '../../api/wire.ts';
import type { LightFacts } from '../model/light/facts.ts';
import { type LightSource, startLightSource } from './light.ts';
import { Starts } from './starts.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const IMAGE = `sha256:${'a'.repeat(64)}`;
const event = (action: string, id: string, timeNano: number): unknown => ({
  Type: 'container',
  Action: action,
  Actor: { ID: id, Attributes: {} },
  time: 0,
  timeNano,
});

/** An engine with one image, and on it one container that runs and one that does not. */
function engine(extended: boolean) {
  const asked: string[] = [];
  const container = (id: string, state: string): unknown => ({
    Id: id,
    Names: [`/${id}`],
    Image: 'nginx',
    ImageID: IMAGE,
    State: state,
    SizeRw: 7,
    SizeRootFs: 107,
  });
  let containers = [container('new', 'exited'), container('web', 'running')];
  const answer = (url: URL): unknown => {
    const path = url.pathname.replace(/^\/v1\.41/, '');
    if (path.startsWith('/_huajuan/') && !extended) return undefined;
    switch (path) {
      case '/info':
        return { KernelVersion: '6.1.0', OperatingSystem: 'Debian' };
      case '/containers/json':
        return containers;
      case '/images/json':
        return [{ Id: IMAGE, RepoTags: ['nginx:latest'], Size: 100 }];
      case `/images/${IMAGE}/json`:
        return { RootFS: { Layers: ['sha256:1', 'sha256:2'] } };
      case '/containers/web/stats':
        return { memory_stats: { usage: 900, stats: { inactive_file: 100 } } };
      case '/_huajuan/stack':
        return { layers: [{ id: 'low' }, { id: 'high' }] };
      case '/_huajuan/file':
        return url.searchParams.get('layer') === 'low' && url.searchParams.get('path') === '/usr/lib/os-release'
          ? 'ID=debian\nVERSION_ID="12"\n'
          : undefined;
      default:
        return undefined;
    }
  };
  const transport: EngineTransport = {
    async fetch(request): Promise<EngineResponse> {
      const url = new URL(request.url, 'http://engine');
      asked.push(`${request.method} ${url.pathname}`);
      if (url.pathname.endsWith('/events')) {
        const lines = [event('create', 'web', 1_000_000_000), event('start', 'web', 1_412_000_000)];
        const body = (async function* () {
          yield bytes(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
          await new Promise(() => undefined);
        })();
        return { status: 200, headers: {}, body };
      }
      const found = answer(url);
      return found === undefined
        ? { status: 404, headers: {}, body: bytes({ message: 'page not found' }) }
        : { status: 200, headers: { 'content-type': 'application/json' }, body: bytes(found) };
    },
    connect: () => Promise.reject(new Error('not here')),
  };
  return { transport, asked, empty: () => (containers = []) };
}

let source: LightSource | null = null;
afterEach(() => source?.destroy());

async function factsOf(from: ReturnType<typeof engine>, choice: string | null = null): Promise<LightFacts> {
  let latest: LightFacts | null = null;
  source = startLightSource({ transport: from.transport, choice: () => choice, onFacts: (facts) => (latest = facts) });
  await vi.waitFor(() => expect(latest?.detail?.startMs).toBe(412), { timeout: 3000 });
  if (!latest) throw new Error('no facts');
  return latest;
}

describe('source', () => {
  it('counts the newest running container by Docker’s API', async () => {
    const world = engine(true);
    const facts = await factsOf(world);
    expect(facts.kernel).toBe('Linux 6.1.0');
    expect(facts.candidates.map(({ name }) => name)).toEqual(['new', 'web', 'nginx:latest']);
    expect(facts.candidates[1]).toMatchObject({ kind: 'container', running: true, imageBytes: 100, rwBytes: 7 });
    expect(facts.detail).toEqual({ id: 'web', layers: 2, release: { id: 'debian', version: '12' }, memory: 800, startMs: 412 });
    expect(world.asked.every((line) => line.startsWith('GET '))).toBe(true);
  });

  it('does with less on a true engine, and takes memory and start from a container of the same image', async () => {
    const facts = await factsOf(engine(false), IMAGE);
    expect(facts.detail).toEqual({ id: IMAGE, layers: 2, release: null, memory: 800, startMs: 412 });
  });

  it('asks again when asked to', async () => {
    const world = engine(true);
    await factsOf(world);
    let latest: LightFacts | null = null;
    source?.destroy();
    source = startLightSource({ transport: world.transport, choice: () => null, onFacts: (facts) => (latest = facts) });
    await vi.waitFor(() => expect(latest?.candidates).toHaveLength(3));
    world.empty();
    source.refresh();
    await vi.waitFor(() => expect(latest?.candidates).toHaveLength(1));
  });
});

describe('starts', () => {
  it('are from the creation to the first start', () => {
    const starts = new Starts();
    for (const [action, at] of [
      ['create', 1],
      ['start', 1.5],
      ['die', 2],
      ['start', 9],
    ] as const)
      starts.heard(event(action, 'box', at * 1e9) as never);
    expect(starts.of('box')).toBe(500);
    expect(starts.of('other')).toBe(null);
  });
});
