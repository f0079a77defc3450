/** A learner's way through a lesson: pure. A step once done stays done, whatever becomes of the system later. */
import { assign, setup } from 'xstate';
import type { Reason } from './checks.ts';

export type ProgressEvent =
  /** The present step's checks were held against the system; null: all hold. */
  { type: 'CHECKED'; step: number; reason: Reason | null } | { type: 'HINT' } | { type: 'AGAIN' };

export interface ProgressContext {
  readonly steps: number;
  /** Index of the present step; `steps` when all are done. */
  readonly step: number;
  /** How many of the present step's hints were asked for. */
  readonly hints: number;
  /** Why the present step is not done yet, null before the first check. */
  readonly reason: Reason | null;
}

export const progressMachine = setup({
  types: {
    context: {} as ProgressContext,
    events: {} as ProgressEvent,
    input: {} as { steps: number; step?: number },
  },
  guards: {
    isLate: ({ context }, params: { step: number }) => params.step !== context.step,
    holds: (_, params: { reason: Reason | null }) => params.reason === null,
    isDone: ({ context }) => context.step >= context.steps,
  },
  actions: {
    nextStep: assign({ step: ({ context }) => context.step + 1, hints: 0, reason: null }),
    keepReason: assign({ reason: (_, params: { reason: Reason | null }) => params.reason }),
    oneMoreHint: assign({ hints: ({ context }) => context.hints + 1 }),
    fromTheStart: assign({ step: 0, hints: 0, reason: null }),
  },
}).createMachine({
  id: 'progress',
  context: ({ input }) => ({ steps: input.steps, step: Math.min(input.step ?? 0, input.steps), hints: 0, reason: null }),
  initial: 'learning',
  states: {
    learning: {
      always: { guard: 'isDone', target: 'complete' },
      on: {
        CHECKED: [
          // The answer to a question about a step that has been done meanwhile.
          { guard: { type: 'isLate', params: ({ event }) => ({ step: event.step }) } },
          { guard: { type: 'holds', params: ({ event }) => ({ reason: event.reason }) }, actions: 'nextStep' },
          { actions: { type: 'keepReason', params: ({ event }) => ({ reason: event.reason }) } },
        ],
        HINT: { actions: 'oneMoreHint' },
      },
    },
    complete: {},
  },
  on: { AGAIN: { target: '.learning', actions: 'fromTheStart' } },
});
