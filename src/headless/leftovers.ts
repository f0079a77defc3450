import {
  ContainerDelete,
  ContainerList,
  ImageDelete,
  ImageList,
  NetworkDelete,
  NetworkList,
  VolumeDelete,
  VolumeList,
} from '../api/client.ts';
import type { EngineTransport } from '../api/wire.ts';

interface Kind {
  readonly list: (wire: EngineTransport) => Promise<readonly string[]>;
  readonly remove: (wire: EngineTransport, name: string) => Promise<unknown>;
}

/** In the order in which they can be taken away. Names before ids: an image that was there before may have got a new name. */
const KINDS: readonly Kind[] = [
  {
    list: async (wire) => (await ContainerList(wire, { all: true })).map(({ Id }) => Id),
    remove: (wire, id) => ContainerDelete(wire, id, { force: true, v: true }),
  },
  {
    list: async (wire) => (await NetworkList(wire)).map(({ Id }) => Id),
    remove: NetworkDelete,
  },
  {
    list: async (wire) => ((await VolumeList(wire)).Volumes ?? []).map(({ Name }) => Name),
    remove: (wire, name) => VolumeDelete(wire, name, true),
  },
  {
    list: async (wire) =>
      (await ImageList(wire)).flatMap(({ RepoTags, RepoDigests }) => [...(RepoTags ?? []), ...(RepoDigests ?? [])]).filter(isName),
    remove: (wire, name) => ImageDelete(wire, name),
  },
  {
    list: async (wire) => (await ImageList(wire, { all: true })).map(({ Id }) => Id),
    remove: (wire, id) => ImageDelete(wire, id, { force: true }),
  },
];

/** `<none>:<none>` is how the engine says that there is none. */
const isName = (text: string): boolean => !text.includes('<none>');

/** Notes what an engine holds now; call the answer to take away what has been added since. Nothing that was there before is touched. */
export async function noteLeftovers(wire: EngineTransport): Promise<() => Promise<void>> {
  const before = await Promise.all(KINDS.map(async ({ list }) => new Set(await list(wire))));
  return async () => {
    for (const [n, { list, remove }] of KINDS.entries())
      for (const name of await list(wire)) {
        if (before[n]?.has(name)) continue;
        // What another one still needs, or took along, is no failure.
        await remove(wire, name).catch(() => {});
      }
  };
}
