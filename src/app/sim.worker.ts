/** The worker that holds the world: keeps virtual time in step with real time and hands inputs in and outputs out. */
import { servePort } from '../api/port.ts';
import type { EngineTransport } from '../api/wire.ts';
import { loadCompleteDocker, loadDocker } from '../docker/load.ts';
import type { Journal } from '../sim/journal.ts';
import type { Listener } from '../sim/lived.ts';
import { Timeline } from '../sim/timeline.ts';
import { Gate } from './playback/gate.ts';
import type { FromWorker, Position, ToWorker } from './protocol.ts';

/** A tab that slept does not have to live through all it missed. */
const LONGEST_LEAP_MS = 1000;
/** The engine answers the page after the first prompt, or after this when nobody opens a shell. */
const LONGEST_WITHOUT_PROMPT_MS = 1000;
/** While time is paused, an input is given so much virtual time to show what it does. */
const ECHO_MS = 300;
/** And a step as much until something is to be seen. */
const STEP_MS = 10_000;
/** So often somebody who watches is told the time. */
const TELL_MS = 200;
/** Nobody waits longer than this for the next input of a journal that is lived through again. */
const LONGEST_PAUSE_MS = 1000;
/** Work ahead is done in pieces of so many milliseconds, when nothing is due for as long. */
const SLICE_MS = 8;
/** And begins when nobody has typed for so long. */
const QUIET_MS = 1500;

const tell = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

const turn = new MessageChannel();
let turned: (() => void) | null = null;
turn.port1.onmessage = () => turned?.();
const drain = (): Promise<void> =>
  new Promise((resolve) => {
    turned = resolve;
    turn.port2.postMessage(null);
  });

const inbox: ToWorker[] = [];
let wake: (() => void) | null = null;

let shown = (): void => {};
const prompt = new Promise<void>((resolve) => {
  shown = resolve;
});

const listener: Listener = {
  output(session, data) {
    tell({ type: 'output', session, data });
    shown();
  },
  exit: (session, code) => tell({ type: 'exit', session, code }),
  editors: (editors) => tell({ type: 'editors', editors }),
  wire: (call) => tell({ type: 'wire', call }),
  line: (line) => tell({ type: 'line', line }),
  refused(input, error) {
    if ('path' in input) tell({ type: 'refused', path: input.path, why: error.code });
  },
};

async function live(journal: Journal, first: MessagePort): Promise<void> {
  const timeline = await Timeline.open(journal, { drain, docker: loadDocker, completeDocker: loadCompleteDocker });
  const gate = new Gate();
  let [speed, paused, watched, behind] = [1, false, false, false];
  let [realAt, virtualAt, toldAt, busyAt] = [performance.now(), timeline.now.at, 0, performance.now()];

  // The prompt comes first: the rest of the code is fetched, and the engine made, when it stands on the screen.
  const prefetched = Promise.race([prompt, new Promise((resolve) => setTimeout(resolve, LONGEST_WITHOUT_PROMPT_MS))]).then(() =>
    timeline.now.world.prefetch(),
  );
  prefetched.catch(() => {});

  const position = (): Position => ({ at: timeline.now.at, inputs: timeline.now.inputs });
  const tellMoment = (): void => {
    toldAt = performance.now();
    tell({ type: 'moment', position: position() });
  };
  /** The world of now is shown to the page: its engine on `port`, and all that it has told. */
  const show = (port: MessagePort): void => {
    const { world } = timeline.now;
    gate.forget();
    const gated = gate.wrap(world.transport, () => world.clock.now());
    const later = async (): Promise<EngineTransport> => prefetched.then(() => gated);
    servePort(port as never, {
      fetch: async (request) => (await later()).fetch(request),
      connect: async (request) => (await later()).connect(request),
    });
    tell({ type: 'ready', open: world.sessions(), position: position() });
    timeline.now.tell(listener);
    [realAt, virtualAt] = [performance.now(), timeline.now.at];
  };
  /** Lives on until there is something to see. */
  const untilSeen = (ms: number): Promise<void> =>
    timeline.live(timeline.now.at + ms, () => gate.waiting > 0 || inbox.some(({ type }) => type !== 'input'));

  const obey = async (message: ToWorker): Promise<void> => {
    // What is still to come was typed on a screen of another size.
    if (message.type === 'input' && message.input.kind === 'resize' && timeline.future > 0) return;
    if (message.type === 'input') {
      busyAt = performance.now();
      const index = timeline.now.inputs;
      tell({ type: 'journal', index, entry: timeline.input(message.input) });
      await (paused ? untilSeen(ECHO_MS) : timeline.live(timeline.now.at));
    } else if (message.type === 'pause') {
      paused = true;
      gate.hold();
    } else if (message.type === 'play') {
      paused = false;
      gate.open();
    } else if (message.type === 'step') {
      if (gate.waiting === 0) await untilSeen(STEP_MS);
      gate.step();
    } else if (message.type === 'go') {
      await timeline.go(message.at, message.count ?? undefined);
      if (message.undo) timeline.cut();
      show(message.port);
      if (message.undo) tell({ type: 'cut', position: position() });
    } else if (message.type === 'speed') speed = message.speed;
    else if (message.type === 'watch') watched = message.on;
    if (message.type !== 'input' || paused) tellMoment();
    [realAt, virtualAt] = [performance.now(), timeline.now.at];
  };

  show(first);
  for (;;) {
    if (!paused) {
      const real = performance.now();
      if (timeline.idle > LONGEST_PAUSE_MS) virtualAt = timeline.now.at + timeline.idle - LONGEST_PAUSE_MS;
      const target = virtualAt + Math.min((real - realAt) * speed, LONGEST_LEAP_MS);
      await timeline.live(target, () => inbox.length > 0);
      [realAt, virtualAt] = [real, timeline.now.at];
    }
    for (let message = inbox.shift(); message; message = inbox.shift()) await obey(message);
    // Who went back wants to know when all has been lived through again.
    if ((behind && timeline.future === 0) || ((watched || behind) && !paused && performance.now() - toldAt > TELL_MS)) tellMoment();
    behind = timeline.future > 0;

    const next = paused ? null : timeline.nextAt();
    const pause = next === null ? null : Math.max(0, (next - virtualAt) / speed - (performance.now() - realAt));
    if (pause === 0) continue;
    const idle = (pause === null || pause > SLICE_MS) && performance.now() - busyAt > QUIET_MS;
    if (idle) {
      const until = performance.now() + SLICE_MS;
      if (await timeline.prepare(() => inbox.length > 0 || performance.now() > until)) continue;
    }
    const wait = pause === null ? (idle ? null : QUIET_MS) : idle ? pause : Math.min(pause, QUIET_MS);
    await new Promise<void>((resolve) => {
      const timer = wait === null ? null : setTimeout(resolve, wait);
      wake = () => {
        if (timer !== null) clearTimeout(timer);
        resolve();
      };
      if (inbox.length > 0) wake();
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
  } else if (message.type === 'ask') {
    tell({ type: 'here' });
  } else {
    inbox.push(message);
    wake?.();
  }
};
