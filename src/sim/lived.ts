/** A world together with what it told: whoever takes it over later hears all of it first, as if they had been there. */
import { concat } from '../api/bytes.ts';
import type { FsError } from './fs/types.ts';
import type { Input, Journal, JournalEntry } from './journal.ts';
import type { EditorView } from './kernel/files/editor-file.ts';
import { type WireCall, World, type WorldOptions } from './world.ts';

/** A line that was entered at the prompt of a shell. */
export interface EnteredLine {
  /** Virtual milliseconds since the world began. */
  readonly at: number;
  readonly text: string;
}

/** Whoever a world tells things to. */
export interface Listener {
  output(session: string, data: Uint8Array): void;
  exit(session: string, code: number): void;
  editors(views: readonly EditorView[]): void;
  wire(call: WireCall): void;
  line(line: EnteredLine): void;
  refused(input: Input, error: FsError): void;
}

/** Where a world comes from: code and a turn of the host's loop. */
export type WorldHost = Pick<WorldOptions, 'drain' | 'docker' | 'completeDocker'>;

/** Bytes of output that are kept; a terminal has no room for more. */
const OUTPUT_KEPT = 1 << 20;
/** Calls of the wire log that are kept. */
const CALLS_KEPT = 200;

export class LivedWorld {
  /** Inputs of the journal that it has had. */
  inputs = 0;
  readonly world: World;
  readonly #epoch: number;
  readonly #told: Told;

  private constructor(world: World, epoch: number, told: Told) {
    this.world = world;
    this.#epoch = epoch;
    this.#told = told;
  }

  /** A world that has just booted. */
  static async boot(beginning: Omit<Journal, 'entries'>, host: WorldHost): Promise<LivedWorld> {
    const told = new Told();
    const world = await World.replay(
      { ...beginning, entries: [] },
      {
        ...host,
        onOutput: (session, data) => told.output(session, data),
        onExit: (session, code) => told.exit(session, code),
        onEditors: (views) => told.editors(views),
        onWire: (call) => told.wire(call),
        onLine: (text, at) => told.line({ at, text }),
        onRefused: (input, error) => told.refused(input, error),
      },
    );
    return new LivedWorld(world, beginning.epoch, told);
  }

  /** Virtual milliseconds since the world began. */
  get at(): number {
    return this.world.clock.now() - this.#epoch;
  }

  /** Something comes from outside, now; returns it as the journal has it. */
  input(input: Input): JournalEntry {
    this.inputs++;
    return this.world.input(input);
  }

  /** Lives on to `at` (since the world began), with the first `count` of the inputs at their times; or until `done`. */
  async liveOn(entries: readonly JournalEntry[], count: number, at: number, done?: () => boolean): Promise<void> {
    for (let next = entries[this.inputs]; next && this.inputs < count; next = entries[this.inputs]) {
      if (!(await this.world.again(next, done))) return;
      this.inputs++;
    }
    await this.world.run(this.#epoch + at, done);
  }

  /** From now on `listener` is told, beginning with what was told to nobody; null: all is kept again. */
  tell(listener: Listener | null): void {
    this.#told.to = listener;
    if (listener) this.#told.repeat(listener, this.world.sessions());
  }
}

class Told implements Listener {
  to: Listener | null = null;
  readonly #lines: EnteredLine[] = [];
  #output: (readonly [session: string, data: Uint8Array])[] = [];
  #bytes = 0;
  readonly #exits = new Map<string, number>();
  readonly #calls = new Map<number, WireCall>();
  #editors: readonly EditorView[] = [];

  output(session: string, data: Uint8Array): void {
    this.#output.push([session, data]);
    this.#bytes += data.length;
    if (this.#bytes > 2 * OUTPUT_KEPT) {
      while (this.#bytes > OUTPUT_KEPT) this.#bytes -= this.#output.shift()?.[1].length ?? this.#bytes;
    }
    this.to?.output(session, data);
  }

  exit(session: string, code: number): void {
    this.#exits.set(session, code);
    this.to?.exit(session, code);
  }

  editors(views: readonly EditorView[]): void {
    this.#editors = views;
    this.to?.editors(views);
  }

  wire(call: WireCall): void {
    this.#calls.set(call.id, call);
    if (this.#calls.size > CALLS_KEPT) for (const id of [...this.#calls.keys()].slice(0, -CALLS_KEPT)) this.#calls.delete(id);
    this.to?.wire(call);
  }

  line(line: EnteredLine): void {
    this.#lines.push(line);
    this.to?.line(line);
  }

  /** A save that failed long ago is nobody's concern any more: not repeated. */
  refused(input: Input, error: FsError): void {
    this.to?.refused(input, error);
  }

  repeat(listener: Listener, open: readonly string[]): void {
    const sessions = new Set(this.#output.map(([session]) => session));
    for (const session of sessions) {
      const pieces = this.#output.filter(([of]) => of === session).map(([, data]) => data);
      listener.output(session, concat(pieces));
    }
    for (const [session, code] of this.#exits) if (!open.includes(session)) listener.exit(session, code);
    for (const call of this.#calls.values()) listener.wire(call);
    for (const line of this.#lines) listener.line(line);
    listener.editors(this.#editors);
  }
}
