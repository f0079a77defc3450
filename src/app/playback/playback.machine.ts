/** What the world's time does: pure; `../machine.svelte.ts` acts on it. */
import { assign, setup } from 'xstate';
import type { Moment } from './undo.ts';

export type PlaybackEvent =
  | { type: 'PAUSE' }
  | { type: 'PLAY' }
  /** Something was typed while there were inputs to come: another way begins. */
  | { type: 'BRANCH' }
  /** Go to a moment; `undo`: and forget what came after it. */
  | { type: 'GO'; to: Target }
  /** The world is there. */
  | { type: 'THERE' }
  /** A world of its own: a fresh one, or one restored. */
  | { type: 'RESET' };

export interface Target extends Partial<Moment> {
  readonly at: number;
  readonly undo?: boolean;
  /** It is the end of the journal. */
  readonly end?: boolean;
}

/**
 * `running` and `paused` are what a person chose. Whoever goes back looks around (`past`): time stands still there too, until
 * they go on, or type something. While the world is on its way to a moment, the latest other wish waits.
 */
export const playbackMachine = setup({
  types: {
    context: {} as { readonly going: Target | null; readonly wanted: Target | null },
    events: {} as PlaybackEvent,
  },
  actions: {
    go: assign({ going: (_, { to }: { to: Target }) => to }),
    want: assign({ wanted: (_, { to }: { to: Target }) => to }),
    goOn: assign({ going: ({ context }) => context.wanted, wanted: null }),
    arrive: assign({ going: null, wanted: null }),
  },
  guards: {
    somethingWanted: ({ context }) => context.wanted !== null,
    looksAround: (_, { to }: { to: Target }) => !to.undo && !to.end,
    goesOn: (_, { to }: { to: Target }) => to.undo === true || to.end === true,
  },
}).createMachine({
  id: 'playback',
  type: 'parallel',
  context: { going: null, wanted: null },
  states: {
    time: {
      initial: 'running',
      states: {
        running: {
          on: { PAUSE: 'paused', GO: { guard: { type: 'looksAround', params: ({ event }) => ({ to: event.to }) }, target: 'past' } },
        },
        paused: { on: { PLAY: 'running', RESET: 'running' } },
        past: {
          on: {
            PLAY: 'running',
            PAUSE: 'paused',
            BRANCH: 'running',
            RESET: 'running',
            GO: { guard: { type: 'goesOn', params: ({ event }) => ({ to: event.to }) }, target: 'running' },
          },
        },
      },
    },
    place: {
      initial: 'here',
      states: {
        here: {
          on: { GO: { target: 'onTheWay', actions: { type: 'go', params: ({ event }) => ({ to: event.to }) } } },
        },
        onTheWay: {
          on: {
            GO: { actions: { type: 'want', params: ({ event }) => ({ to: event.to }) } },
            THERE: [
              { guard: 'somethingWanted', target: 'onTheWay', reenter: true, actions: 'goOn' },
              { target: 'here', actions: 'arrive' },
            ],
            RESET: { target: 'here', actions: 'arrive' },
          },
        },
      },
    },
  },
});
