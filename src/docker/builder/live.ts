/** A build's progress on a terminal: a picture of all steps, drawn anew over the last one. */
import type { Cli } from '../command.ts';
import { shownAmount, type BuildTrace, type TraceStep } from './trace.ts';

const BLUE = '\x1b[34m';
const RED = '\x1b[31m';
const PLAIN = '\x1b[0m';
const OUTPUT_LINES = 6;

/** At most so often is it drawn, and at least, milliseconds. */
const PAUSE = 100;
const TICK = 150;

/** One line of the picture. */
interface Row {
  readonly text: string;
  readonly started: number;
  readonly completed: number | null;
  readonly failed: boolean;
}

/** Draws a trace on standard error. */
export class LiveProgress {
  readonly #cli: Cli;
  readonly #trace: BuildTrace;
  readonly #began: number;
  #height = 0;
  #drawn = false;
  #last = Number.NEGATIVE_INFINITY;
  #over = false;

  constructor(cli: Cli, trace: BuildTrace) {
    this.#cli = cli;
    this.#trace = trace;
    this.#began = cli.now();
  }

  /** Draws again and again while the build goes on, so that the seconds are seen to pass. */
  async tick(): Promise<void> {
    while (!this.#over) {
      await this.#cli.sleep(TICK);
      if (!this.#over) await this.draw(false);
    }
  }

  /** Draws all, unless it has just been drawn; `over`: for the last time. */
  async draw(over: boolean): Promise<void> {
    const now = this.#cli.now();
    if (!over && now - this.#last < PAUSE) return;
    this.#last = now;
    this.#over = over;
    const { cols: width, rows: height } = this.#cli.winsize() ?? { cols: 80, rows: 24 };
    const steps = [...this.#trace.steps.values()].filter(({ vertex }) => vertex.started !== null);
    const done = steps.filter(({ vertex }) => vertex.completed !== null).length;
    let out = this.#drawn ? `\x1b[${this.#height + 1}A` : '';
    out += '\x1b[0G\x1b[?25l';
    this.#drawn = true;
    const seconds = ((now - this.#began) / 1000).toFixed(1);
    const finished = over && done === steps.length && done > 0 ? ' FINISHED' : ' ';
    out += `${`[+] Building ${seconds}s (${done}/${steps.length})${finished}`.padEnd(width)}\n`;
    const lines = steps.flatMap((step) => this.#lines(step, width));
    const shown = over ? lines : lines.slice(-Math.max(1, height - 2));
    out += shown.join('');
    for (let gone = shown.length; gone < this.#height; gone++) out += `${' '.repeat(width)}\n`;
    if (this.#height > shown.length) out += `\x1b[${this.#height - shown.length}A\x1b[0G`;
    this.#height = shown.length;
    await this.#cli.stderr.write(new TextEncoder().encode(`${out}\x1b[?25h`));
  }

  #lines(step: TraceStep, width: number): string[] {
    const { vertex, statuses, lines, partial } = step;
    const { name, cached, started, completed, error } = vertex;
    const rows: Row[] = [
      { text: `${cached ? 'CACHED ' : ''}${error ? 'ERROR ' : ''}${name}`, started: started ?? 0, completed, failed: error !== '' },
    ];
    for (const status of statuses.values())
      rows.push({
        text: `=> ${status.id}${shownAmount(status)}`,
        started: status.started ?? 0,
        completed: status.completed,
        failed: false,
      });
    const out = rows.map((row) => this.#line(row, width));
    if (completed === null && lines.length > 0)
      for (const line of [...lines, ...(partial === '' ? [] : [partial])].slice(-OUTPUT_LINES))
        out.push(`${` => => # ${line}`.slice(0, width).padEnd(width)}\n`);
    return out;
  }

  #line({ text, started, completed, failed }: Row, width: number): string {
    const seconds = ((completed ?? this.#cli.now()) - started) / 1000;
    const timer = ` ${(seconds < 0.05 ? 0 : seconds).toFixed(1)}s`;
    const left = Math.max(0, width - timer.length - 1);
    const line = `${` => ${text}`.slice(0, left).padEnd(width - timer.length)}${timer}\n`;
    return completed === null ? line : `${failed ? RED : BLUE}${line}${PLAIN}`;
  }
}
