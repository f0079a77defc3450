/** Tells when the learner's system may have changed: engine events, and what the union mounts were seen doing. */
import { SystemEvents } from '../api/client.ts';
import type { EngineTransport } from '../api/wire.ts';

/** Changes come in bursts (one command, many files): one question per pause is enough. */
const QUIET_MS = 120;
/** A true engine tells nothing of writes inside a container: ask now and then. */
const POLL_MS = 2000;

/** Calls `changed` soon after each change, and once at the start; returns how to stop. */
export function watchSystem(wire: EngineTransport, changed: () => void): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let poll: ReturnType<typeof setInterval> | null = null;
  const streams: AsyncIterator<unknown>[] = [];

  const soon = (): void => {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = null;
      if (!stopped) changed();
    }, QUIET_MS);
  };

  const follow = async (stream: AsyncIterable<unknown>): Promise<void> => {
    const iterator = stream[Symbol.asyncIterator]();
    streams.push(iterator);
    while (!stopped && !(await iterator.next()).done) soon();
  };

  const events = async (): Promise<void> => follow(await SystemEvents(wire));
  const observations = async (): Promise<void> => {
    const response = await wire.fetch({ method: 'GET', url: '/_huajuan/observations', headers: {} });
    if (response.status === 200 && !(response.body instanceof Uint8Array)) await follow(response.body);
    else if (!stopped) poll = setInterval(soon, POLL_MS);
  };

  // A stream that breaks (the machine was lost) ends the watch; whoever gets a new machine starts a new one.
  events().catch(() => {});
  observations().catch(() => {});
  soon();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    if (poll !== null) clearInterval(poll);
    for (const stream of streams) void stream.return?.();
  };
}
