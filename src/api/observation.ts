/**
 * What a union mount was seen doing: the stage's and the lessons' raw material. Emitted by the simulated engine only, on
 * `GET /_huajuan/observations` (newline-delimited JSON); a true engine answers 404 there and the stage does with less.
 *
 * `layer` counts from the bottom: 0 is the lowest read-only layer, `layers - 1` the read-write layer.
 */
export type Observation = {
  /** Virtual time, milliseconds since 1970. */
  at: number;
  /** Rising by one per observation. */
  seq: number;
  /** The container whose mount it is (full id). */
  container: string;
  /** The path as the container sees it. */
  path: string;
} & (
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
