/** How long containers took to start, by the engine's own events. */
import type { EventMessage } from '../../api/types.ts';

/** So many containers are remembered. */
const KEPT = 500;

export class Starts {
  readonly #created = new Map<string, number>();
  readonly #took = new Map<string, number>();

  /** Takes an event: `create` begins, the first `start` after it ends. */
  heard({ Type: type, Action: action, Actor: { ID: id }, timeNano }: EventMessage): void {
    if (type !== 'container') return;
    if (action === 'create') keep(this.#created, id, timeNano / 1e6);
    const created = this.#created.get(id);
    if (action !== 'start' || created === undefined) return;
    this.#created.delete(id);
    keep(this.#took, id, timeNano / 1e6 - created);
  }

  /** Milliseconds from `create` to `start`; null when that was not seen. */
  of(id: string): number | null {
    return this.#took.get(id) ?? null;
  }
}

function keep(map: Map<string, number>, id: string, value: number): void {
  map.set(id, value);
  const [oldest] = map.keys();
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest);
}
