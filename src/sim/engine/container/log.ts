import { encodeFrame } from '../../../api/frames.ts';
import { rfc3339Nano } from '../time.ts';

/** One line (or piece of one) of a container's log, as json-file keeps it. */
export interface LogEntry {
  readonly stream: 1 | 2;
  /** With its newline, except for what never got one. */
  readonly data: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Keeps the lines of a log in files. */
export interface LogSink {
  /** Returns how many bytes it wrote. */
  write(entry: LogEntry): number;
  /** Begins a new file; of all, `files` are kept. */
  rotate(files: number): void;
}

/** Longer lines are cut, as Docker's log copier does. */
const LONGEST = 16 * 1024;
const NEWLINE = 10;
const encoder = new TextEncoder();

/** What the processes of a container said, in lines. */
export class ContainerLog {
  readonly entries: LogEntry[] = [];
  readonly #rest: [Uint8Array[], Uint8Array[]] = [[], []];
  #held: [Uint8Array[], Uint8Array[]] | null = null;
  readonly #followers = new Set<(entry: LogEntry | null) => void>();
  readonly #now: () => number;
  /** Null for a driver that keeps nothing. */
  readonly #sink: LogSink | null;
  #bounds = { maxSize: -1, maxFile: 1 };
  /** How many entries each file has, the current one last, and the bytes of that. */
  readonly #files: number[] = [0];
  #bytes = 0;

  constructor(now: () => number, sink: LogSink | null) {
    this.#now = now;
    this.#sink = sink;
  }

  /** Whether what was said can be read again. */
  get readable(): boolean {
    return this.#sink !== null;
  }

  /** At so many bytes (-1: never) a new file is begun, and of all so many are kept. */
  bound(bounds: { readonly maxSize: number; readonly maxFile: number }): void {
    this.#bounds = bounds;
  }

  /**
   * A process starts: what it says before the copiers first get a turn lies in its pipes until {@link release}. The copier
   * of standard error was started last and therefore (Go's scheduler) comes first.
   */
  hold(): void {
    this.#held = [[], []];
  }

  /** The copiers get their turn. */
  release(): void {
    const held = this.#held;
    this.#held = null;
    for (const stream of [2, 1] as const) for (const data of held?.[stream - 1] ?? []) this.append(stream, data);
  }

  append(stream: 1 | 2, data: Uint8Array): void {
    if (this.#held) return void this.#held[stream - 1]?.push(data.slice());
    const rest = this.#rest[stream - 1] ?? [];
    let from = 0;
    for (let at = 0; at < data.length; at++) {
      if (data[at] !== NEWLINE) continue;
      this.#add(stream, [...rest.splice(0), data.subarray(from, at + 1)]);
      from = at + 1;
    }
    if (from < data.length) rest.push(data.slice(from));
    if (rest.reduce((sum, part) => sum + part.length, 0) >= LONGEST) this.#add(stream, rest.splice(0));
  }

  /** The process has gone: a last line without newline counts too, and nobody follows any longer. */
  end(): void {
    this.release();
    for (const stream of [1, 2] as const) {
      const rest = this.#rest[stream - 1]?.splice(0) ?? [];
      if (rest.length > 0) this.#add(stream, rest);
    }
    for (const follower of [...this.#followers]) follower(null);
    this.#followers.clear();
  }

  /** Calls back for every new entry, and with null at the end. */
  follow(callback: (entry: LogEntry | null) => void): () => void {
    this.#followers.add(callback);
    return () => this.#followers.delete(callback);
  }

  #keep(sink: LogSink, entry: LogEntry): void {
    const { maxSize, maxFile } = this.#bounds;
    if (maxSize > 0 && this.#bytes >= maxSize) {
      sink.rotate(maxFile);
      this.#files.push(0);
      this.#bytes = 0;
      if (this.#files.length > maxFile) this.entries.splice(0, this.#files.shift() ?? 0);
    }
    this.entries.push(entry);
    this.#files.push((this.#files.pop() ?? 0) + 1);
    this.#bytes += sink.write(entry);
  }

  #add(stream: 1 | 2, parts: readonly Uint8Array[]): void {
    const data = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      data.set(part, at);
      at += part.length;
    }
    const entry: LogEntry = { stream, data, at: this.#now() };
    if (this.#sink) this.#keep(this.#sink, entry);
    for (const follower of [...this.#followers]) follower(entry);
  }
}

/** An entry as the logs answer carries it: framed unless on a terminal, with its time and details before it when asked. */
export function formatEntry(entry: LogEntry, options: { tty: boolean; timestamps: boolean; details: string }): Uint8Array {
  let { data } = entry;
  const before = `${options.timestamps ? `${rfc3339Nano(entry.at, 'all')} ` : ''}${options.details}`;
  if (before) {
    const time = encoder.encode(before);
    const stamped = new Uint8Array(time.length + data.length);
    stamped.set(time);
    stamped.set(data, time.length);
    data = stamped;
  }
  return options.tty ? data : encodeFrame(entry.stream, data);
}
