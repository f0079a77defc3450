/** Listens to what happens for docker's commands, as the simulated engine tells it. */
import type { Hop } from '../../api/hops.ts';
import { readJsonStream } from '../../api/request.ts';
import type { EngineTransport } from '../../api/wire.ts';
import type { RequestFacts } from '../model/requests/scene.ts';

/** After the stream has ended it is opened again this much later, milliseconds. */
const RETRY_MS = 1000;
/** As many as the engine keeps. */
const KEPT = 600;

export interface RequestSource {
  destroy(): void;
}

/** Calls `onFacts` with all that is known, at most once per turn of the page, and first when it is known what kind of engine it is. */
export function startRequests(transport: EngineTransport, onFacts: (facts: RequestFacts) => void): RequestSource {
  const hops = new Map<number, Hop>();
  let stopped = false;
  let waiting: ReturnType<typeof setTimeout> | null = null;

  function soon(): void {
    waiting ??= setTimeout(() => {
      waiting = null;
      if (!stopped) onFacts({ extended: true, hops: [...hops.values()].sort((a, b) => a.id - b.id) });
    }, 16);
  }

  function take(hop: Hop): void {
    hops.set(hop.id, hop);
    for (const oldest of hops.keys()) {
      if (hops.size <= KEPT) break;
      hops.delete(oldest);
    }
    soon();
  }

  async function listen(): Promise<void> {
    while (!stopped) {
      try {
        const response = await transport.fetch({ method: 'GET', url: '/_huajuan/requests', headers: {} });
        if (stopped) return;
        if (response.status >= 400) return onFacts({ extended: false, hops: [] });
        hops.clear();
        soon();
        for await (const hop of readJsonStream<Hop>(response.body)) {
          if (stopped) return;
          take(hop);
        }
      } catch {
        // Ended by an error: opened again below.
      }
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  void listen();
  return {
    destroy() {
      stopped = true;
      if (waiting !== null) clearTimeout(waiting);
    },
  };
}
