/** The archive that the page looks into: being read, open, or refused; the machine knows nothing of it. */
import type { ArchiveReason } from '../../api/archive/error.ts';
import type { Progress } from '../../api/archive/open.ts';
import { portTransport } from '../../api/port.ts';
import type { EngineTransport } from '../../api/wire.ts';
import type { FromArchiveWorker, ToArchiveWorker } from './archive.worker.ts';

/** An archive that is open; `layers` and `size` (bytes) count each layer once. */
export interface OpenArchive {
  readonly step: 'open';
  readonly name: string;
  readonly transport: EngineTransport;
  readonly format: string;
  readonly images: number;
  readonly layers: number;
  readonly size: number;
}

export type ArchiveState =
  | { readonly step: 'none' }
  | { readonly step: 'reading'; readonly name: string; readonly progress: Progress | null }
  | OpenArchive
  | { readonly step: 'refused'; readonly name: string; readonly reason: ArchiveReason }
  | { readonly step: 'failed'; readonly name: string; readonly why: string };

const start = (): Worker => new Worker(new URL('./archive.worker.ts', import.meta.url), { type: 'module', name: 'archive' });

export class Archive {
  /** Of the archive that was chosen last. While it is read or after it was refused, the one before it may still be open. */
  state: ArchiveState = $state.raw({ step: 'none' });
  readonly #createWorker: () => Worker;
  /** The worker of an open archive, and that of one that is being read. */
  #open: { readonly worker: Worker; readonly state: OpenArchive } | null = null;
  #reading: Worker | null = null;

  /** @param createWorker given by tests instead of a real worker */
  constructor(createWorker: () => Worker = start) {
    this.#createWorker = createWorker;
  }

  /** Reads `file`; an archive that is open stays so until this one is. */
  read(file: File): void {
    this.#reading?.terminate();
    const worker = this.#createWorker();
    const { name } = file;
    const { port1, port2 } = new MessageChannel();
    this.#reading = worker;
    this.state = { step: 'reading', name, progress: null };
    worker.onmessage = ({ data }: MessageEvent<FromArchiveWorker>) => {
      if (this.#reading !== worker) return;
      if (data.type === 'progress') {
        this.state = { step: 'reading', name, progress: data.progress };
        return;
      }
      this.#reading = null;
      if (data.type === 'opened') {
        const { format, images, layers, size } = data;
        this.#open?.worker.terminate();
        this.#open = { worker, state: { step: 'open', name, transport: portTransport(port1 as never), format, images, layers, size } };
        this.state = this.#open.state;
        return;
      }
      worker.terminate();
      this.state = data.type === 'refused' ? { step: 'refused', name, reason: data.reason } : { step: 'failed', name, why: data.why };
    };
    worker.onerror = (event) => {
      if (this.#reading !== worker) return;
      this.#reading = null;
      worker.terminate();
      this.state = { step: 'failed', name, why: event.message || 'worker' };
    };
    worker.postMessage({ file, port: port2 } satisfies ToArchiveWorker, [port2]);
  }

  /** Lets go of what is being read, or takes note of why it was refused: what was there before is there again. */
  dismiss(): void {
    this.#reading?.terminate();
    this.#reading = null;
    this.state = this.#open?.state ?? { step: 'none' };
  }

  /** Back to the machine. */
  close(): void {
    this.#reading?.terminate();
    this.#open?.worker.terminate();
    this.#reading = null;
    this.#open = null;
    this.state = { step: 'none' };
  }

  /** The archive that is open, also while another one is read or was refused; null when none is. */
  get opened(): OpenArchive | null {
    // Read for its changes: what is open changes with it.
    void this.state;
    return this.#open?.state ?? null;
  }
}
