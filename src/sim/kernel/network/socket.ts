import { FsError, type Stat } from '../../fs/types.ts';
import { anonymousStat, OpenFile } from '../files/open-file.ts';
import { PipeBuffer } from '../files/pipe.ts';
import type { Process } from '../process.ts';
import type { WaitQueue } from '../wait-queue.ts';
import type { NetworkNamespace } from './namespace.ts';

/** Where one end of a connection is. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A connected stream socket: what it reads is what the other end writes. */
export class Socket extends OpenFile {
  readonly incoming: PipeBuffer;
  readonly outgoing: PipeBuffer;
  readonly peer: Endpoint;
  readonly #ino: number;
  readonly #made: number;
  override readonly readable: WaitQueue;
  override readonly writable: WaitQueue;

  constructor(incoming: PipeBuffer, outgoing: PipeBuffer, peer: Endpoint, ino: number, made: number) {
    super({ read: true, write: true }, `socket:[${ino}]`);
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.peer = peer;
    this.#ino = ino;
    this.#made = made;
    this.readable = incoming.readable;
    this.writable = outgoing.writable;
    incoming.addReader();
    outgoing.addWriter();
  }

  read(max: number): Uint8Array | null {
    if (this.incoming.broken && this.incoming.size === 0) throw new FsError('ECONNRESET', 'read', this.name);
    return this.incoming.take(max);
  }

  write(data: Uint8Array, by: Process): number | null {
    if (this.outgoing.readers === 0) {
      by.signal('PIPE');
      throw new FsError('EPIPE', 'write', this.name);
    }
    return this.outgoing.put(data);
  }

  stat(): Stat {
    return { ...anonymousStat('socket', this.#ino, this.#made), mode: 0o777 };
  }

  protected override closed(): void {
    this.incoming.dropReader();
    this.outgoing.dropWriter();
  }
}

/** Both ends of a new connection, the near one first. */
export function socketPair(near: Endpoint, far: Endpoint, newInode: () => number, now: number): [Socket, Socket] {
  const [there, back] = [new PipeBuffer(), new PipeBuffer()];
  return [new Socket(back, there, far, newInode(), now), new Socket(there, back, near, newInode(), now)];
}

/** A listening socket with the connections that nobody has accepted yet. */
export class Listener extends OpenFile {
  readonly address: string;
  readonly port: number;
  readonly backlog: Socket[] = [];
  readonly #namespace: NetworkNamespace;
  readonly #ino: number;
  readonly #made: number;

  constructor(namespace: NetworkNamespace, address: string, port: number, ino: number, made: number) {
    super({ read: true, write: true }, `socket:[${ino}]`);
    this.#namespace = namespace;
    this.address = address;
    this.port = port;
    this.#ino = ino;
    this.#made = made;
  }

  /** A connection arrives. */
  push(socket: Socket): void {
    this.backlog.push(socket.retain());
    this.readable.wake();
  }

  read(): never {
    throw new FsError('ENOTCONN', 'read', this.name);
  }

  write(): never {
    throw new FsError('ENOTCONN', 'write', this.name);
  }

  stat(): Stat {
    return { ...anonymousStat('socket', this.#ino, this.#made), mode: 0o777 };
  }

  protected override closed(): void {
    this.#namespace.unbind(this);
    for (const socket of this.backlog.splice(0)) socket.release();
  }
}
