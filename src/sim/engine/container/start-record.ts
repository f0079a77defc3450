/** How each container was started last, noted where it happens, for who asks how a container "boots". */
import type { Digest } from '../../image/types.ts';
import type { RuntimeMade } from '../../kernel/runtime.ts';

/** What was done, in its order; each with its moment, milliseconds since 1970. */
export interface StartSteps {
  /** The API's request to start it. */
  asked: number;
  /** Network namespace, addresses, published ports. */
  network?: number;
  /** The union mount: read-only layers, the read-write layer on top. */
  mounted?: number;
  /** runc has made namespaces, control group and mounts, and has executed the first process. */
  executed?: number;
}

/** One start. */
export interface StartRecord {
  readonly container: string;
  /** ChainIDs of the image's layers, lowest first. */
  readonly layers: readonly Digest[];
  /** Whether it was never started before: its read-write layer is new and empty. */
  readonly first: boolean;
  readonly steps: StartSteps;
  made: RuntimeMade | null;
  /** Its first process's number on the host. */
  pid: number;
}

/** So many are remembered. */
const KEPT = 64;

/** The last starts, by container. */
export class StartRecords {
  readonly #records = new Map<string, StartRecord>();

  begin(record: StartRecord): StartRecord {
    this.#records.delete(record.container);
    this.#records.set(record.container, record);
    const [oldest] = this.#records.keys();
    if (this.#records.size > KEPT && oldest !== undefined) this.#records.delete(oldest);
    return record;
  }

  of(container: string): StartRecord | null {
    return this.#records.get(container) ?? null;
  }

  /** Newest first. */
  all(): StartRecord[] {
    return [...this.#records.values()].reverse();
  }
}
