import { FsError } from '../../fs/types.ts';
import type { OpenFile } from './open-file.ts';

interface Slot {
  readonly file: OpenFile;
  closeOnExec: boolean;
}

/** Most descriptors when nobody has set a limit. */
const LIMIT = 1024;

/** The descriptors of one process. */
export class FdTable {
  /** RLIMIT_NOFILE: the first number that is too high. */
  limit = LIMIT;
  readonly #slots: (Slot | undefined)[] = [];

  get(fd: number, syscall: string): OpenFile {
    const slot = this.#slots[fd];
    if (!slot) throw new FsError('EBADF', syscall, String(fd));
    return slot.file;
  }

  has(fd: number): boolean {
    return this.#slots[fd] !== undefined;
  }

  /** Puts a file on the lowest free number, or `at` a given one (what was there is closed). */
  install(file: OpenFile, options: { at?: number; closeOnExec?: boolean } = {}): number {
    let fd = options.at ?? 0;
    if (options.at === undefined) while (this.#slots[fd]) fd++;
    if (fd < 0 || fd >= this.limit) throw new FsError(options.at === undefined ? 'EMFILE' : 'EBADF', 'dup', String(fd));
    const old = this.#slots[fd];
    this.#slots[fd] = { file: file.retain(), closeOnExec: options.closeOnExec ?? false };
    old?.file.release();
    return fd;
  }

  close(fd: number): void {
    const slot = this.#slots[fd];
    if (!slot) throw new FsError('EBADF', 'close', String(fd));
    this.#slots[fd] = undefined;
    slot.file.release();
  }

  /** Fills the table of a child: all of ours, or only those that `chosen` names (child's number to ours). */
  copyTo(child: FdTable, chosen?: Readonly<Record<number, number>>): void {
    this.#slots.forEach((slot, fd) => {
      if (slot) child.install(slot.file, { at: fd, closeOnExec: slot.closeOnExec });
    });
    if (!chosen) return;
    // Resolved against our table first, so that `{0: 1, 1: 0}` swaps.
    for (const [to, from] of Object.entries(chosen)) child.install(this.get(from, 'dup2'), { at: Number(to) });
  }

  closeOnExec(): void {
    this.#slots.forEach((slot, fd) => {
      if (slot?.closeOnExec) this.close(fd);
    });
  }

  closeAll(): void {
    for (let fd = 0; fd < this.#slots.length; fd++) if (this.#slots[fd]) this.close(fd);
  }

  /** Open descriptors in rising order. */
  entries(): { fd: number; file: OpenFile }[] {
    return this.#slots.flatMap((slot, fd) => (slot ? [{ fd, file: slot.file }] : []));
  }
}
