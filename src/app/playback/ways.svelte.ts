/** The journal as the page has it: what was done and what is still to come, where the world stands in it, and the ways that were left. */
import type { JournalEntry } from '../../sim/journal.ts';
import type { EnteredLine, Position } from '../protocol.ts';
import { beforeLastLine, type Moment } from './undo.ts';

/** A journal that was left for another way. */
export interface Branch {
  readonly entries: readonly JournalEntry[];
  /** What was entered on it after the ways parted. */
  readonly lines: readonly EnteredLine[];
}

/** Branches that are kept; the oldest go. */
const BRANCHES_KEPT = 9;
const NOWHERE: Position = { at: 0, inputs: 0 };

export class Ways {
  /** Where the world stands, as it was last told. */
  position: Position = $state.raw(NOWHERE);
  /** The last moment that was lived (virtual milliseconds since the world began). */
  end = $state(0);
  /** Inputs of the journal, also those to come after somebody went back. */
  inputs = $state(0);
  /** Lines entered at prompts, oldest first, and how many of them have been by now; the others are still to come. */
  lines: readonly EnteredLine[] = $state.raw([]);
  entered = $state(0);
  /** The latest first. */
  branches: readonly Branch[] = $state.raw([]);
  #entries: JournalEntry[] = [];

  constructor(entries: readonly JournalEntry[]) {
    this.#take(entries);
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Whether there are inputs to come. */
  get behind(): boolean {
    return this.position.inputs < this.inputs;
  }

  /** Another world, of which nothing has happened. */
  clear(): void {
    this.branches = [];
    this.#take([]);
  }

  /** The same journal will be lived from its beginning. */
  rewind(): void {
    this.position = NOWHERE;
    this.lines = [];
    this.entered = 0;
    this.end = 0;
  }

  /** A world tells again what lines it has had. */
  recount(): void {
    this.entered = 0;
  }

  line(line: EnteredLine): void {
    if (this.entered === this.lines.length) this.lines = [...this.lines, line];
    this.entered++;
  }

  /** The world stands there now; true when that is the end of its journal, and it was not there before. */
  stand(position: Position): boolean {
    const was = this.behind;
    this.position = position;
    this.end = Math.max(this.end, position.at, this.#entries.at(-1)?.at ?? 0);
    return was && !this.behind;
  }

  /** An input came as number `index` of the journal; true when that began another way. */
  add(index: number, entry: JournalEntry): boolean {
    const parted = index < this.#entries.length;
    if (parted) this.cut({ at: entry.at, inputs: index });
    this.#entries.push(entry);
    this.inputs = this.#entries.length;
    this.position = { at: entry.at, inputs: this.inputs };
    this.end = entry.at;
    return parted;
  }

  /** The journal ends here now; what came later is kept as a branch. */
  cut(position: Position): void {
    this.#keep(position.inputs);
    this.#entries.length = position.inputs;
    this.inputs = position.inputs;
    this.position = position;
    this.lines = this.lines.slice(0, this.entered);
    this.end = position.at;
  }

  /** Takes up a way that was left; the way of now becomes one of those. */
  takeUp(branch: Branch): void {
    this.#keep(this.position.inputs);
    this.branches = this.branches.filter((one) => one !== branch);
    this.#take(branch.entries);
  }

  /** The moment before the last command; null when there was none. */
  beforeLast(): Moment | null {
    return beforeLastLine(this.#entries, this.lines.slice(0, this.entered));
  }

  #take(entries: readonly JournalEntry[]): void {
    this.#entries = [...entries];
    this.inputs = entries.length;
    this.rewind();
  }

  /** A way that differs only in the size of the screen is none. */
  #keep(inputs: number): void {
    const left = this.#entries.slice(inputs);
    if (left.length > 0 && left.every(({ input }) => input.kind === 'resize')) return;
    const lines = this.lines.slice(this.entered);
    const way: Branch = { entries: [...this.#entries], lines: lines.length > 0 ? lines : this.lines.slice(-1) };
    this.branches = [way, ...this.branches].slice(0, BRANCHES_KEPT);
  }
}
