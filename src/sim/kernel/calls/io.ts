import { FsError, type Stat } from '../../fs/types.ts';
import { FileCalls } from './files.ts';

const DEFAULT_READ = 65536;
/** Milliseconds of CPU per byte moved: about 4 GB/s. */
const PER_BYTE = 0.25e-6;

/** System calls on descriptors. */
export class IoCalls extends FileCalls {
  close(fd: number): void {
    this.fds.close(fd);
  }

  dup(fd: number): number {
    return this.fds.install(this.fds.get(fd, 'dup'));
  }

  dup2(from: number, to: number): void {
    const file = this.fds.get(from, 'dup2');
    if (from !== to) this.fds.install(file, { at: to });
  }

  pipe(): [read: number, write: number] {
    const [reader, writer] = this.kernel.pipe();
    return [this.fds.install(reader), this.fds.install(writer)];
  }

  async read(fd: number, max = DEFAULT_READ, deadline?: number): Promise<Uint8Array> {
    const { process } = this;
    const file = this.fds.get(fd, 'read');
    if (!file.flags.read) throw new FsError('EBADF', 'read', String(fd));
    return this.execution.block({
      syscall: 'read',
      queues: [file.readable],
      ...(deadline === undefined ? {} : { until: deadline }),
      attempt: () => {
        this.kernel.current = process;
        const data = file.read(max, process);
        if (!data && deadline !== undefined && this.kernel.clock.now() >= deadline) throw new FsError('EAGAIN', 'read', String(fd));
        return data ?? undefined;
      },
    });
  }

  async write(fd: number, data: Uint8Array): Promise<number> {
    const { process } = this;
    const file = this.fds.get(fd, 'write');
    if (!file.flags.write) throw new FsError('EBADF', 'write', String(fd));
    let done = 0;
    return this.execution.block({
      syscall: 'write',
      queues: [file.writable],
      cost: PER_BYTE * data.length,
      attempt: () => {
        this.kernel.current = process;
        do {
          const count = file.write(done === 0 ? data : data.subarray(done), process);
          if (count === null) return undefined;
          done += count;
        } while (done < data.length);
        return done;
      },
    });
  }

  lseek(fd: number, offset: number, whence: 'set' | 'cur' | 'end'): number {
    return this.fds.get(fd, 'lseek').seek(offset, whence);
  }

  ftruncate(fd: number, size: number): void {
    this.fds.get(fd, 'ftruncate').truncate(size);
  }

  fstat(fd: number): Stat {
    return this.fds.get(fd, 'fstat').stat();
  }
}
