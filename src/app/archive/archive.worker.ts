/** Opens one archive, away from the page's thread, and then answers the wire for it. The page ends it when the archive is closed. */
import { ArchiveError, type ArchiveReason } from '../../api/archive/error.ts';
import { openArchive, type Progress } from '../../api/archive/open.ts';
import { archiveTransport } from '../../api/archive/transport.ts';
import { servePort } from '../../api/port.ts';
import { blobSource, webHost } from './web-host.ts';

/** Milliseconds between two words about the progress. */
const TELL_MS = 80;

/** What the page sends once. */
export interface ToArchiveWorker {
  readonly file: File;
  /** Transferred with it: serves the Engine API when the archive is open. */
  readonly port: MessagePort;
}

export type FromArchiveWorker =
  | { readonly type: 'progress'; readonly progress: Progress }
  /** `layers` and `size` (bytes of their files) count each layer once. */
  | { readonly type: 'opened'; readonly format: string; readonly images: number; readonly layers: number; readonly size: number }
  | { readonly type: 'refused'; readonly reason: ArchiveReason }
  | { readonly type: 'failed'; readonly why: string };

const tell = (message: FromArchiveWorker): void => self.postMessage(message);

async function work({ file, port }: ToArchiveWorker): Promise<void> {
  let told = 0;
  const archive = await openArchive(blobSource(file), webHost, (progress) => {
    const now = performance.now();
    if (now - told < TELL_MS) return;
    told = now;
    tell({ type: 'progress', progress });
  });
  servePort(port as never, archiveTransport(archive));
  const size = [...archive.layers.values()].reduce((sum, { index }) => sum + index.size, 0);
  tell({ type: 'opened', format: archive.format, images: archive.images.length, layers: archive.layers.size, size });
}

self.onmessage = (event: MessageEvent<ToArchiveWorker>) => {
  work(event.data).catch((error: unknown) =>
    tell(
      error instanceof ArchiveError
        ? { type: 'refused', reason: error.reason }
        : { type: 'failed', why: error instanceof Error ? error.message : String(error) },
    ),
  );
};
