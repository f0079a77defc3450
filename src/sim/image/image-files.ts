/** What Docker notes of images and layers under /var/lib/docker/image/<driver>, for whoever looks there. Nothing is read back. */
import { Content } from '../fs/content.ts';
import { folderAt } from '../fs/docker-home.ts';
import { removeTree } from '../fs/archive.ts';
import type { Inode } from '../fs/memfs.ts';
import { goJson, goMap } from './go-json.ts';
import type { Digest, Image, Layer } from './types.ts';

/** About what an entry of a layer takes in tar-split.json.gz, and what is the same in all, bytes. */
const [SPLIT_ENTRY, SPLIT_FRAME] = [20, 280];
const hex = (digest: Digest): string => digest.slice('sha256:'.length);

export class ImageFiles {
  readonly #home: Inode;

  /** @param home the driver's folder under image/ */
  constructor(home: Inode) {
    this.#home = home;
  }

  image({ id, bytes }: Image): void {
    this.#write('imagedb/content/sha256', hex(id), Content.of(bytes), 0o600);
  }

  imageGone(id: Digest): void {
    this.#remove('imagedb/content/sha256', hex(id));
    this.#remove('imagedb/metadata/sha256', hex(id));
  }

  /** "parent": the image it was made from; "lastUpdated": when it was made or tagged here, as Go writes a time. */
  metadata(id: Digest, key: 'parent' | 'lastUpdated', text: string): void {
    if (this.#gone) return;
    folderAt(this.#home, `imagedb/metadata/sha256/${hex(id)}`, 0o700);
    this.#write(`imagedb/metadata/sha256/${hex(id)}`, key, Content.of(text), 0o600);
  }

  layer({ chainId, diffId, parent, size, cacheId }: Layer, entries: number): void {
    if (this.#gone) return;
    const path = `layerdb/sha256/${hex(chainId)}`;
    folderAt(this.#home, 'layerdb/tmp');
    folderAt(this.#home, 'layerdb/sha256');
    folderAt(this.#home, path, 0o700);
    this.#write(path, 'diff', Content.of(diffId));
    this.#write(path, 'size', Content.of(String(size)));
    if (parent) this.#write(path, 'parent', Content.of(parent));
    this.#write(path, 'cache-id', Content.of(cacheId));
    this.#write(path, 'tar-split.json.gz', Content.solid(SPLIT_FRAME + SPLIT_ENTRY * entries));
  }

  layerGone(chain: Digest): void {
    this.#remove('layerdb/sha256', hex(chain));
  }

  /** A container's own layer, on top of `parent`. */
  mount(container: string, mountId: string, initId: string | null, parent: Digest | null): void {
    const path = `layerdb/mounts/${container}`;
    if (initId !== null) this.#write(path, 'init-id', Content.of(initId));
    this.#write(path, 'mount-id', Content.of(mountId));
    if (parent) this.#write(path, 'parent', Content.of(parent));
  }

  mountGone(container: string): void {
    this.#remove('layerdb/mounts', container);
  }

  /** All names, by the repositories they belong to. */
  references(all: readonly { readonly repository: string; readonly name: string; readonly id: Digest }[]): void {
    const repositories: Record<string, Record<string, Digest>> = {};
    for (const { repository, name, id } of all) (repositories[repository] ??= {})[name] = id;
    const sorted = Object.fromEntries(Object.entries(goMap(repositories)).map(([repository, names]) => [repository, goMap(names)]));
    this.#write('', 'repositories.json', Content.of(goJson({ Repositories: sorted })), 0o600);
  }

  /** The layer that a blob of a registry was, and where that layer is known to be. */
  blob(blob: Digest, diffId: Digest): void {
    this.#write('distribution/diffid-by-digest/sha256', hex(blob), Content.of(diffId));
  }

  sources(diffId: Digest, sources: readonly { readonly digest: Digest; readonly repository: string }[]): void {
    const known = sources.map(({ digest, repository }) => ({ Digest: digest, SourceRepository: repository, HMAC: '' }));
    this.#write('distribution/v2metadata-by-diffid/sha256', hex(diffId), Content.of(goJson(known)));
  }

  /** Somebody has removed the folder: dockerd would fail in its own ways, this one goes on from memory. */
  get #gone(): boolean {
    return this.#home.parent === null;
  }

  /** Docker writes such files anew and renames them into place. */
  #write(path: string, name: string, content: Content, mode = 0o644): void {
    if (this.#gone) return;
    const { fs } = this.#home;
    const dir = folderAt(this.#home, path);
    if (dir.entries?.has(name)) fs.unlink(dir, name);
    fs.adopt(fs.create(dir, name, { mode, uid: 0, gid: 0 }), content);
  }

  #remove(path: string, name: string): void {
    if (this.#gone) return;
    const dir = folderAt(this.#home, path);
    if (dir.entries?.has(name)) removeTree(dir, name);
  }
}
