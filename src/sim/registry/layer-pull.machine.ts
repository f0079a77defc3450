import { assign, setup } from 'xstate';
import type { ProgressMessage } from '../../api/types.ts';
import { barMessage, stateMessage } from './progress.ts';

export interface LayerPullInput {
  /** The first twelve digits of the blob's digest. */
  readonly id: string;
  /** Bytes of the blob. */
  readonly size: number;
  /** Is told what Docker says about the layer. */
  readonly report: (message: ProgressMessage) => void;
}

export type LayerPullEvent =
  /** It is in the layer store on top of the right parent. */
  | { type: 'FOUND' }
  | { type: 'MISSING' }
  /** All download slots are taken. */
  | { type: 'QUEUE' }
  | { type: 'SLOT' }
  /** Bytes so far, of the download or of what was unpacked. */
  | { type: 'PROGRESS'; current: number }
  | { type: 'RECEIVED' }
  | { type: 'VERIFIED' }
  /** The bytes are not what the digest says. */
  | { type: 'MISMATCH' }
  /** The layer below is registered. */
  | { type: 'PARENT' }
  | { type: 'REGISTERED' };

/** The way of one layer in a pull, as the daemon's download manager takes it. */
export const layerPullMachine = setup({
  types: {
    input: {} as LayerPullInput,
    context: {} as LayerPullInput & { current: number },
    events: {} as LayerPullEvent,
  },
  actions: {
    say: ({ context }, { status }: { status: string }) => context.report(stateMessage(context.id, status)),
    bar: ({ context }, { status }: { status: string }) => context.report(barMessage(context.id, status, context.current, context.size)),
    advance: assign({ current: ({ event, context }) => (event.type === 'PROGRESS' ? event.current : context.current) }),
  },
}).createMachine({
  id: 'layer-pull',
  context: ({ input }) => ({ ...input, current: 0 }),
  initial: 'looking',
  states: {
    looking: { on: { FOUND: 'exists', MISSING: 'announced' } },
    exists: { type: 'final', entry: { type: 'say', params: { status: 'Already exists' } } },
    announced: { entry: { type: 'say', params: { status: 'Pulling fs layer' } }, on: { QUEUE: 'waiting', SLOT: 'downloading' } },
    waiting: { entry: { type: 'say', params: { status: 'Waiting' } }, on: { SLOT: 'downloading' } },
    downloading: {
      on: { PROGRESS: { actions: ['advance', { type: 'bar', params: { status: 'Downloading' } }] }, RECEIVED: 'verifying' },
    },
    verifying: {
      entry: { type: 'say', params: { status: 'Verifying Checksum' } },
      on: { VERIFIED: 'downloaded', MISMATCH: 'failed' },
    },
    downloaded: { entry: { type: 'say', params: { status: 'Download complete' } }, on: { PARENT: 'extracting' } },
    extracting: {
      on: { PROGRESS: { actions: ['advance', { type: 'bar', params: { status: 'Extracting' } }] }, REGISTERED: 'complete' },
    },
    complete: { type: 'final', entry: { type: 'say', params: { status: 'Pull complete' } } },
    failed: { type: 'final' },
  },
});
