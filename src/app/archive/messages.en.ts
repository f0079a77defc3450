/** What the page and the command line say about archives, in English. Loaded with the first archive. */
import type { ArchiveReason } from '../../api/archive/error.ts';

const named = (file: string): string => (file === '' ? 'the archive' : file);

const short = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);
const count = (n: number, one: string): string => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

export const en = {
  open: 'Open an image archive…',
  openShort: 'Open…',
  openHint: 'A tar of docker save or an OCI layout, also as .tar.gz. It can be dropped on the page as well; it stays on this machine.',
  drop: 'Drop the archive to see its layers',
  unpacking: (file: string) => `Unpacking ${file}`,
  reading: (file: string) => `Reading and checking ${file}`,
  progress: (done: string, total: string, percent: number) => `${done} of ${total}, ${percent} %`,
  cancel: 'Cancel',
  back: 'Back to the machine',
  backShort: 'Back',
  opened: (file: string) => `Archive: ${file}`,
  contents: (format: string, images: number, layers: number, size: string) =>
    `${format}, ${count(images, 'image')}, ${count(layers, 'layer')}, ${size}`,
  verified: 'verified',
  wasted: (size: string) => `${size} wasted`,
  wastedNone: 'nothing wasted',
  wastedHint: 'Bytes of files that a later layer replaces or deletes: they are in the image, and nobody can see them',
  close: 'Close',
  dismiss: 'OK',
  refused: (file: string) => `${file} was not opened:`,
  failed: (why: string) => `it could not be read: ${why}`,
  reason(reason: ArchiveReason): string {
    switch (reason.key) {
      case 'no-archive':
        return 'it is neither a tar archive nor a gzip-compressed one.';
      case 'no-image':
        return 'it is a tar archive, but no image: it has neither manifest.json (docker save) nor index.json (OCI layout). docker export writes a file system without layers.';
      case 'cut-short':
        return `${named(reason.file)} is cut short: its end is missing.`;
      case 'header':
        return `${named(reason.file)} is damaged: ${reason.why}.`;
      case 'gzip':
        return `${named(reason.file)} is damaged: its gzip compression is corrupt or cut short.`;
      case 'packing':
        return `${named(reason.file)} is compressed with ${reason.packing}, which is not read here; tar without compression and gzip are.`;
      case 'missing':
        return `${reason.file} is named in the archive but is not in it.`;
      case 'json':
        return `${reason.file} is damaged: it is not the JSON that it should be.`;
      case 'digest':
        return `${reason.file} is damaged: its SHA-256 begins with ${short(reason.found)}, not with ${short(reason.wanted)}.`;
      case 'layers':
        return `${reason.file} names ${count(reason.diffIds, 'layer')}, the manifest ${reason.layers.toLocaleString('en')}.`;
      case 'path':
        return `${reason.file} holds a name that leads out of the layer: ${reason.path}`;
      case 'too-large':
        return `${named(reason.file)} holds more than any image should.`;
      case 'unreadable':
        return `the file could not be read (${reason.why}). Was it changed or moved?`;
    }
  },
} as const satisfies Record<string, string | ((...args: never[]) => string)>;

/** The texts of one language. */
export type ArchiveMessages = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};
