/** What the client knows of a BuildKit build: its steps in the order they began, with what belongs to each. */
import type { SolveStatus, Vertex, VertexStatus } from '../../api/buildkit.ts';

/** A step as it stands now. */
export interface TraceStep {
  vertex: Vertex;
  readonly statuses: Map<string, VertexStatus>;
  /** Whole lines of its output, and (`partial`) the last one while it has no end. */
  readonly lines: string[];
  partial: string;
  /** When it said something last, milliseconds since 1970. */
  lastLog: number | null;
}

/** The steps of a build. */
export class BuildTrace {
  readonly steps = new Map<string, TraceStep>();
  readonly #decoder = new TextDecoder();

  /** Takes a status in; the steps that it changes. */
  update({ vertexes, statuses, logs }: SolveStatus): TraceStep[] {
    const changed = new Set<TraceStep>();
    for (const vertex of vertexes) {
      const step = this.steps.get(vertex.digest) ?? { vertex, statuses: new Map(), lines: [], partial: '', lastLog: null };
      step.vertex = vertex;
      this.steps.set(vertex.digest, step);
      changed.add(step);
    }
    for (const status of statuses) {
      const step = this.steps.get(status.vertex);
      step?.statuses.set(status.id, status);
      if (step) changed.add(step);
    }
    for (const { vertex, timestamp, data } of logs) {
      const step = this.steps.get(vertex);
      if (!step) continue;
      step.lastLog = timestamp;
      const parts = (step.partial + this.#decoder.decode(data)).split('\n');
      step.partial = parts.pop() ?? '';
      step.lines.push(...parts);
      changed.add(step);
    }
    return [...changed];
  }

  /** The step that failed, null when none did. */
  get failed(): TraceStep | null {
    return [...this.steps.values()].find(({ vertex }) => vertex.error !== '') ?? null;
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes as BuildKit's progress shows them: "2B", "1.50kB". */
function shownBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(2)}${UNITS[unit]}`;
}

/** What a part of a step has come to: " 2B", " 1.00kB / 2.00kB", "". */
export function shownAmount({ current, total }: VertexStatus): string {
  if (total !== 0) return ` ${shownBytes(current)} / ${shownBytes(total)}`;
  return current === 0 ? '' : ` ${shownBytes(current)}`;
}
