import { FsError, type Stat } from '../../fs/types.ts';
import type { Process } from '../process.ts';
import type { OpenFlags } from '../types.ts';
import { WaitQueue } from '../wait-queue.ts';

/**
 * An open file description (open(2)): shared by all descriptors that dup and fork made of it. Reads and writes here never
 * wait: they return null when they would, and the caller tries again when the matching queue wakes.
 */
export abstract class OpenFile {
  readonly flags: Readonly<OpenFlags>;
  /** What /proc/PID/fd/N points to: a path, "pipe:[4711]", "socket:[4712]". */
  readonly name: string;
  readonly readable: WaitQueue = new WaitQueue();
  readonly writable: WaitQueue = new WaitQueue();
  #references = 0;

  constructor(flags: OpenFlags, name: string) {
    this.flags = flags;
    this.name = name;
  }

  /** Up to `max` bytes, none at the end of the file, null when it must wait. */
  abstract read(max: number, by: Process): Uint8Array | null;
  /** How many bytes were taken (perhaps not all), null when it must wait. */
  abstract write(data: Uint8Array, by: Process): number | null;
  abstract stat(): Stat;

  /** Called once, when the last descriptor is gone. */
  protected closed(): void {}

  seek(_offset: number, _whence: 'set' | 'cur' | 'end'): number {
    throw new FsError('ESPIPE', 'lseek', this.name);
  }

  truncate(_size: number): void {
    throw new FsError('EINVAL', 'ftruncate', this.name);
  }

  get references(): number {
    return this.#references;
  }

  retain(): this {
    this.#references++;
    return this;
  }

  release(): void {
    if (--this.#references === 0) this.closed();
  }
}

/** The stat of something that is in no file system (pipe, socket, terminal made by a runtime). */
export function anonymousStat(type: Stat['type'], ino: number, now: number, rdev: readonly [number, number] = [0, 0]): Stat {
  return {
    dev: 13,
    ino,
    type,
    mode: 0o600,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev,
    size: 0,
    blocks: 0,
    atime: now,
    mtime: now,
    ctime: now,
  };
}
