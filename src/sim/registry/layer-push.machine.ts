import { assign, setup } from 'xstate';
import type { ProgressMessage } from '../../api/types.ts';
import { barMessage, stateMessage } from './progress.ts';

export interface LayerPushInput {
  /** The first twelve digits of the layer's DiffID. */
  readonly id: string;
  /** Bytes of the files in the layer; what is counted is the archive, which is a little more. */
  readonly size: number;
  /** Is told what Docker says about the layer. */
  readonly report: (message: ProgressMessage) => void;
}

export type LayerPushEvent =
  /** All upload slots are taken. */
  | { type: 'QUEUE' }
  | { type: 'SLOT' }
  /** The repository has the blob. */
  | { type: 'FOUND' }
  /** The registry had it in another repository ("library/centos") and lets this one use it. */
  | { type: 'MOUNTED'; from: string }
  | { type: 'MISSING' }
  /** Bytes of the archive so far. */
  | { type: 'PROGRESS'; current: number }
  | { type: 'COMMITTED' }
  /** The registry will not have it, or nobody waits any more. */
  | { type: 'FAILED' };

/** The way of one layer in a push, as the daemon's upload manager takes it. */
export const layerPushMachine = setup({
  types: {
    input: {} as LayerPushInput,
    context: {} as LayerPushInput & { current: number; from: string },
    events: {} as LayerPushEvent,
  },
  actions: {
    say: ({ context }, { status }: { status: string }) => context.report(stateMessage(context.id, status)),
    sayMounted: ({ context }) => context.report(stateMessage(context.id, `Mounted from ${context.from}`)),
    bar: ({ context }) => context.report(barMessage(context.id, 'Pushing', context.current, context.size)),
    advance: assign({ current: ({ event, context }) => (event.type === 'PROGRESS' ? event.current : context.current) }),
    keepSource: assign({ from: ({ event, context }) => (event.type === 'MOUNTED' ? event.from : context.from) }),
  },
}).createMachine({
  id: 'layer-push',
  context: ({ input }) => ({ ...input, current: 0, from: '' }),
  initial: 'preparing',
  states: {
    preparing: { entry: { type: 'say', params: { status: 'Preparing' } }, on: { QUEUE: 'waiting', SLOT: 'looking' } },
    waiting: { entry: { type: 'say', params: { status: 'Waiting' } }, on: { SLOT: 'looking', FAILED: 'failed' } },
    looking: {
      on: { FOUND: 'exists', MOUNTED: { target: 'mounted', actions: 'keepSource' }, MISSING: 'pushing', FAILED: 'failed' },
    },
    exists: { type: 'final', entry: { type: 'say', params: { status: 'Layer already exists' } } },
    mounted: { type: 'final', entry: 'sayMounted' },
    pushing: { on: { PROGRESS: { actions: ['advance', 'bar'] }, COMMITTED: 'pushed', FAILED: 'failed' } },
    pushed: { type: 'final', entry: { type: 'say', params: { status: 'Pushed' } } },
    failed: { type: 'final' },
  },
});
