/** What a true engine lets one know of registries: the names of its own images, and the digests they came with. */
import type { ManifestView, RegistryView, RepositoryView } from '../../../api/transfer.ts';
import type { LocalImage } from './facts.ts';
import { hostOf, repositoryOf, tagOf } from './reading.ts';

/** Registries as far as local names speak of them; a tag without a digest was never there. */
export function plainRegistries(images: readonly LocalImage[]): RegistryView[] {
  const hosts = new Map<string, Map<string, { tags: { name: string; digest: string }[]; manifests: Map<string, ManifestView> }>>();
  for (const image of images) {
    for (const name of image.digests) {
      const [repository = '', digest = ''] = name.split('@');
      const host = hostOf(repository);
      const there =
        hosts.get(host) ?? new Map<string, { tags: { name: string; digest: string }[]; manifests: Map<string, ManifestView> }>();
      hosts.set(host, there);
      const path = repository.slice(host.length + 1);
      const known = there.get(path) ?? { tags: [], manifests: new Map<string, ManifestView>() };
      there.set(path, known);
      for (const tag of image.tags) {
        if (repositoryOf(tag) === repository) known.tags.push({ name: tagOf(tag) ?? '', digest });
      }
      const layers = image.layers.map(({ diffId }) => ({ digest: '', size: 0, diffId }));
      known.manifests.set(digest, { digest, config: image.id, layers });
    }
  }
  if (!hosts.has('docker.io')) hosts.set('docker.io', new Map());
  return [...hosts.entries()]
    .sort(([a], [b]) => Number(b === 'docker.io') - Number(a === 'docker.io') || (a < b ? -1 : 1))
    .map(([host, repositories]): RegistryView => {
      const listed = [...repositories.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(
          ([name, { tags, manifests }]): RepositoryView => ({
            name,
            tags: tags.length > 0 ? tags : [...manifests.keys()].map((digest) => ({ name: '', digest })),
            more: 0,
            manifests: [...manifests.values()],
          }),
        );
      const kind = host === 'docker.io' ? 'hub' : 'private';
      return { host, kind, reachable: true, tls: true, contacted: true, user: null, repositories: listed, more: 0 };
    });
}
