import { familiarName, familiarString, parseReference } from '../../api/reference.ts';
import type { ImageFiles } from './image-files.ts';
import type { Digest, ReferenceStore } from './types.ts';

/** What Docker has in repositories.json. */
export class ImageReferenceStore implements ReferenceStore {
  readonly #ids = new Map<string, Digest>();
  readonly #files: ImageFiles | null;

  /** @param files where it notes what it has, if anywhere */
  constructor({ files = null }: { files?: ImageFiles | null } = {}) {
    this.#files = files;
  }

  set(reference: string, id: Digest): void {
    this.#ids.set(reference, id);
    this.#note();
  }

  get(reference: string): Digest | null {
    return this.#ids.get(reference) ?? null;
  }

  delete(reference: string): boolean {
    const known = this.#ids.delete(reference);
    if (known) this.#note();
    return known;
  }

  of(id: Digest): readonly string[] {
    return [...this.#ids].flatMap(([reference, of]) => (of === id ? [reference] : [])).sort();
  }

  all(): readonly { reference: string; id: Digest }[] {
    return [...this.#ids].map(([reference, id]) => ({ reference, id }));
  }

  #note(): void {
    this.#files?.references(
      [...this.#ids].map(([text, id]) => {
        const reference = parseReference(text);
        return { repository: familiarName(reference), name: familiarString(reference), id };
      }),
    );
  }
}
