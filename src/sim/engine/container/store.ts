import { invalidParameter, notFound, systemError } from '../../errors.ts';
import type { Container } from './container.ts';

/** The containers, found as the daemon finds them: by id, by name, by the beginning of an id. */
export class ContainerStore {
  readonly #byId = new Map<string, Container>();

  add(container: Container): void {
    this.#byId.set(container.id, container);
  }

  delete(container: Container): void {
    this.#byId.delete(container.id);
  }

  /** Newest first. */
  all(): Container[] {
    return [...this.#byId.values()].reverse();
  }

  named(name: string): Container | null {
    for (const container of this.#byId.values()) if (container.name === name) return container;
    return null;
  }

  /** As {@link get}, null when there is none or more than one. */
  find(idOrName: string): Container | null {
    try {
      return this.get(idOrName);
    } catch {
      return null;
    }
  }

  /** Throws Docker's errors when there is none, or more than one. */
  get(idOrName: string): Container {
    if (idOrName === '') throw invalidParameter('invalid name or ID supplied: ""');
    const exact = this.#byId.get(idOrName) ?? this.named(idOrName.replace(/^\//, ''));
    if (exact) return exact;
    const found = [...this.#byId.values()].filter(({ id }) => id.startsWith(idOrName));
    if (found.length > 1) throw systemError(`Multiple IDs found with provided prefix: ${idOrName}`);
    const [one] = found;
    if (!one) throw notFound(`No such container: ${idOrName}`);
    return one;
  }
}
