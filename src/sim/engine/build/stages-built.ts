import type { Digest } from '../../image/types.ts';

/** The stages that are done, found by name or by number. */
export class StagesBuilt {
  readonly #all: (Digest | '')[] = [];
  readonly #byName = new Map<string, Digest | ''>();

  /** Throws when there is one of that name. */
  checkName(name: string): void {
    if (name !== '' && this.#byName.has(name)) throw new Error(`${name} stage name already used`);
  }

  add(name: string, image: Digest | ''): void {
    this.#all.push(image);
    if (name !== '') this.#byName.set(name, image);
  }

  /** The image of a stage by its name, null when there is none. */
  named(name: string): Digest | '' | null {
    return this.#byName.get(name.toLowerCase()) ?? null;
  }

  /** The image of a stage by its name or number, null when it is neither. Throws for a number that no finished stage has. */
  find(nameOrNumber: string): Digest | '' | null {
    if (!/^[+-]?\d+$/.test(nameOrNumber)) return this.named(nameOrNumber);
    const number = Number(nameOrNumber);
    if (number === this.#all.length) throw new Error('refers to current build stage');
    const found = this.#all[number];
    if (found === undefined) throw new Error('index out of bounds');
    return found;
  }
}
