import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LayerState, TransferEvent } from '../../api/transfer.ts';
import type { EngineResponse, EngineTransport } from '../../api/wire.ts';
import type { NamesFacts } from '../model/names/facts.ts';
import { type NamesChoices, type NamesSource, startNamesSource } from './names.ts';

const encoder = new TextEncoder();
const IMAGE = `sha256:${'a'.repeat(64)}`;

/** A stream that a test can write lines to. */
class Lines implements AsyncIterable<Uint8Array> {
  readonly #chunks: Uint8Array[] = [];
  #wake: (() => void) | null = null;
  write(value: unknown): void {
    this.#chunks.push(encoder.encode(`${JSON.stringify(value)}\n`));
    this.#wake?.();
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) yield chunk;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** An engine with an image, or none yet; `extended` as the simulated one. */
function engine(extended: boolean) {
  const state = { tags: ['box:latest', '<none>:<none>'].slice(0, 1), asked: 0, events: new Lines(), transfers: new Lines() };
  const answer = (path: string): unknown => {
    switch (path) {
      case '/v1.41/images/json':
        state.asked++;
        return [{ Id: IMAGE, RepoTags: state.tags, RepoDigests: [`box@sha256:${'b'.repeat(64)}`], Size: 9 }];
      case '/v1.41/containers/json':
        return [{ Id: 'c'.repeat(64), Names: ['/web'], Image: 'box', ImageID: IMAGE, State: 'running' }];
      case `/v1.41/images/${IMAGE}/json`:
        return { RootFS: { Layers: ['sha256:base'] } };
      case `/v1.41/images/${IMAGE}/history`:
        return [{ CreatedBy: 'ADD', Size: 9 }];
      case '/_huajuan/registries':
        return extended ? [] : undefined;
      default:
        return undefined;
    }
  };
  const transport: EngineTransport = {
    async fetch({ url }): Promise<EngineResponse> {
      if (url.startsWith('/v1.41/events')) return { status: 200, headers: {}, body: state.events };
      if (url === '/_huajuan/transfers' && extended) return { status: 200, headers: {}, body: state.transfers };
      const value = answer(url.split('?', 1)[0] ?? '');
      if (value === undefined) return { status: 404, headers: {}, body: encoder.encode('{"message":"page not found"}') };
      return { status: 200, headers: {}, body: encoder.encode(JSON.stringify(value)) };
    },
    connect: () => Promise.reject(new Error('not used')),
  };
  return { state, transport };
}

let source: NamesSource | undefined;
afterEach(() => source?.destroy());

function watch(transport: EngineTransport, before?: NamesChoices): NamesFacts[] {
  const all: NamesFacts[] = [];
  source = startNamesSource({
    transport,
    onFacts: (facts) => all.push(facts),
    schedule: (run) => setTimeout(run, 1),
    ...(before ? { before } : {}),
  });
  return all;
}

const layer = (seq: number, state: LayerState): TransferEvent => ({
  at: 0,
  seq,
  kind: 'layer',
  transfer: 1,
  diffId: 'sha256:base',
  state,
  current: 1,
  total: 2,
  from: '',
});
const begin: TransferEvent = {
  at: 0,
  seq: 1,
  kind: 'begin',
  transfer: 1,
  direction: 'pull',
  name: 'docker.io/library/box:latest',
  registry: 'docker.io',
};

describe('source of names', () => {
  it('has names written out, layers and containers; progress alone asks for nothing', async () => {
    const { state, transport } = engine(true);
    const all = watch(transport);
    await vi.waitFor(() => expect(all.at(-1)?.images).toHaveLength(1));
    expect(all.at(-1)).toMatchObject({
      registries: [],
      images: [{ id: IMAGE, tags: ['docker.io/library/box:latest'], layers: [{ diffId: 'sha256:base', bytes: 9 }] }],
      containers: [{ name: 'web', imageId: IMAGE }],
      quiet: false,
    });
    state.transfers.write(begin);
    await vi.waitFor(() => expect(all.at(-1)?.transfers).toHaveLength(1));
    const asked = state.asked;
    state.transfers.write(layer(2, 'downloading'));
    await vi.waitFor(() => expect(all.at(-1)?.transfers[0]?.layers.get('sha256:base')?.state).toBe('downloading'));
    expect(state.asked).toBe(asked);
    state.transfers.write({ at: 0, seq: 3, kind: 'end', transfer: 1, digest: IMAGE });
    await vi.waitFor(() => expect(all.at(-1)?.transfers[0]).toMatchObject({ ended: true, good: true }));
    expect(state.asked).toBe(asked + 1);
    // Another command: the pull is of no more interest, nor is what was chosen.
    source?.choose({ kind: 'image', id: IMAGE });
    await vi.waitFor(() => expect(all.at(-1)?.choice).not.toBeNull());
    state.tags = ['box:latest', 'me/box:v1'];
    state.events.write({ Type: 'image', Action: 'tag', Actor: { ID: IMAGE, Attributes: {} } });
    await vi.waitFor(() => expect(all.at(-1)?.images[0]?.tags).toHaveLength(2));
    expect(all.at(-1)).toMatchObject({ transfers: [], choice: null });
  });

  it('does with less on a true engine, and has no news of another world', async () => {
    const { transport } = engine(false);
    const all = watch(transport, { choice: null, open: 'docker.io' });
    await vi.waitFor(() => expect(all.at(-1)?.images).toHaveLength(1));
    expect(all[0]).toMatchObject({ registries: null, quiet: true, open: 'docker.io' });
    source?.toggle('docker.io');
    await vi.waitFor(() => expect(all.at(-1)).toMatchObject({ open: null, quiet: false }));
  });
});
