import type { ImageFiles } from '../image/image-files.ts';
import type { Digest } from '../image/types.ts';

/** Where a layer is known to be: the digest of its blob, in a repository ("docker.io/library/centos"). */
export interface BlobSource {
  readonly digest: Digest;
  readonly repository: string;
  /** Who pushed it there ("" when it was pulled): it can only be mounted from where the same user put it, or anybody may look. */
  readonly account: string;
}

/** As many places of one layer are remembered. */
const MOST = 50;

const components = (repository: string): string[] => repository.split('/');

/** How many parts of their paths two repositories have in common from the beginning. */
function likeness(a: string, b: string): number {
  const [left, right] = [components(a), components(b)];
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  return same;
}

/** What the engine remembers of layers and their blobs (moby: distribution/metadata): it outlives the images. */
export class BlobMetadata {
  readonly #sources = new Map<Digest, BlobSource[]>();
  readonly #diffIds = new Map<Digest, Digest>();
  readonly #files: ImageFiles | null;

  /** @param files where it notes what it knows, if anywhere */
  constructor(files: ImageFiles | null = null) {
    this.#files = files;
  }

  /** The layer that a blob was the last time. */
  diffIdOf(blob: Digest): Digest | null {
    return this.#diffIds.get(blob) ?? null;
  }

  /** Oldest first. */
  sourcesOf(diffId: Digest): readonly BlobSource[] {
    return this.#sources.get(diffId) ?? [];
  }

  /** Remembers a place as the newest one. */
  add(diffId: Digest, source: BlobSource): void {
    const others = this.sourcesOf(diffId).filter((one) => !same(one, source));
    this.#sources.set(diffId, [...others, source].slice(-MOST));
    this.#diffIds.set(source.digest, diffId);
    this.#files?.sources(diffId, this.sourcesOf(diffId));
    this.#files?.blob(source.digest, diffId);
  }

  remove(diffId: Digest, source: BlobSource): void {
    this.#sources.set(
      diffId,
      this.sourcesOf(diffId).filter((one) => !same(one, source)),
    );
    this.#files?.sources(diffId, this.sourcesOf(diffId));
  }

  snapshot(): unknown {
    return [[...this.#sources], [...this.#diffIds]];
  }
}

const same = (a: BlobSource, b: BlobSource): boolean => a.digest === b.digest && a.repository === b.repository;

/** The likeliest first: of the same account, then with the longest common path, then the newest. */
export function sortByLikeness(sources: readonly BlobSource[], repository: string, account: string): BlobSource[] {
  return [...sources]
    .reverse()
    .sort(
      (a, b) =>
        Number(b.account === account) - Number(a.account === account) ||
        likeness(b.repository, repository) - likeness(a.repository, repository),
    );
}
