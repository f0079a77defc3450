import type { Digest, ReferenceStore } from './types.ts';

/** In memory, as Docker's repositories.json. */
export class ImageReferenceStore implements ReferenceStore {
  readonly #ids = new Map<string, Digest>();

  set(reference: string, id: Digest): void {
    this.#ids.set(reference, id);
  }

  get(reference: string): Digest | null {
    return this.#ids.get(reference) ?? null;
  }

  delete(reference: string): boolean {
    return this.#ids.delete(reference);
  }

  of(id: Digest): readonly string[] {
    return [...this.#ids].flatMap(([reference, of]) => (of === id ? [reference] : [])).sort();
  }

  all(): readonly { reference: string; id: Digest }[] {
    return [...this.#ids].map(([reference, id]) => ({ reference, id }));
  }
}
