import { type FileSystem, FsError, type Node, type Stat } from '../../fs/types.ts';
import type { Process } from '../process.ts';
import type { OpenFlags } from '../types.ts';
import { OpenFile } from './open-file.ts';

/** An open regular file or directory, with its offset. */
export class RegularFile extends OpenFile {
  readonly node: Node;
  readonly #fs: FileSystem;
  #offset = 0;

  constructor(node: Node, flags: OpenFlags, name: string) {
    super(flags, name);
    this.node = node;
    this.#fs = node.fs;
  }

  read(max: number): Uint8Array {
    if (this.node.type === 'dir') throw new FsError('EISDIR', 'read', this.name);
    const data = this.#fs.read(this.node, this.#offset, max);
    this.#offset += data.length;
    return data;
  }

  /** At its process's limit (RLIMIT_FSIZE) the rest is refused, with XFSZ when nothing fits. */
  write(data: Uint8Array, by: Process): number {
    if (this.flags.append) this.#offset = this.stat().size;
    const [most] = by.state.limits?.['fsize'] ?? [-1];
    const room = most < 0 ? data.length : Math.max(0, most - this.#offset);
    if (room === 0 && data.length > 0) {
      by.signal('XFSZ');
      throw new FsError('EFBIG', 'write', this.name);
    }
    const count = this.#fs.write(this.node, this.#offset, room < data.length ? data.subarray(0, room) : data);
    this.#offset += count;
    return count;
  }

  stat(): Stat {
    return this.#fs.stat(this.node);
  }

  get offset(): number {
    return this.#offset;
  }

  override seek(offset: number, whence: 'set' | 'cur' | 'end'): number {
    const base = whence === 'set' ? 0 : whence === 'cur' ? this.#offset : this.stat().size;
    if (base + offset < 0) throw new FsError('EINVAL', 'lseek', this.name);
    this.#offset = base + offset;
    return this.#offset;
  }

  override truncate(size: number): void {
    if (!this.flags.write || size < 0) throw new FsError('EINVAL', 'ftruncate', this.name);
    this.#fs.truncate(this.node, size);
  }
}
