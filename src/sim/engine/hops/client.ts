/** The wire of a docker client, with what goes over it written down. Bytes and their moments stay as they are. */
import type { Hop, HopCommand } from '../../../api/hops.ts';
import { type Body, type Duplex, type EngineRequest, type EngineTransport, isUnwritten } from '../../../api/wire.ts';
import type { HopLog } from './log.ts';
import { answeredOf, askedOf } from './summary.ts';

/** `bytes` told of every piece that passes, `end` when there is no more or nobody wants it. */
function counted(body: AsyncIterable<Uint8Array>, bytes: (piece: Uint8Array) => void, end: () => void): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = body[Symbol.asyncIterator]();
      return {
        next() {
          const result = iterator.next();
          void result.then(({ done, value }) => (done ? end() : bytes(value)), end);
          return result;
        },
        async return() {
          end();
          return (await iterator.return?.()) ?? { done: true, value: undefined };
        },
      };
    },
  };
}

/** Told that a docker client was started with this command line: what wraps its wire to the engine at an address. */
export type WatchClient = (argv: readonly string[]) => (host: string, wire: EngineTransport) => EngineTransport;

/** Writes down what docker clients ask. */
export const watchClients =
  (log: HopLog): WatchClient =>
  (argv) => {
    const command = log.command(argv);
    return (host, wire) => clientWire(log, command, host, wire);
  };

/** Wraps the client's wire to the engine at `host`. */
function clientWire(log: HopLog, command: HopCommand, host: string, wire: EngineTransport): EngineTransport {
  function begin(request: EngineRequest): { hop: Hop; request: EngineRequest } {
    const { method, url, body } = request;
    const sent = body instanceof Uint8Array ? body.length : 0;
    const hop = log.begin({
      from: 'client',
      to: 'dockerd',
      what: `${method} ${url}`,
      where: host,
      command,
      parent: null,
      asked: askedOf(request),
      sent,
    });
    if (!body || body instanceof Uint8Array) return { hop, request };
    let up = 0;
    const count = (piece: Uint8Array): void => {
      up += piece.length;
    };
    return { hop, request: { ...request, body: counted(body, count, () => log.change(hop, { sent: up })) } };
  }
  const failed = (hop: Hop) => (error: unknown) =>
    log.change(hop, { outcome: 'failed', note: error instanceof Error ? error.message : String(error) });
  function answered(hop: Hop, status: number, body: Body): Body {
    if (body instanceof Uint8Array) {
      const { facts, message } = answeredOf(body);
      log.change(hop, {
        status,
        outcome: status < 400 ? 'ok' : 'failed',
        received: body.length,
        answered: facts,
        note: status < 400 ? '' : message,
      });
      return body;
    }
    if (isUnwritten(body)) {
      // How many bytes it would be is not known until somebody writes it.
      log.change(hop, { status, outcome: 'ok', answered: [['[ ]', String(body.items.length)]] });
      return body;
    }
    log.change(hop, { status });
    let down = 0;
    const count = (piece: Uint8Array): void => {
      down += piece.length;
    };
    return counted(body, count, () => log.change(hop, { received: down, outcome: status < 400 ? 'ok' : 'failed' }));
  }
  return {
    async fetch(asked) {
      // The client asks registries about manifests itself; only between ours the engine carries that.
      if (asked.url.startsWith('/_huajuan/')) return log.byItself(command, wire.fetch(asked));
      const { hop, request } = begin(asked);
      const answer = wire.fetch(request);
      answer.catch(failed(hop));
      const response = await answer;
      return { ...response, body: answered(hop, response.status, response.body) };
    },
    async connect(asked): Promise<Duplex> {
      const { hop, request } = begin(asked);
      const answer = wire.connect(request);
      answer.catch(failed(hop));
      const duplex = await answer;
      const { status, refusal, incoming } = duplex;
      if (refusal !== undefined) {
        answered(hop, status, refusal);
        return duplex;
      }
      log.change(hop, { status });
      let [up, down] = [0, 0];
      const end = (): void => log.change(hop, { sent: up, received: down, outcome: 'ok' });
      return {
        ...duplex,
        incoming: counted(
          incoming,
          (piece) => {
            down += piece.length;
          },
          end,
        ),
        write(data) {
          up += data.length;
          duplex.write(data);
        },
        closeWrite: () => duplex.closeWrite(),
        close() {
          end();
          duplex.close();
        },
      };
    },
  };
}
