import { drain } from '../runtime/streams.ts';
import type { Endpoint, Socket } from './socket.ts';

/** A connection as a simulated host of the outside world holds it. */
export interface OutsideConnection {
  /** The port that was asked for. */
  readonly port: number;
  readonly from: Endpoint;
  readonly incoming: AsyncIterable<Uint8Array>;
  write(data: Uint8Array): void;
  close(): void;
}

/** A machine beyond the simulated host, by name and address, with whatever answers there. */
export interface OutsideHost {
  readonly name: string;
  readonly address: string;
  /** Gets every connection; null when nothing listens on a port. */
  readonly handler: (connection: OutsideConnection) => void;
  readonly ports: readonly number[];
}

/** Wraps the far end of a connection for an outside host. */
export function outsideConnection(socket: Socket, port: number): OutsideConnection {
  socket.retain();
  let open = true;
  const waiting: Uint8Array[] = [];
  let undo = (): void => {};
  let pumping = false;
  // What is put in wakes the reader at once, and what it takes out wakes the pump again.
  const pump = (): void => {
    if (pumping) return;
    pumping = true;
    for (let next = waiting[0]; next; next = waiting[0]) {
      const count = socket.outgoing.readers === 0 ? next.length : socket.outgoing.put(next);
      if (count === null) break;
      if (count < next.length) waiting[0] = next.subarray(count);
      else waiting.shift();
    }
    pumping = false;
    if (open || waiting.length > 0) return;
    undo();
    socket.release();
  };
  undo = socket.writable.add(pump);
  socket.incoming.addReader();
  return {
    port,
    from: socket.peer,
    incoming: drain(socket.incoming),
    write: (data) => {
      if (!open) return;
      waiting.push(data);
      pump();
    },
    close: () => {
      if (!open) return;
      open = false;
      pump();
    },
  };
}
