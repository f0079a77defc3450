import type { Body, EngineTransport } from '../api/wire.ts';
import type { World } from '../sim/world.ts';

/** So much time is lived through at once: a machine that has much to do hears what comes from outside in between. */
const LONGEST_STRETCH_MS = 1000;

/** A world whose time keeps step with the real one. What comes from outside happens between its timers, when all is quiet. */
export class LiveWorld {
  readonly #world: World;
  readonly #real: () => number;
  readonly #waiting: (() => void)[] = [];
  #wake: (() => void) | null = null;
  #stopped = false;

  /** @param real the real time: milliseconds since any moment */
  constructor(world: World, real = (): number => performance.now()) {
    this.#world = world;
    this.#real = real;
  }

  /** Does `action` in the world, now; resolves with what it gave. */
  happen<T>(action: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(action());
        } catch (error) {
          reject(error);
        }
      });
      this.#wake?.();
    });
  }

  /** The world's engine as the outside reaches it: calls, and what is sent later on, arrive as {@link happen} says. */
  get transport(): EngineTransport {
    const { transport } = this.#world;
    const arriving = <T extends { readonly body?: Body }>(request: T): T =>
      request.body === undefined || request.body instanceof Uint8Array ? request : { ...request, body: this.#arriving(request.body) };
    return {
      fetch: (request) => this.happen(() => transport.fetch(arriving(request))),
      connect: async (request) => {
        const duplex = await this.happen(() => transport.connect(arriving(request)));
        const soon = (action: () => void): void => void this.happen(action);
        return {
          ...duplex,
          write: (data) => soon(() => duplex.write(data)),
          closeWrite: () => soon(() => duplex.closeWrite()),
          close: () => soon(() => duplex.close()),
        };
      },
    };
  }

  /** Lets time go on until {@link stop}. */
  async live(): Promise<void> {
    const { clock } = this.#world;
    const began = clock.now() - this.#real();
    while (!this.#stopped) {
      const now = began + this.#real();
      const due = clock.nextAt();
      const target = due === null ? now : Math.min(now, Math.max(clock.now(), due) + LONGEST_STRETCH_MS);
      await this.#world.run(target);
      for (let arrival = this.#waiting.shift(); arrival; arrival = this.#waiting.shift()) {
        clock.arrive(arrival);
        await this.#world.run(target);
      }
      const next = clock.nextAt();
      const pause = next === null ? null : next - began - this.#real();
      if (target < now || (pause !== null && pause <= 0)) continue;
      await this.#woken(pause);
    }
  }

  /** Ends {@link live}; what happens afterwards waits for ever. */
  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  async *#arriving(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) yield await this.happen(() => chunk);
    await this.happen(() => {});
  }

  /** Resolves after `ms` (null: never) or when something comes from outside. */
  #woken(ms: number | null): Promise<void> {
    if (this.#stopped || this.#waiting.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms);
      this.#wake = () => {
        if (timer !== null) clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }
}
