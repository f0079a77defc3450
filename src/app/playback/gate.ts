/**
 * Holds back what the simulated engine tells of itself (`/_huajuan/` streams), so that somebody can step through it: one line at a
 * time, in the order in which things happened. Docker's own streams pass as they come.
 */
import type { Body, EngineTransport } from '../../api/wire.ts';

const encoder = new TextEncoder();

export class Gate {
  #held = false;
  #waiting: { readonly stream: object; readonly pass: () => void }[] = [];

  /** Lines held back. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** From now on every line waits for a `step`. */
  hold(): void {
    this.#held = true;
  }

  /** Lets the next line pass; false when none waits. */
  step(): boolean {
    const line = this.#waiting.shift();
    line?.pass();
    return line !== undefined;
  }

  /** Lets everything pass from now on. */
  open(): void {
    this.#held = false;
    while (this.step());
  }

  /** Nobody waits for these lines any more: their world has gone. */
  forget(): void {
    this.#waiting = [];
  }

  /** `transport` with its streams behind the gate; `now` is the virtual moment: what is older has been seen before. */
  wrap(transport: EngineTransport, now: () => number): EngineTransport {
    return {
      connect: (request) => transport.connect(request),
      fetch: async (request) => {
        const response = await transport.fetch(request);
        if (!request.url.startsWith('/_huajuan/') || response.body instanceof Uint8Array) return response;
        return { ...response, body: this.#lines(response.body, now()) };
      },
    };
  }

  #lines(body: Exclude<Body, Uint8Array>, opened: number): AsyncIterable<Uint8Array> {
    const source = body[Symbol.asyncIterator]();
    const passed: string[] = [];
    let wake = (): void => {};
    let ended = false;
    const end = (): void => {
      ended = true;
      wake();
    };
    const read = async (): Promise<void> => {
      const decoder = new TextDecoder();
      let rest = '';
      for (let item = await source.next(); !item.done; item = await source.next()) {
        const lines = (rest + decoder.decode(item.value, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const pass = (): void => {
            passed.push(`${line}\n`);
            wake();
          };
          if (this.#held && momentOf(line) > opened) this.#waiting.push({ stream: source, pass });
          else pass();
        }
      }
      if (rest !== '') passed.push(rest);
    };
    void read().then(end, end);
    // By hand: a generator that waits for a line could not be told that nobody wants it any more.
    const iterator: AsyncIterator<Uint8Array> = {
      async next() {
        while (passed.length === 0 && !ended)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        return passed.length > 0 ? { done: false, value: encoder.encode(passed.splice(0).join('')) } : { done: true, value: undefined };
      },
      return: async () => {
        end();
        this.#waiting = this.#waiting.filter(({ stream }) => stream !== source);
        void source.return?.();
        return { done: true, value: undefined };
      },
    };
    return { [Symbol.asyncIterator]: () => iterator };
  }
}

/** When the thing happened that a line tells of; a line without a moment is old. */
function momentOf(line: string): number {
  try {
    const { at } = JSON.parse(line) as { at?: unknown };
    return typeof at === 'number' ? at : 0;
  } catch {
    return 0;
  }
}
