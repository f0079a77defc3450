import { MemFs } from '../../fs/memfs.ts';
import type { Node, Stat } from '../../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { WinSize } from '../types.ts';
import { Tty } from './tty.ts';

/** Group of the terminals' nodes: "tty" in /etc/group. */
const TTY_GROUP = 5;

/** One instance of devpts: the terminals /dev/pts/0, /dev/pts/1 … of the host or of a container. */
export class Devpts extends MemFs {
  readonly ttys = new Map<number, Tty>();
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    super({ type: 'devpts', dev: kernel.newDevice(), clock: kernel.clock });
    this.#kernel = kernel;
    this.mknod(this.root, 'ptmx', 'char', [5, 2], { mode: 0o666, uid: 0, gid: 0 });
  }

  override stat(node: Node): Stat {
    const stat = super.stat(node);
    return node.type === 'dir' ? { ...stat, size: 0 } : stat;
  }

  /** A new terminal with the lowest free number; `output` gets what programs write to it. */
  allocate(size: WinSize, output: (bytes: Uint8Array) => void): Tty {
    let index = 0;
    while (this.ttys.has(index)) index++;
    const tty = new Tty(this.#kernel, index, size, output);
    this.ttys.set(index, tty);
    this.mknod(this.root, String(index), 'char', [136, index], { mode: 0o620, uid: 0, gid: TTY_GROUP });
    return tty;
  }

  /** The master was closed: hangs up and frees the number. */
  free(tty: Tty): void {
    tty.hangUp();
    if (this.ttys.delete(tty.index)) this.unlink(this.root, String(tty.index));
  }
}
