import type { Stat } from '../../fs/types.ts';
import type { Process } from '../process.ts';
import { type PipeBuffer, PipeEnd } from './pipe.ts';

/**
 * An open FIFO (fifo(7)). Opening never waits in this world; instead the first read waits for a writer and the first write
 * for a reader, which programs cannot tell from an open that waits.
 */
export class FifoEnd extends PipeEnd {
  #met = false;

  constructor(buffer: PipeBuffer, flags: { read?: boolean; write?: boolean }, name: string, stat: () => Stat) {
    super(buffer, flags, name, stat);
    if (flags.read) buffer.writable.wake();
  }

  override read(max: number): Uint8Array | null {
    this.#met ||= this.buffer.writers > 0 || this.buffer.size > 0;
    return this.#met ? super.read(max) : null;
  }

  override write(data: Uint8Array, by: Process): number | null {
    this.#met ||= this.buffer.readers > 0;
    return this.#met ? super.write(data, by) : null;
  }
}
