/** One lesson being learned: its texts in the reader's language, the learner's progress, and the watch on the system. */
import { createActor } from 'xstate';
import type { EngineTransport } from '../api/wire.ts';
import { firstFailing, type Reason } from '../lessons/checks.ts';
import type { Lesson } from '../lessons/format.ts';
import { progressMachine } from '../lessons/progress.machine.ts';
import { watchSystem } from '../lessons/watch.ts';

const KEY = 'huajuan.progress';

const stepsDone = (): Record<string, number> => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
};

/** A fresh world: no step has been done in it. */
export function forgetProgress(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
}

export class LessonProgress {
  step = $state(0);
  hints = $state(0);
  complete = $state(false);
  reason: Reason | null = $state.raw(null);
  readonly #lesson: Lesson;
  readonly #actor;
  #stopWatch: () => void = () => {};
  #asking = false;
  #again = false;

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
    this.#actor = createActor(progressMachine, { input: { steps: lesson.steps.length, step: stepsDone()[lesson.id] ?? 0 } });
    this.#actor.subscribe(({ context, value }) => {
      this.step = context.step;
      this.hints = context.hints;
      this.reason = context.reason;
      this.complete = value === 'complete';
      try {
        sessionStorage.setItem(KEY, JSON.stringify({ ...stepsDone(), [lesson.id]: context.step }));
      } catch {
        // Progress that cannot be kept is still progress.
      }
    });
    this.#actor.start();
  }

  /** Holds the present step's checks against `wire` whenever the system changes; returns how to stop. */
  watch(wire: EngineTransport): () => void {
    this.#stopWatch();
    this.#stopWatch = watchSystem(wire, () => void this.#check(wire));
    return () => this.#stopWatch();
  }

  hint(): void {
    this.#actor.send({ type: 'HINT' });
  }

  again(): void {
    this.#actor.send({ type: 'AGAIN' });
  }

  async #check(wire: EngineTransport): Promise<void> {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#again) {
        this.#again = false;
        const { step } = this.#actor.getSnapshot().context;
        const checks = this.#lesson.steps[step]?.checks;
        if (!checks) return;
        const reason = await firstFailing(wire, checks);
        this.#actor.send({ type: 'CHECKED', step, reason });
        // The next step may hold already.
        if (reason === null) this.#again = true;
      }
    } catch {
      // The machine went away in the middle of the question; a new watch asks again.
    } finally {
      this.#asking = false;
    }
  }
}
