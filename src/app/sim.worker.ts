/** The worker that holds the world: keeps virtual time in step with real time and hands inputs in and outputs out. */
import { servePort } from '../api/port.ts';
import type { EngineTransport } from '../api/wire.ts';
import { loadCompleteDocker, loadDocker } from '../docker/load.ts';
import type { Input, Journal } from '../sim/journal.ts';
import { World } from '../sim/world.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** A tab that slept does not have to live through all it missed. */
const LONGEST_LEAP_MS = 1000;
/** The engine answers the page after the first prompt, or after this when nobody opens a shell. */
const LONGEST_WITHOUT_PROMPT_MS = 1000;

const tell = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

const turn = new MessageChannel();
let turned: (() => void) | null = null;
turn.port1.onmessage = () => turned?.();
const drain = (): Promise<void> =>
  new Promise((resolve) => {
    turned = resolve;
    turn.port2.postMessage(null);
  });

const waiting: Input[] = [];
let wake: (() => void) | null = null;
let speed = 1;

async function live(journal: Journal, port: MessagePort): Promise<void> {
  let shown = (): void => {};
  const prompt = new Promise<void>((resolve) => {
    shown = resolve;
  });
  const world = await World.replay(journal, {
    drain,
    docker: loadDocker,
    completeDocker: loadCompleteDocker,
    onOutput: (session, data) => {
      tell({ type: 'output', session, data });
      shown();
    },
    onExit: (session, code) => tell({ type: 'exit', session, code }),
    onInput: (entry) => tell({ type: 'journal', entry }),
    onWire: (call) => tell({ type: 'wire', call }),
    onEditors: (editors) => tell({ type: 'editors', editors }),
    onRefused: (input, error) => {
      if ('path' in input) tell({ type: 'refused', path: input.path, why: error.code });
    },
  });
  // The prompt comes first: the rest of the code is fetched, and the engine made, when it stands on the screen.
  const prefetched = Promise.race([prompt, new Promise((resolve) => setTimeout(resolve, LONGEST_WITHOUT_PROMPT_MS))]).then(() =>
    world.prefetch(),
  );
  prefetched.catch(() => {});
  const later = async (): Promise<EngineTransport> => prefetched.then(() => world.transport);
  servePort(port as never, {
    fetch: async (request) => (await later()).fetch(request),
    connect: async (request) => (await later()).connect(request),
  });
  tell({ type: 'ready', open: world.sessions() });

  let realAt = performance.now();
  let virtualAt = world.clock.now();
  for (;;) {
    const real = performance.now();
    const target = virtualAt + Math.min((real - realAt) * speed, LONGEST_LEAP_MS);
    [realAt, virtualAt] = [real, target];
    await world.run(target);
    for (let input = waiting.shift(); input; input = waiting.shift()) {
      world.input(input);
      await world.run(target);
    }
    const next = world.clock.nextAt();
    const pause = next === null ? null : Math.max(0, (next - target) / speed - (performance.now() - real));
    if (pause === 0) continue;
    await new Promise<void>((resolve) => {
      const timer = pause === null ? null : setTimeout(resolve, pause);
      wake = () => {
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
    });
    wake = null;
  }
}

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === 'boot') {
    live(message.journal, message.port).catch((error: unknown) =>
      tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
  } else if (message.type === 'input') {
    waiting.push(message.input);
    wake?.();
  } else if (message.type === 'ask') {
    tell({ type: 'here' });
  } else {
    speed = message.speed;
    wake?.();
  }
};
