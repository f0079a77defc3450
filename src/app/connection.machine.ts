/** How the page stands with the simulated machine: pure; `machine.svelte.ts` acts on it. */
import { assign, setup } from 'xstate';

export type ConnectionEvent =
  | { type: 'READY' }
  | { type: 'FAILED'; reason: string }
  /** Do the journal again on a new worker. */
  | { type: 'RESTORE' }
  /** A fresh world. */
  | { type: 'RESTART' };

export const connectionMachine = setup({
  types: {
    context: {} as { reason: string },
    events: {} as ConnectionEvent,
  },
  actions: {
    keepReason: assign({ reason: (_, params: { reason: string }) => params.reason }),
  },
}).createMachine({
  id: 'connection',
  context: { reason: '' },
  initial: 'starting',
  states: {
    starting: {
      on: {
        READY: 'ready',
        FAILED: { target: 'lost', actions: { type: 'keepReason', params: ({ event }) => ({ reason: event.reason }) } },
      },
    },
    ready: {
      on: {
        FAILED: { target: 'lost', actions: { type: 'keepReason', params: ({ event }) => ({ reason: event.reason }) } },
        RESTART: 'starting',
      },
    },
    lost: { on: { RESTORE: 'restoring', RESTART: 'starting' } },
    restoring: {
      on: {
        READY: 'ready',
        FAILED: { target: 'lost', actions: { type: 'keepReason', params: ({ event }) => ({ reason: event.reason }) } },
        RESTART: 'starting',
      },
    },
  },
});
