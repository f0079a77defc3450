import type { TraceStep } from './trace.ts';
import { shownAmount } from './trace.ts';

const LONGEST = 72;

/** A build's progress line by line, each with the number of its step. */
export class PlainProgress {
  readonly #write: (text: string) => Promise<void>;
  readonly #numbers = new Map<string, number>();
  /** Parts that were shown as done, and lines that were. */
  readonly #shown = new Map<string, { parts: Set<string>; lines: number }>();
  #current: TraceStep | null = null;
  #first = true;

  constructor(write: (text: string) => Promise<void>) {
    this.#write = write;
  }

  /** Shows what is new of the steps that changed. */
  async show(changed: readonly TraceStep[]): Promise<void> {
    for (const step of changed) await this.#write(this.#text(step));
  }

  #line(step: TraceStep, text: string): string {
    return `#${this.#numbers.get(step.vertex.digest)} ${moment(step)} ${text}\n`;
  }

  #text(step: TraceStep): string {
    const { vertex, statuses, lines } = step;
    const { digest, started, completed, error, cached } = vertex;
    if (started === null) return '';
    const number = this.#numbers.get(digest) ?? this.#numbers.size + 1;
    const shown = this.#shown.get(digest) ?? { parts: new Set<string>(), lines: 0 };
    this.#numbers.set(digest, number);
    this.#shown.set(digest, shown);
    let out = '';
    if (this.#current?.vertex.digest !== digest) {
      if (this.#current) out += `#${this.#numbers.get(this.#current.vertex.digest)} ...\n`;
      if (!this.#first) out += '\n';
      this.#first = false;
      out += `#${number} ${shorten(vertex.name)}\n#${number} ${digest}\n`;
    }
    for (const status of statuses.values()) {
      if (shown.parts.has(status.id) || status.completed === null) continue;
      shown.parts.add(status.id);
      const seconds = status.started === null ? 0 : (status.completed - status.started) / 1000;
      out += `#${number} ${status.id}${shownAmount(status)}${seconds > 0.01 ? ` ${seconds.toFixed(1)}s` : ''} done\n`;
    }
    for (; shown.lines < lines.length; shown.lines++) out += this.#line(step, lines[shown.lines] ?? '');
    this.#current = step;
    if (completed === null) return out;
    this.#current = null;
    if (step.partial !== '') out += this.#line(step, step.partial);
    if (error !== '') return `${out}#${number} ${error.endsWith('context canceled') ? 'CANCELED' : `ERROR: ${error}`}\n`;
    return `${out}#${number} ${cached ? 'CACHED' : `DONE ${((completed - started) / 1000).toFixed(1)}s`}\n`;
  }
}

/** Seconds since the step began, as Go's %#.4g cut to five characters. */
function moment({ vertex, lastLog }: TraceStep): string {
  const seconds = Math.max(0, ((lastLog ?? vertex.started ?? 0) - (vertex.started ?? 0)) / 1000);
  return (seconds < 1 ? seconds.toFixed(4) : seconds.toPrecision(4)).slice(0, 5);
}

const shorten = (name: string): string => (name.length > LONGEST ? `${name.slice(0, LONGEST - 3)}...` : name);
