import { FsError, type Stat } from '../../fs/types.ts';
import type { Process } from '../process.ts';
import type { Tty } from '../tty/tty.ts';
import type { OpenFlags } from '../types.ts';
import type { WaitQueue } from '../wait-queue.ts';
import { anonymousStat, OpenFile } from './open-file.ts';

/** An open terminal (the slave side). */
export class TtyFile extends OpenFile {
  readonly tty: Tty;
  override readonly readable: WaitQueue;

  constructor(tty: Tty, flags: OpenFlags) {
    super(flags, `/dev/${tty.name}`);
    this.tty = tty;
    this.readable = tty.readable;
    tty.opened();
  }

  read(max: number, by: Process): Uint8Array | null {
    return this.tty.read(max, by);
  }

  write(data: Uint8Array): number {
    if (this.tty.hungUp) throw new FsError('EIO', 'write', this.name);
    this.tty.output(data);
    return data.length;
  }

  stat(): Stat {
    const { index, kernel } = this.tty;
    return { ...anonymousStat('char', index + 3, kernel.clock.now(), [136, index]), mode: 0o620, gid: 5 };
  }

  protected override closed(): void {
    this.tty.slaveClosed();
  }
}
