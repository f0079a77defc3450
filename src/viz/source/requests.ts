/** Listens to what happens for docker's commands, as the simulated engine tells it. */
import type { Hop } from '../../api/hops.ts';
import { readJsonStream } from '../../api/request.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { listenTo } from './listen.ts';
import type { RequestFacts } from '../model/requests/scene.ts';

/** As many as the engine keeps. */
const KEPT = 600;

export interface RequestSource {
  destroy(): void;
}

/** Calls `onFacts` with all that is known, at most once per turn of the page, and first when it is known what kind of engine it is. */
export function startRequests(transport: EngineTransport, onFacts: (facts: RequestFacts) => void): RequestSource {
  const hops = new Map<number, Hop>();
  const over = new AbortController();
  let waiting: ReturnType<typeof setTimeout> | null = null;

  function soon(): void {
    waiting ??= setTimeout(() => {
      waiting = null;
      if (!over.signal.aborted) onFacts({ extended: true, hops: [...hops.values()].sort((a, b) => a.id - b.id) });
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

  async function open(): Promise<AsyncIterable<Hop> | null> {
    const response = await transport.fetch({ method: 'GET', url: '/_huajuan/requests', headers: {} });
    if (response.status >= 400) {
      if (!over.signal.aborted) onFacts({ extended: false, hops: [] });
      return null;
    }
    hops.clear();
    soon();
    return readJsonStream<Hop>(response.body);
  }

  void listenTo({ open, take }, over.signal);
  return {
    destroy() {
      over.abort();
      if (waiting !== null) clearTimeout(waiting);
    },
  };
}
