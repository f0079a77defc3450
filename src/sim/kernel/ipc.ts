import type { FileSystem } from '../fs/types.ts';

/** An IPC namespace (ipc_namespaces(7)): shared memory, message queues and the kernel's parameters for both. */
export class IpcNamespace {
  /** What is mounted at /dev/shm; null when there is nothing. */
  readonly shm: FileSystem | null;
  readonly mqueue: FileSystem;
  /** The parameters under /proc/sys that differ from the usual ones. */
  readonly sysctls = new Map<string, string>();

  constructor(shm: FileSystem | null, mqueue: FileSystem) {
    this.shm = shm;
    this.mqueue = mqueue;
  }
}
