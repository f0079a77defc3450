import type { Service } from '../service.ts';
import { WaitQueue } from '../wait-queue.ts';
import { IoCalls } from './io.ts';

/** Clock, CPU accounting and chance. */
export class TimeCalls extends IoCalls {
  now(): number {
    return this.kernel.clock.now();
  }

  async sleep(ms: number): Promise<void> {
    const { clock } = this.kernel;
    const until = clock.now() + Math.max(0, ms);
    // Even a sleep of nothing lets the others run first.
    let begun = false;
    await this.execution.block({
      syscall: 'nanosleep',
      until,
      attempt: () => {
        const done = begun && clock.now() >= until;
        begun = true;
        return done || undefined;
      },
    });
  }

  cpu(ms: number): Promise<void> {
    return this.execution.burn(ms);
  }

  uptime(): number {
    return this.kernel.clock.now() - this.kernel.bootedAt;
  }

  async hold<T>(work: Promise<T>): Promise<T> {
    const arrival = new WaitQueue();
    let outcome: (() => { value: T }) | undefined;
    const arrive = (result: () => { value: T }): void => {
      outcome = result;
      arrival.wake();
    };
    this.kernel.clock.hold(work).then(
      (value) => arrive(() => ({ value })),
      (error: unknown) =>
        arrive(() => {
          throw error;
        }),
    );
    const { value } = await this.execution.block({
      syscall: 'hold',
      interruptible: false,
      queues: [arrival],
      attempt: () => outcome?.(),
    });
    return value;
  }

  systemd(): boolean {
    return this.process.pid.namespace === this.kernel.pids;
  }

  service(name: string): Service | null {
    return this.kernel.services.get(name) ?? null;
  }

  random(below: number): number {
    return this.kernel.random.int(below);
  }
}
