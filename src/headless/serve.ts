import type { Server } from 'node:http';
import type { World } from '../sim/world.ts';
import { engineServer } from './engine-server.ts';
import { LiveWorld } from './live-world.ts';

/** Where to listen: a socket file, or host and port (0: any). */
export type ListenAddress = string | { readonly host: string; readonly port: number };

/** An engine that real clients can reach. */
export interface ServedEngine {
  /** As DOCKER_HOST has them, in the order asked for. */
  readonly hosts: readonly string[];
  /** Resolves when it has been stopped; rejects when the world broke. */
  readonly ended: Promise<void>;
  /** Ends every connection, removes the socket, stops time. */
  stop(): void;
}

const listening = (server: Server, at: ListenAddress): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed);
    if (typeof at === 'string') server.listen(at, done);
    else server.listen(at.port, at.host, done);
  });

/** Serves the engine of `world`, its time in step with the real one. */
export async function serve(world: World, addresses: readonly ListenAddress[]): Promise<ServedEngine> {
  await world.prefetch();
  const living = new LiveWorld(world);
  const servers: Server[] = [];
  const hosts: string[] = [];
  for (const at of addresses) {
    const server = engineServer(living.transport);
    await listening(server, at);
    servers.push(server);
    const address = server.address();
    hosts.push(typeof address === 'string' ? `unix://${address}` : `tcp://${address?.address}:${address?.port}`);
  }
  return {
    hosts,
    ended: living.live(),
    stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      living.stop();
    },
  };
}
