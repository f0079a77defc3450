/** A registry as an onlooker sees it: repositories, their tags, and the blobs behind them. */
import { concat } from '../../api/bytes.ts';
import type { ManifestView, RegistryView, RepositoryView } from '../../api/transfer.ts';
import type { ImageConfig } from '../image/types.ts';
import { choose, isList, parseManifest } from './manifest.ts';
import { HERE } from './platform.ts';
import type { Hosts } from './session.ts';
import type { RegistryStore, Repository } from './store.ts';

const MOST_REPOSITORIES = 100;
const MOST_TAGS = 50;
const decoder = new TextDecoder();

/** Manifests never change: each is read once. */
const known = new WeakMap<Uint8Array, ManifestView>();

function readManifest(store: RegistryStore, repository: Repository, digest: string, bytes: Uint8Array): ManifestView | null {
  const manifest = parseManifest(bytes);
  if (isList(manifest)) {
    const chosen = choose(manifest, HERE);
    const inner = chosen && repository.manifests.get(chosen.digest);
    const view = chosen && inner ? readManifest(store, repository, chosen.digest, inner) : null;
    return view && { ...view, digest };
  }
  const blob = store.blobs.get(manifest.config.digest);
  if (!blob) return null;
  const { rootfs } = JSON.parse(decoder.decode(concat([...blob.pieces()]))) as Partial<ImageConfig>;
  return {
    digest,
    config: manifest.config.digest,
    layers: manifest.layers.map((layer, at) => ({ digest: layer.digest, size: layer.size, diffId: rootfs?.diff_ids[at] ?? layer.digest })),
  };
}

/** The manifest, or null when it cannot be read (somebody pushed something else). */
function manifestView(store: RegistryStore, repository: Repository, digest: string): ManifestView | null {
  const bytes = repository.manifests.get(digest as `sha256:${string}`);
  if (!bytes) return null;
  const before = known.get(bytes);
  if (before) return before;
  try {
    const view = readManifest(store, repository, digest, bytes);
    if (view) known.set(bytes, view);
    return view;
  } catch {
    return null;
  }
}

/** What a store holds, in the bounds of {@link RegistryView}. */
function repositoriesOf(store: RegistryStore): Pick<RegistryView, 'repositories' | 'more'> {
  const names = store.names().filter((name) => store.repository(name)?.tags.size);
  const repositories = names.slice(0, MOST_REPOSITORIES).flatMap((name): RepositoryView[] => {
    const repository = store.repository(name);
    if (!repository) return [];
    const tags = [...repository.tags].slice(0, MOST_TAGS).map(([tag, digest]) => ({ name: tag, digest }));
    const manifests = [...new Set(tags.map(({ digest }) => digest))].flatMap((digest) => manifestView(store, repository, digest) ?? []);
    return [{ name, tags, more: repository.tags.size - tags.length, manifests }];
  });
  return { repositories, more: names.length - repositories.length };
}

/** Whom a machine knows. */
export interface Acquaintances {
  /** Hosts of Docker Hub's mirrors in daemon.json. */
  readonly mirrors: readonly string[];
  /** Hosts of daemon.json and of local names; any number of times. */
  readonly others: readonly string[];
  readonly contacts: ReadonlyMap<string, string | null>;
  readonly hosts: Hosts;
}

const HUB = 'docker.io';

/** Docker Hub, then its mirrors, then the others by name. */
export async function knownRegistries({ mirrors, others, contacts, hosts }: Acquaintances): Promise<RegistryView[]> {
  const rest = [...new Set([...others, ...contacts.keys()])].filter((host) => host !== HUB && !mirrors.includes(host)).sort();
  return Promise.all(
    [...new Set([HUB, ...mirrors, ...rest])].map(async (host): Promise<RegistryView> => {
      const endpoint = hosts.get(host);
      const store = await endpoint?.contents?.();
      const kind = host === HUB ? 'hub' : mirrors.includes(host) || store === null ? 'mirror' : 'private';
      return {
        host,
        kind,
        reachable: endpoint !== undefined,
        tls: endpoint?.tls ?? true,
        contacted: contacts.has(host),
        user: contacts.get(host) ?? null,
        ...(store ? repositoriesOf(store) : { repositories: [], more: 0 }),
      };
    }),
  );
}
