import { FsError } from '../fs/types.ts';
import type { Process } from './process.ts';
import type { WaitQueue } from './wait-queue.ts';

/** How an asynchronous system call waits. */
export interface Blocking<T> {
  readonly syscall: string;
  /** The result, or undefined when it must wait (again). Throws to fail the call. */
  attempt(): T | undefined;
  readonly queues?: readonly WaitQueue[];
  /** Virtual moment at which to try again. */
  readonly until?: number;
  /** Whether a handled signal ends the call with EINTR. Default: true. */
  readonly interruptible?: boolean;
  /** CPU milliseconds it takes beyond those of any call. */
  readonly cost?: number;
}

/** CPU milliseconds that a program runs before the others get a turn. */
const QUANTUM = 4;
/** CPU milliseconds of a system call that does nothing. */
const CALL = 0.001;

interface Wait {
  readonly syscall: string;
  readonly interruptible: boolean;
  retry(): void;
  abandon(): void;
  fail(error: unknown): void;
}

/**
 * One run of one program in a process; exec starts another. Every asynchronous system call of the program settles through
 * {@link block}, so a stopped or frozen process does not move, and a program that was killed or replaced never comes back.
 */
export class Execution {
  readonly process: Process;
  readonly #waits = new Set<Wait>();
  #over = false;
  #debt = 0;

  constructor(process: Process) {
    this.process = process;
  }

  get over(): boolean {
    return this.#over;
  }

  block<T>(call: Blocking<T>): Promise<T> {
    if (this.#over) return new Promise(() => {});
    const { process } = this;
    const { clock } = process.kernel;
    const turn = this.#charge(CALL + (call.cost ?? 0));
    if (process.halted) return this.#wait(call);
    try {
      const value = call.attempt();
      if (this.#over) return new Promise(() => {});
      if (value === undefined) return this.#wait(call);
      // The common case, no waiting, costs one promise and nothing else.
      if (turn === null && !process.halted) return Promise.resolve(value);
      const until = turn ?? clock.now();
      const attempt = (): T | undefined => (clock.now() >= until ? value : undefined);
      return this.#wait({ syscall: 'cpu', interruptible: false, until, attempt });
    } catch (error) {
      return this.#over ? new Promise(() => {}) : Promise.reject(error);
    }
  }

  /** Books CPU time; when a quantum is used up, waits until it has really passed. */
  burn(ms: number): Promise<void> {
    if (this.#over) return new Promise(() => {});
    const { process } = this;
    const until = this.#charge(ms);
    if (until === null && !process.halted) return Promise.resolve();
    const end = until ?? 0;
    const attempt = (): null | undefined => (process.kernel.clock.now() >= end ? null : undefined);
    return this.#wait({ syscall: 'cpu', interruptible: false, until: end, attempt }).then(() => {});
  }

  /** Adds to the debt of CPU time; returns the moment when it is paid, once it is a whole quantum. */
  #charge(ms: number): number | null {
    const { process } = this;
    process.charge(ms);
    this.#debt += ms;
    if (this.#debt < QUANTUM) return null;
    const { cgroup } = process.state;
    const took = this.#debt * cgroup.slowness;
    cgroup.throttledMs += took - this.#debt;
    const until = process.kernel.clock.now() + took;
    this.#debt = 0;
    return until;
  }

  /** Tries all waiting calls again: the process goes on after a stop or a thaw. */
  resume(): void {
    for (const wait of [...this.#waits]) if (this.#waits.has(wait)) wait.retry();
  }

  /** A handler ran: interruptible calls end with EINTR. */
  interrupt(): void {
    for (const wait of [...this.#waits]) {
      if (wait.interruptible) wait.fail(new FsError('EINTR', wait.syscall, ''));
    }
  }

  /** The program is gone; whatever it waits for stays pending for ever. */
  end(): void {
    this.#over = true;
    for (const wait of this.#waits) wait.abandon();
    this.#waits.clear();
  }

  /** The names of the calls it waits in, for the state digest and /proc/PID/wchan. */
  get waitingIn(): string[] {
    return [...this.#waits].map((wait) => wait.syscall);
  }

  #wait<T>(call: Blocking<T>): Promise<T> {
    const { process } = this;
    return new Promise<T>((resolve, reject) => {
      const undo: (() => void)[] = [];
      const abandon = (): void => {
        for (const f of undo) f();
      };
      const finish = (settle: () => void): void => {
        this.#waits.delete(wait);
        abandon();
        settle();
      };
      const wait: Wait = {
        syscall: call.syscall,
        interruptible: call.interruptible ?? true,
        abandon,
        fail: (error) => finish(() => reject(error)),
        retry: () => {
          if (process.halted) return;
          let settle: () => void;
          try {
            const value = call.attempt();
            if (value === undefined) return;
            settle = () => resolve(value);
          } catch (error) {
            settle = () => reject(error);
          }
          if (this.#waits.has(wait)) finish(settle);
        },
      };
      this.#waits.add(wait);
      for (const queue of call.queues ?? []) undo.push(queue.add(wait.retry));
      if (call.until !== undefined) {
        const timer = process.kernel.clock.after(call.until - process.kernel.clock.now(), wait.retry);
        undo.push(() => timer.cancel());
      }
    });
  }
}
