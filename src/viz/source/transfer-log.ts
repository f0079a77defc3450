/** What was told of pulls and pushes, as far as it is shown: those under way, and the last that has ended. */
import type { LayerTransfer, TransferEvent } from '../../api/transfer.ts';
import type { Transfer } from '../model/names/facts.ts';

export class TransferLog {
  readonly #transfers = new Map<number, Transfer & { readonly layers: Map<string, LayerTransfer> }>();
  #seq = 0;

  /** Takes what was told; false when it is known already (a stream opened again begins with what was told before). */
  take(event: TransferEvent): boolean {
    if (event.seq <= this.#seq) return false;
    this.#seq = event.seq;
    if (event.kind === 'contact') return true;
    const { transfer: id } = event;
    if (event.kind === 'begin') {
      const { direction, name, registry } = event;
      this.#transfers.set(id, { id, direction, name, registry, ended: false, good: false, layers: new Map() });
      return true;
    }
    const known = this.#transfers.get(id);
    if (!known) return false;
    if (event.kind === 'layer') known.layers.set(event.diffId, event);
    else {
      this.#transfers.set(id, { ...known, ended: true, good: event.digest !== null });
      const ended = [...this.#transfers.values()].filter((one) => one.ended);
      for (const one of ended.slice(0, -1)) this.#transfers.delete(one.id);
    }
    return true;
  }

  /** Another command has worked with images: what a pull or push did is of no more interest. */
  forgetEnded(): void {
    for (const one of [...this.#transfers.values()]) if (one.ended) this.#transfers.delete(one.id);
  }

  /** In the order they began. */
  shown(): readonly Transfer[] {
    return [...this.#transfers.values()].map((one) => ({ ...one, layers: new Map(one.layers) }));
  }
}
