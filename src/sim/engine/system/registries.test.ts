import { describe, expect, it } from 'vitest';
import type { RegistryView, TransferEvent } from '../../../api/transfer.ts';
import { makeTestWorld, type TestWorld } from '../testing.ts';

const registriesOf = async (world: TestWorld): Promise<RegistryView[]> =>
  JSON.parse((await world.call('GET', '/_huajuan/registries')).text) as RegistryView[];

/** All that is kept: the stream of another listener never ends, so it is read until it is quiet. */
async function told(world: TestWorld): Promise<TransferEvent[]> {
  const { body } = await world.engine.transport.fetch({ method: 'GET', url: '/v1.41/_huajuan/transfers', headers: {} });
  const reader = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const lines: TransferEvent[] = [];
  for (;;) {
    const next = await Promise.race([reader.next(), new Promise<null>((resolve) => setImmediate(() => resolve(null)))]);
    if (!next || next.done) break;
    for (const line of new TextDecoder().decode(next.value).trim().split('\n')) lines.push(JSON.parse(line) as TransferEvent);
  }
  await reader.return?.();
  return lines;
}

const statesOf = (events: readonly TransferEvent[], transfer: number): string[][] => {
  const states = new Map<string, string[]>();
  for (const event of events) {
    if (event.kind !== 'layer' || event.transfer !== transfer) continue;
    const before = states.get(event.diffId) ?? [];
    if (before.at(-1) !== event.state) before.push(event.state);
    states.set(event.diffId, before);
  }
  return [...states.values()];
};

describe('what registries hold', () => {
  it('is shown before anybody has asked them, and leaves no trace', async () => {
    const world = makeTestWorld();
    const before = JSON.stringify(world.engine.snapshot());
    const [hub] = await registriesOf(world);
    expect(JSON.stringify(world.engine.snapshot())).toBe(before);
    expect(hub).toMatchObject({ host: 'docker.io', kind: 'hub', reachable: true, contacted: false, user: null, more: 0 });
    const centos = hub?.repositories.find(({ name }) => name === 'library/centos');
    expect(centos?.tags.map(({ name }) => name)).toEqual(['latest', '6.8']);
    expect(centos?.tags[0]?.digest).toBe(centos?.tags[1]?.digest);
    expect(centos?.manifests[0]?.layers).toHaveLength(3);
  });

  it('says the same as Docker does of the image that was pulled', async () => {
    const world = makeTestWorld();
    await world.call('POST', '/images/create?fromImage=centos&tag=6.8');
    const image = JSON.parse((await world.call('GET', '/images/centos:6.8/json')).text);
    const [hub] = await registriesOf(world);
    expect(hub?.contacted).toBe(true);
    const centos = hub?.repositories.find(({ name }) => name === 'library/centos');
    expect(centos?.manifests[0]?.config).toBe(image.Id);
    expect(centos?.manifests[0]?.layers.map(({ diffId }) => diffId)).toEqual(image.RootFS.Layers);
    expect(image.RepoDigests).toEqual([`centos@${centos?.tags[1]?.digest}`]);
  });

  it('has a registry that only a name speaks of, and says that nobody answers', async () => {
    const world = makeTestWorld();
    await world.call('POST', '/images/create?fromImage=busybox&tag=1.35');
    await world.call('POST', '/images/busybox:1.35/tag?repo=nowhere.example/me/box&tag=v1');
    expect(await registriesOf(world)).toContainEqual(
      expect.objectContaining({ host: 'nowhere.example', kind: 'private', reachable: false, repositories: [] }),
    );
  });
});

describe('transfers', () => {
  it('tell the way of every layer; a second pull finds what is there', async () => {
    const world = makeTestWorld();
    await world.call('POST', '/images/create?fromImage=busybox&tag=1.35');
    await world.call('POST', '/images/create?fromImage=centos&tag=6.8');
    await world.call('POST', '/images/create?fromImage=centos&tag=6.8');
    const events = await told(world);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(events.filter(({ kind }) => kind === 'contact')).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === 'begin')).toMatchObject([
      { transfer: 1, direction: 'pull', name: 'docker.io/library/busybox:1.35', registry: 'docker.io' },
      { transfer: 2, name: 'docker.io/library/centos:6.8' },
      { transfer: 3 },
    ]);
    const pulled = ['announced', 'downloading', 'verifying', 'downloaded', 'extracting', 'complete'];
    expect(statesOf(events, 1)).toEqual([pulled]);
    expect(statesOf(events, 2)).toEqual([['exists'], pulled, pulled]);
    expect(statesOf(events, 3)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ kind: 'end', transfer: 3, digest: expect.stringContaining('sha256:') });
  });

  it('tell of a push: sent, mounted from another repository, there already', async () => {
    const world = makeTestWorld();
    const auth = btoa(JSON.stringify({ username: 'student', password: 'secret' }));
    const push = async (name: string): Promise<void> => {
      const asked = { method: 'POST', url: `/v1.41/images/${name}/push?tag=v1`, headers: { 'x-registry-auth': auth } } as const;
      await world.settle(
        world.engine.transport.fetch(asked).then(async ({ body }) => {
          for await (const _ of body as AsyncIterable<Uint8Array>);
        }),
      );
    };
    await world.call('POST', '/images/create?fromImage=busybox&tag=1.35');
    for (const repo of ['localhost:5000/a', 'localhost:5000/b']) await world.call('POST', `/images/busybox:1.35/tag?repo=${repo}&tag=v1`);
    await push('localhost:5000/a');
    await push('localhost:5000/b');
    await push('localhost:5000/b');
    const events = await told(world);
    expect(statesOf(events, 2)).toEqual([['preparing', 'looking', 'pushing', 'pushed']]);
    expect(statesOf(events, 3)).toEqual([['preparing', 'looking', 'mounted']]);
    expect(events.find((event) => event.kind === 'layer' && event.state === 'mounted')).toMatchObject({ from: 'a' });
    expect(statesOf(events, 4)).toEqual([['preparing', 'looking', 'exists']]);
    const ours = (await registriesOf(world)).find(({ host }) => host === 'localhost:5000');
    expect(ours).toMatchObject({ kind: 'private', tls: false, contacted: true, user: 'student' });
    expect(ours?.repositories.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
