import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Observation } from '../api/observation.ts';
import type { LayerNode, LayerStack } from '../api/stage.ts';
import type { EngineResponse, EngineTransport } from '../api/wire.ts';
import type { StageFacts } from './model/facts.ts';
import { buildScene } from './model/build.ts';
import type { LayerScene } from './model/scene.ts';
import { type StageSource, startSource } from './source.ts';
import { matchHistory } from './source/inventory.ts';

const encoder = new TextEncoder();
const IMAGE = `sha256:${'a'.repeat(64)}`;
const BOX = 'b'.repeat(64);

/** A stream that a test can write lines to. */
class Lines implements AsyncIterable<Uint8Array> {
  readonly #waiting: ((chunk: Uint8Array) => void)[] = [];
  readonly #chunks: Uint8Array[] = [];
  write(value: unknown): void {
    const chunk = encoder.encode(`${JSON.stringify(value)}\n`);
    const next = this.#waiting.shift();
    if (next) next(chunk);
    else this.#chunks.push(chunk);
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift();
      yield chunk ?? (await new Promise<Uint8Array>((resolve) => this.#waiting.push(resolve)));
    }
  }
}

const node = (name: string, type: LayerNode['type'] = 'file'): LayerNode => ({
  name,
  type,
  size: 5,
  mode: 0,
  uid: 0,
  gid: 0,
  mtime: 0,
  linkname: '',
  opaque: false,
});

/** A small engine: one image of one layer, one container on it; `extended` as the simulated one. */
function engine(extended: boolean) {
  const state = {
    containers: [{ Id: BOX, Names: ['/box'], Image: 'busybox', ImageID: IMAGE, State: 'running', SizeRw: 3 }] as unknown[],
    readWrite: [] as LayerNode[],
    changes: [] as unknown[],
    asked: [] as string[],
    events: new Lines(),
    seen: new Lines(),
  };
  const stack: LayerStack = {
    container: BOX,
    image: 'busybox:latest',
    driver: 'overlay2',
    layers: [
      {
        id: 'sha256:base',
        diffId: 'sha256:base',
        size: 9,
        createdBy: '/bin/sh -c #(nop) ADD file:1 in / ',
        created: 0,
        readonly: true,
        entries: 4,
        whiteouts: 0,
      },
      { id: `rw:${BOX}`, diffId: null, size: 0, createdBy: '', created: 0, readonly: false, entries: 0, whiteouts: 0 },
    ],
  };
  const answer = (url: URL): unknown => {
    const path = url.pathname.replace(/^\/v1\.41/, '');
    if (path.startsWith('/_huajuan/') && !extended) return undefined;
    switch (path) {
      case '/containers/json':
        return state.containers;
      case '/images/json':
        return [{ Id: IMAGE, RepoTags: ['busybox:latest'] }];
      case `/images/${IMAGE}/json`:
        return { RootFS: { Layers: ['sha256:base'] } };
      case `/images/${IMAGE}/history`:
        return [
          { CreatedBy: '/bin/sh -c #(nop)  CMD ["sh"]', Size: 0 },
          { CreatedBy: '/bin/sh -c #(nop) ADD file:1 in / ', Size: 9 },
        ];
      case `/containers/${BOX}/changes`:
        return state.containers.length > 0 ? state.changes : undefined;
      case '/info':
        return { KernelVersion: '6.1.0', Driver: 'overlay2' };
      case '/_huajuan/host':
        return { kernel: '6.1.0', os: 'x', now: 0 };
      case '/_huajuan/stack':
        return state.containers.length > 0 ? stack : undefined;
      case '/_huajuan/tree':
        if (url.searchParams.get('path') === '/') return [node('etc', 'dir')];
        if (url.searchParams.get('path') !== '/etc') return [];
        return url.searchParams.get('layer') === 'sha256:base' ? [node('passwd')] : state.readWrite;
      default:
        return undefined;
    }
  };
  const transport: EngineTransport = {
    async fetch({ url }): Promise<EngineResponse> {
      state.asked.push(url);
      if (url.startsWith('/v1.41/events')) return { status: 200, headers: {}, body: state.events };
      if (url === '/_huajuan/observations' && extended) return { status: 200, headers: {}, body: state.seen };
      const value = answer(new URL(url, 'http://engine'));
      return value === undefined
        ? { status: 404, headers: {}, body: encoder.encode('{"message":"page not found"}') }
        : { status: 200, headers: {}, body: encoder.encode(JSON.stringify(value)) };
    },
    connect: () => Promise.reject(new Error('not used')),
  };
  return { state, transport };
}

const see = (seq: number, path: string, kind: 'create' | 'write' = 'create'): Observation =>
  ({ at: 1000 + seq, seq, container: BOX, path, ...(kind === 'create' ? { kind, type: 'file' } : { kind, bytes: 1 }) }) as Observation;

let source: StageSource | undefined;
afterEach(() => source?.destroy());

function watch(transport: EngineTransport): StageFacts[] {
  const all: StageFacts[] = [];
  source = startSource({ transport, onFacts: (facts) => all.push(facts), schedule: (run) => setTimeout(run, 1) });
  return all;
}

describe('source', () => {
  it('follows the simulated engine: stack, folders, observations', async () => {
    const { state, transport } = engine(true);
    const all = watch(transport);
    await vi.waitFor(() => expect(all.at(-1)?.stack?.layers).toHaveLength(2));
    expect(all.at(-1)?.kernel).toBe('Linux 6.1.0');
    state.readWrite = [node('new')];
    state.seen.write(see(1, '/etc/new'));
    await vi.waitFor(() => expect(all.at(-1)?.pending.map((one) => one.path)).toEqual(['/etc/new']));
    const facts = all.at(-1);
    const scene = facts && buildScene(facts);
    expect(scene?.tiles.find((tile) => tile.id === `rw:${BOX}|/etc/new`)?.state).toBe('present');
    expect(scene?.stories.map((story) => story.kind)).toEqual(['create']);
  });

  it('puts many observations into one refresh, and reads a read-only folder once', async () => {
    const { state, transport } = engine(true);
    const all = watch(transport);
    await vi.waitFor(() => expect(all.length).toBeGreaterThan(0));
    const before = all.length;
    for (let seq = 1; seq <= 50; seq++) state.seen.write(see(seq, '/etc/new', seq === 1 ? 'create' : 'write'));
    await vi.waitFor(() => expect(all.at(-1)?.touches.paths.get('/etc/new')?.seq).toBe(50));
    expect(all.length - before).toBeLessThan(10);
    expect(state.asked.filter((url) => url.includes('tree') && url.includes('base') && url.includes('etc'))).toHaveLength(1);
  });

  it('neither drowns in 20,000 observations nor loses their count', async () => {
    const { state, transport } = engine(true);
    const all = watch(transport);
    await vi.waitFor(() => expect(all.length).toBeGreaterThan(0));
    const before = all.length;
    for (let seq = 1; seq <= 20_000; seq++) state.seen.write(see(seq, `/etc/f${seq}`));
    await vi.waitFor(() => expect(all.at(-1)?.touches.paths.get('/etc/f20000')?.seq).toBe(20_000), 20_000);
    const frames = all.slice(before);
    expect(frames.length).toBeLessThan(300);
    expect(frames.reduce((sum, facts) => sum + facts.pending.length, 0)).toBe(20_000);
    expect(all.at(-1)?.touches.paths.size).toBeLessThanOrEqual(400);
    let scene: LayerScene | null = null;
    for (const facts of frames) scene = buildScene(facts, scene);
    expect(scene?.stories).toHaveLength(1);
    expect(scene?.caption).toMatchObject({ key: 'story.many', params: { count: 20_000, kind: 'create' } });
    expect(scene?.columns.map((column) => column.id)).toEqual(['folder:/etc', 'rest']);
  }, 30_000);

  it('does with the true engine: history and docker diff', async () => {
    const { state, transport } = engine(false);
    state.changes = [
      { Path: '/etc', Kind: 0 },
      { Path: '/etc/new', Kind: 1 },
      { Path: '/etc/old', Kind: 2 },
    ];
    const all = watch(transport);
    await vi.waitFor(() => expect(all.at(-1)?.stack?.layers).toHaveLength(2));
    const facts = all.at(-1);
    const scene = facts && buildScene(facts);
    expect(scene?.tiles.filter((tile) => tile.row === `rw:${BOX}`).map((tile) => [tile.column, tile.state])).toEqual([
      ['/etc/old', 'whiteout'],
      ['/etc/new', 'present'],
    ]);
    expect(scene?.rows.find((row) => row.kind === 'read-only')?.title).toEqual({
      key: 'row.ro',
      params: { n: 1, instruction: 'ADD file:1 in /' },
    });
    expect(facts?.kernel).toBe('Linux 6.1.0');
  });

  it('falls back to the image when the container vanishes midway', async () => {
    const { state, transport } = engine(true);
    const all = watch(transport);
    await vi.waitFor(() => expect(all.at(-1)?.subject?.kind).toBe('container'));
    state.containers = [];
    state.seen.write(see(1, '/etc/new'));
    await vi.waitFor(() => expect(all.at(-1)?.stack).toBeNull());
    state.events.write({ Type: 'container', Action: 'destroy', Actor: { ID: BOX, Attributes: {} }, time: 0, timeNano: 0 });
    await vi.waitFor(() => expect(all.at(-1)?.containers).toEqual([]));
    expect(all.at(-1)?.subject).toBeNull();
  });

  it('looks at what a build made when its containers have gone, though others are there', async () => {
    const { state, transport } = engine(false);
    const all = watch(transport);
    await vi.waitFor(() => expect(all.at(-1)?.subject?.kind).toBe('container'));
    const tell = (Type: string, Action: string, ID: string): void =>
      state.events.write({ Type, Action, Actor: { ID, Attributes: {} }, time: 0, timeNano: 0 });
    const step = 'c'.repeat(64);
    tell('container', 'start', BOX);
    tell('image', 'tag', IMAGE);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(all.at(-1)?.subject?.kind).toBe('container');
    tell('container', 'create', step);
    tell('container', 'destroy', step);
    tell('image', 'tag', IMAGE);
    await vi.waitFor(() => expect(all.at(-1)?.subject).toMatchObject({ kind: 'image', id: IMAGE }));
  });

  it('opens and closes folders', async () => {
    const { state, transport } = engine(true);
    const all = watch(transport);
    state.seen.write(see(1, '/etc/new'));
    await vi.waitFor(() => expect(all.at(-1)?.touches.paths.size).toBe(1));
    source?.toggleFolder('/etc');
    await vi.waitFor(() => expect(all.at(-1)?.folds.get('/etc')).toBe(false));
    source?.toggleFolder('/usr');
    await vi.waitFor(() => expect(all.at(-1)?.folds.get('/usr')).toBe(true));
  });
});

describe('history', () => {
  it('finds the lines that made layers, also empty ones', () => {
    const lines = [
      { CreatedBy: '/bin/sh -c #(nop)  CMD ["sh"]', Size: 0 },
      { CreatedBy: '/bin/sh -c rm -f /x', Size: 0 },
      { CreatedBy: '/bin/sh -c #(nop)  ENV A=b', Size: 0 },
      { CreatedBy: '/bin/sh -c #(nop) ADD file:1 in / ', Size: 9 },
    ].map((line) => ({ Comment: '', Created: 0, Id: '', Tags: null, ...line }));
    expect(matchHistory(['d1', 'd2'], lines).map((layer) => layer.createdBy)).toEqual([
      '/bin/sh -c #(nop) ADD file:1 in / ',
      '/bin/sh -c rm -f /x',
    ]);
  });
});
