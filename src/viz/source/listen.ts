/** A stream of an engine, read again and again: an engine that was restarted ends all of them. */

/** After a stream has ended it is opened again this much later, milliseconds. */
const RETRY_MS = 1000;

export interface Listening<T> {
  /** Opens the stream; null when this engine does not have it. */
  readonly open: () => Promise<AsyncIterable<T> | null>;
  readonly take: (item: T) => void;
  /** It has ended: what was known may be out of date. */
  readonly ended?: () => void;
}

/** Listens until `signal` is aborted, or until it is known that there is no such stream. Errors never come out of it. */
export async function listenTo<T>({ open, take, ended }: Listening<T>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const stream = await open();
      if (stream === null) return;
      for await (const item of stream) {
        if (signal.aborted) return;
        take(item);
      }
    } catch {
      // Ended by an error: opened again below.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    if (!signal.aborted) ended?.();
  }
}
