import { FsError, type Stat } from '../../fs/types.ts';
import type { Process } from '../process.ts';
import { WaitQueue } from '../wait-queue.ts';
import { OpenFile } from './open-file.ts';

/** pipe(7): 16 pages of 4 KiB. */
const CAPACITY = 65536;
/** Writes of up to this many bytes are never split. */
const ATOMIC = 4096;

/** The bytes between the ends of a pipe, FIFO or one direction of a connection. */
export class PipeBuffer {
  readonly #pieces: Uint8Array[] = [];
  #size = 0;
  readers = 0;
  writers = 0;
  /** A connection that was reset instead of closed. */
  broken = false;
  readonly readable = new WaitQueue();
  readonly writable = new WaitQueue();
  /** Woken when an end is opened: a FIFO's open waits for the other side. */
  readonly opened = new WaitQueue();

  get size(): number {
    return this.#size;
  }

  /** Takes up to `max` bytes; none at the end; null when it must wait for a writer. */
  take(max: number): Uint8Array | null {
    const first = this.#pieces[0];
    if (!first) return this.writers > 0 ? null : new Uint8Array(0);
    let out = first;
    if (first.length > max) {
      out = first.subarray(0, max);
      this.#pieces[0] = first.subarray(max);
    } else if (this.#pieces.length === 1 || first.length === max) {
      this.#pieces.shift();
    } else {
      out = this.#join(max);
    }
    this.#size -= out.length;
    this.writable.wake();
    return out;
  }

  /** Appends what fits; null when it must wait for room. The bytes are copied. */
  put(data: Uint8Array): number | null {
    const room = CAPACITY - this.#size;
    const count = data.length <= room ? data.length : data.length <= ATOMIC ? 0 : Math.min(room, data.length);
    if (count === 0) return data.length === 0 ? 0 : null;
    this.#pieces.push(data.slice(0, count));
    this.#size += count;
    this.readable.wake();
    return count;
  }

  /** All bytes that are inside, without taking them: for the state digest. */
  peek(): readonly Uint8Array[] {
    return this.#pieces;
  }

  addReader(): void {
    this.readers++;
    this.opened.wake();
  }

  addWriter(): void {
    this.writers++;
    this.opened.wake();
  }

  dropReader(): void {
    if (--this.readers === 0) this.writable.wake();
  }

  dropWriter(): void {
    if (--this.writers === 0) this.readable.wake();
  }

  #join(max: number): Uint8Array {
    let length = 0;
    let count = 0;
    for (const piece of this.#pieces) {
      if (length + piece.length > max) break;
      length += piece.length;
      count++;
    }
    const out = new Uint8Array(length);
    let at = 0;
    for (const piece of this.#pieces.splice(0, count)) {
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  }
}

/** One end of a pipe, or an open FIFO (which may be both). */
export class PipeEnd extends OpenFile {
  readonly buffer: PipeBuffer;
  readonly #stat: () => Stat;
  override readonly readable: WaitQueue;
  override readonly writable: WaitQueue;

  constructor(buffer: PipeBuffer, flags: { read?: boolean; write?: boolean }, name: string, stat: () => Stat) {
    super(flags, name);
    this.buffer = buffer;
    this.#stat = stat;
    this.readable = buffer.readable;
    this.writable = buffer.writable;
    if (flags.read) buffer.addReader();
    if (flags.write) buffer.addWriter();
  }

  read(max: number): Uint8Array | null {
    return this.buffer.take(max);
  }

  write(data: Uint8Array, by: Process): number | null {
    if (this.buffer.readers === 0) {
      by.signal('PIPE');
      throw new FsError('EPIPE', 'write', this.name);
    }
    return this.buffer.put(data);
  }

  stat(): Stat {
    return this.#stat();
  }

  protected override closed(): void {
    if (this.flags.read) this.buffer.dropReader();
    if (this.flags.write) this.buffer.dropWriter();
  }
}
