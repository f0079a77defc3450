import { assign, setup } from 'xstate';

/** What the machine remembers of a container's life. Times in milliseconds since 1970, null for never. */
export interface ContainerContext {
  readonly policy: string;
  readonly maximumRetryCount: number;
  readonly restartCount: number;
  /** Stopped or killed by hand: no policy brings it back until it is started by hand. */
  readonly canceled: boolean;
  /** Milliseconds until the next restart by policy. */
  readonly backoff: number;
  readonly pid: number;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly error: string;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** What can happen to a container: API calls in capitals of the verb, and what the kernel reports. */
export type ContainerEvent =
  | { type: 'START' }
  /** The read-only layers are mounted. */
  | { type: 'MOUNTED' }
  /** The empty read-write layer lies on top. */
  | { type: 'LAYERED' }
  /** Namespaces are made. */
  | { type: 'ISOLATED' }
  /** The first process runs. */
  | { type: 'EXECUTED'; pid: number; at: number }
  | { type: 'FAILED'; error: string; exitCode: number }
  | { type: 'PAUSE' }
  | { type: 'UNPAUSE' }
  | { type: 'STOP' }
  /** A signal that ends the container's claim to be restarted. */
  | { type: 'CANCEL' }
  | { type: 'EXITED'; exitCode: number; oomKilled: boolean; at: number }
  | { type: 'RESTART' }
  | { type: 'POLICY'; name: string; maximumRetryCount: number }
  | { type: 'REMOVE' }
  | { type: 'REMOVE_FAILED' }
  | { type: 'REMOVED' };

const FIRST_BACKOFF = 100;
const LONGEST_BACKOFF = 60_000;
const GOOD_RUN = 10_000;

function nextBackoff(context: ContainerContext, at: number): number {
  const ran = at - (context.startedAt ?? at);
  const before = ran >= GOOD_RUN ? 0 : context.backoff;
  return before === 0 ? FIRST_BACKOFF : Math.min(LONGEST_BACKOFF, before * 2);
}

/** Docker's restartmanager: whether an exit with `exitCode` is followed by another start. */
function comesBack({ policy, canceled, restartCount, maximumRetryCount }: ContainerContext, exitCode: number): boolean {
  if (canceled) return false;
  if (policy === 'always' || policy === 'unless-stopped') return true;
  return policy === 'on-failure' && exitCode !== 0 && (maximumRetryCount === 0 || restartCount < maximumRetryCount);
}

/** The life of a container. Pure: who sends the events does the work. */
export const containerMachine = setup({
  types: { context: {} as ContainerContext, events: {} as ContainerEvent, input: {} as { policy: string; maximumRetryCount: number } },
  guards: {
    comesBack: ({ context, event }) => event.type === 'EXITED' && comesBack(context, event.exitCode),
    hasRun: ({ context }) => context.startedAt !== null,
  },
  actions: {
    renew: assign({ canceled: false, restartCount: 0, backoff: 0 }),
    run: assign(({ event }) =>
      event.type === 'EXECUTED' ? { pid: event.pid, startedAt: event.at, exitCode: 0, oomKilled: false, error: '' } : {},
    ),
    fail: assign(({ event }) => (event.type === 'FAILED' ? { error: event.error, exitCode: event.exitCode, pid: 0 } : {})),
    cancel: assign({ canceled: true }),
    end: assign(({ event }) =>
      event.type === 'EXITED' ? { pid: 0, exitCode: event.exitCode, oomKilled: event.oomKilled, finishedAt: event.at } : {},
    ),
    backOff: assign(({ context, event }) => (event.type === 'EXITED' ? { backoff: nextBackoff(context, event.at) } : {})),
    count: assign(({ context }) => ({ restartCount: context.restartCount + 1 })),
    follow: assign(({ event }) => (event.type === 'POLICY' ? { policy: event.name, maximumRetryCount: event.maximumRetryCount } : {})),
  },
}).createMachine({
  id: 'container',
  initial: 'created',
  context: ({ input }) => ({
    ...input,
    restartCount: 0,
    canceled: false,
    backoff: 0,
    pid: 0,
    exitCode: 0,
    oomKilled: false,
    error: '',
    startedAt: null,
    finishedAt: null,
  }),
  on: { POLICY: { actions: 'follow' } },
  states: {
    created: { on: { START: { target: 'starting', actions: 'renew' }, REMOVE: 'removing' } },
    starting: {
      initial: 'mounting',
      states: {
        mounting: { on: { MOUNTED: 'layering' } },
        layering: { on: { LAYERED: 'isolating' } },
        isolating: { on: { ISOLATED: 'executing' } },
        executing: { on: { EXECUTED: { target: '#container.running', actions: 'run' } } },
      },
      on: {
        FAILED: [
          { guard: 'hasRun', target: 'exited', actions: 'fail' },
          { target: 'created', actions: 'fail' },
        ],
      },
    },
    running: {
      on: {
        PAUSE: 'paused',
        STOP: { target: 'stopping', actions: 'cancel' },
        CANCEL: { actions: 'cancel' },
        EXITED: [
          { guard: 'comesBack', target: 'restarting', actions: ['end', 'backOff', 'count'] },
          { target: 'exited', actions: 'end' },
        ],
      },
    },
    paused: {
      on: {
        UNPAUSE: 'running',
        STOP: { target: 'stopping', actions: 'cancel' },
        CANCEL: { actions: 'cancel' },
        EXITED: { target: 'exited', actions: 'end' },
      },
    },
    stopping: { on: { EXITED: { target: 'exited', actions: 'end' }, PAUSE: 'paused', CANCEL: {} } },
    restarting: {
      on: { RESTART: 'starting', STOP: { target: 'exited', actions: 'cancel' }, CANCEL: { target: 'exited', actions: 'cancel' } },
    },
    exited: { on: { START: { target: 'starting', actions: 'renew' }, REMOVE: 'removing' } },
    removing: { on: { REMOVED: 'removed', REMOVE_FAILED: 'dead' } },
    dead: { on: { REMOVE: 'removing' } },
    removed: { type: 'final' },
  },
});
