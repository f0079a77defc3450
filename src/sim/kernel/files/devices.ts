import { FsError, type Stat } from '../../fs/types.ts';
import type { Random } from '../../random.ts';
import type { OpenFlags } from '../types.ts';
import { OpenFile } from './open-file.ts';

/** The memory devices of major number 1 (mem(4), random(4)) by their minor. */
export const memoryDevices: ReadonlyMap<number, 'null' | 'zero' | 'full' | 'random'> = new Map([
  [3, 'null'],
  [5, 'zero'],
  [7, 'full'],
  [8, 'random'],
  [9, 'random'],
]);

/** An open /dev/null, zero, full, random or urandom. */
export class MemoryDevice extends OpenFile {
  readonly #kind: 'null' | 'zero' | 'full' | 'random';
  readonly #random: Random;
  readonly #stat: () => Stat;

  constructor(kind: 'null' | 'zero' | 'full' | 'random', random: Random, flags: OpenFlags, name: string, stat: () => Stat) {
    super(flags, name);
    this.#kind = kind;
    this.#random = random;
    this.#stat = stat;
  }

  read(max: number): Uint8Array {
    if (this.#kind === 'null') return new Uint8Array(0);
    return this.#kind === 'random' ? this.#random.bytes(max) : new Uint8Array(max);
  }

  write(data: Uint8Array): number {
    if (this.#kind === 'full') throw new FsError('ENOSPC', 'write', this.name);
    return data.length;
  }

  stat(): Stat {
    return this.#stat();
  }

  override seek(): number {
    return 0;
  }
}
