/**
 * Serves the simulated engine to real clients until it is stopped (SIGINT, SIGTERM). Its time keeps step with the real one.
 *
 * usage: engine [--socket PATH] [--tcp HOST:PORT] [--catalog fixtures|hub] [--seed N]
 */
import { existsSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogOf, seedOf, UsageError } from './options.ts';
import { serve } from './serve.ts';
import { newWorld } from './world.ts';

const USAGE = 'usage: engine [--socket PATH] [--tcp HOST:PORT] [--catalog fixtures|hub] [--seed N]';

function options() {
  try {
    const { values } = parseArgs({
      options: {
        socket: { type: 'string' },
        tcp: { type: 'string' },
        catalog: { type: 'string', default: 'hub' },
        seed: { type: 'string', default: '1' },
      },
    });
    const { socket, tcp } = values;
    if (socket === undefined && tcp === undefined) throw new UsageError(USAGE);
    const [, host, port] = /^(.*):(\d+)$/.exec(tcp ?? '') ?? [];
    if (tcp !== undefined && port === undefined) throw new UsageError(`--tcp takes HOST:PORT, not ${tcp}`);
    return {
      catalog: catalogOf(values.catalog),
      seed: seedOf(values.seed),
      socket: socket === undefined ? null : resolve(socket),
      tcp: port === undefined ? null : { host: host || '0.0.0.0', port: Number(port) },
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Whether somebody answers at a socket file; one that a killed engine left behind is nobody's. */
const answers = (path: string): Promise<boolean> =>
  new Promise((done) => {
    const probe = connect(path, () => {
      probe.destroy();
      done(true);
    });
    probe.on('error', () => done(false));
  });

async function main(): Promise<void> {
  const { catalog, seed, socket, tcp } = options();
  if (socket !== null && existsSync(socket)) {
    if (await answers(socket)) throw new Error(`${socket}: an engine listens there already`);
    unlinkSync(socket);
  }
  // Clients reckon "2 minutes ago" by their own clock.
  const world = await newWorld({ journal: { version: 1, epoch: Date.now(), entries: [], seed, catalog } });
  const { hosts, ended, stop } = await serve(
    world,
    [socket, tcp].filter((address) => address !== null),
  );
  console.log(`engine: listening on ${hosts.join(' and ')}`);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await ended;
}

main().then(
  // A hijacked connection may still be open; whoever holds it sees it end.
  () => process.exit(0),
  (error: unknown) => {
    console.error(`engine: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
