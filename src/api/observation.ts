/**
 * What a container's file system was seen doing: the stage's and the lessons' raw material. Emitted by the simulated engine only, on
 * `GET /_huajuan/observations` (newline-delimited JSON); a true engine answers 404 there and the stage does with less.
 *
 * `layer` counts from the bottom: 0 is the lowest read-only layer, `layers - 1` the read-write layer.
 */
interface Seen {
  /** Virtual time, milliseconds since 1970. */
  at: number;
  /** Rising by one per observation. */
  seq: number;
  /** The container whose mount it is (full id). */
  container: string;
  /** The path as the container sees it. */
  path: string;
}

/** What happened to a path. */
export type Observation = Seen &
  (
    | {
        /** A path was looked up: searched from `layers-1` down to `found`, null when no layer has it (ENOENT). */
        kind: 'lookup';
        found: number | null;
        layers: number;
        /** True when it ended at a whiteout in the read-write layer. */
        whiteout: boolean;
      }
    | { kind: 'copy-up'; from: number; bytes: number; type: 'file' | 'dir' | 'symlink' | 'other' }
    | { kind: 'create'; type: 'file' | 'dir' | 'symlink' | 'other' }
    | { kind: 'write'; bytes: number }
    | { kind: 'attr' }
    /** A name that lives in a lower layer was deleted: a 0/0 character device now hides it. */
    | { kind: 'whiteout'; hides: number }
    | { kind: 'opaque'; hides: number }
    | { kind: 'remove' }
    | { kind: 'rename'; to: string }
  );

/** What that cost on the disk, with a storage driver that has no union: told beside the observations, on the same stream. */
export type StorageCost = Seen &
  (
    | {
        /** A write met pieces that the layer shares with its parent, or that were not there: it took new ones. */
        kind: 'allocate';
        /** btrfs shares extents (counted in pieces of 4 KiB), devicemapper the blocks of its pool (64 KiB). */
        unit: 'extent' | 'block';
        count: number;
        bytes: number;
      }
    | {
        /** The read-write layer began: as a copy of all that is below (vfs), or as a snapshot, which copies nothing. `path` is "/". */
        kind: 'copy';
        /** How many files, folders and links it holds. */
        entries: number;
        bytes: number;
      }
  );
