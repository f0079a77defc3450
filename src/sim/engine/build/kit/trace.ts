import { encodeStatus, type SolveStatus, TRACE } from '../../../../api/buildkit.ts';
import { sha256 } from '../../../image/digest.ts';
import type { Clock } from '../../../clock.ts';
import type { BuildOutput } from '../output.ts';

const NOTHING: SolveStatus = { vertexes: [], statuses: [], logs: [] };

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** A step of the graph while it is worked on. */
export class Step {
  readonly digest: string;
  readonly #name: string;
  readonly #trace: Trace;
  readonly #started: number;

  constructor(trace: Trace, name: string, digest: string, cached: boolean) {
    this.#trace = trace;
    this.#name = name;
    this.digest = digest;
    this.#started = trace.now();
    this.#tell({ cached, completed: cached ? this.#started : null });
  }

  /** What its command says. */
  log(stream: 1 | 2, data: Uint8Array): void {
    this.#trace.send({ ...NOTHING, logs: [{ vertex: this.digest, timestamp: this.#trace.now(), stream, data }] });
  }

  /** A part of it that is done ("exporting layers"), with what it came to. */
  part(id: string, started = this.#started, current = 0, total = 0): void {
    const now = this.#trace.now();
    this.#trace.send({ ...NOTHING, statuses: [{ id, vertex: this.digest, current, total, timestamp: now, started, completed: now }] });
  }

  done(error = ''): void {
    this.#tell({ completed: this.#trace.now(), error });
  }

  #tell(change: { cached?: boolean; completed: number | null; error?: string }): void {
    const { cached = false, completed, error = '' } = change;
    const vertex = { digest: this.digest, inputs: [], name: this.#name, cached, started: this.#started, completed, error };
    this.#trace.send({ ...NOTHING, vertexes: [vertex] });
  }
}

/** Tells the client step by step how a build goes. */
export class Trace {
  readonly #clock: Clock;
  readonly #output: BuildOutput;
  #count = 0;

  constructor(clock: Clock, output: BuildOutput) {
    this.#clock = clock;
    this.#output = output;
  }

  now(): number {
    return this.#clock.now();
  }

  send(status: SolveStatus): void {
    this.#output.message({ id: TRACE, aux: base64(encodeStatus(status)) });
  }

  begin(name: string): Step {
    return new Step(this, name, this.#digest(name), false);
  }

  cached(name: string): void {
    new Step(this, name, this.#digest(name), true);
  }

  /** A step that has failed reports so and throws on. */
  async step<T>(name: string, work: (step: Step) => Promise<T>): Promise<T> {
    const step = this.begin(name);
    try {
      const result = await work(step);
      step.done();
      return result;
    } catch (error) {
      step.done(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #digest(name: string): string {
    return sha256(`${this.#clock.now()} ${this.#count++} ${name}`);
  }
}
