/** The layer scene as a value: everything the picture and its text equivalent show, without a single coordinate. */
import type { Caption, StoryKind } from './caption.ts';
import type { Grove } from './grove.ts';

/** Whose layers these are. */
export interface Subject {
  readonly kind: 'container' | 'image';
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** "running", "exited" …; "image" for an image. */
  readonly state: string;
  readonly driver: string;
}

/** Origin of bytes as colour: the index of a cool hue, the warm read-write one, or none. */
export type Hue = number | 'warm' | null;

/** How many images and containers stand on something. */
export interface Standing {
  readonly images: number;
  readonly containers: number;
}

export interface SceneRow {
  /** Stable: the layer's id, or "merged", "ground", "folded:…". */
  readonly id: string;
  readonly kind: 'merged' | 'read-write' | 'read-only' | 'folded' | 'ground';
  /** Index from the bottom; null where the row is no single layer. */
  readonly layer: number | null;
  readonly title: Caption;
  readonly details: readonly Caption[];
  readonly hue: Hue;
  /** What stands on the layer; shown when that are two images or two containers. */
  readonly sharedBy: Standing;
  readonly bytes: number;
}

export interface SceneGroup {
  /** The folder's path, or "rest". */
  readonly id: string;
  readonly kind: 'folder' | 'rest';
  readonly open: boolean;
}

export interface SceneColumn {
  /** The path, "folder:PATH" for a closed folder, or "rest". */
  readonly id: string;
  readonly kind: 'path' | 'folder' | 'rest';
  readonly path: string;
  readonly name: string;
  readonly group: string;
}

export interface SceneTile {
  /** ROW|COLUMN */
  readonly id: string;
  readonly row: string;
  readonly column: string;
  readonly state: 'present' | 'shadowed' | 'whiteout' | 'gone' | 'absent' | 'summary';
  readonly type: 'file' | 'dir' | 'other';
  /** A folder that hides everything below it. */
  readonly opaque: boolean;
  /** Hue of the layer its bytes come from. */
  readonly hue: Hue;
  /** For a summary of several layers: how much each contributes, bottom first. */
  readonly parts: readonly { readonly hue: Hue; readonly count: number }[];
  /** Entries behind a summary tile, null when not known. */
  readonly count: number | null;
  readonly bytes: number;
  readonly about: Caption;
}

/** One lid over all columns of an opaque folder. */
export interface SceneLid {
  readonly id: string;
  readonly row: string;
  /** Columns it covers: neighbours, left to right. */
  readonly columns: readonly string[];
  readonly hue: Hue;
  readonly about: Caption;
}

/** One move on the stage. */
export interface Story {
  /** Sequence number of the last observation in it: a story is told once. */
  readonly id: number;
  readonly kind: StoryKind;
  readonly path: string;
  /** Column it happens in, null for a batch (it happens in the whole row) or when its path has no column. */
  readonly column: string | null;
  /** Row where it starts and row where it ends; a lookup that misses ends at "ground". */
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
  /** Observations told by this one move. */
  readonly count: number;
  /** The burst (roughly: the command) it belongs to. */
  readonly burst: number;
  /** True when it goes on with a batch that is on the stage already: it is not played again. */
  readonly goesOn: boolean;
  readonly caption: Caption;
}

export interface LayerScene {
  readonly subject: Subject | null;
  /** Top first: merged, read-write, read-only from top to bottom, ground. */
  readonly rows: readonly SceneRow[];
  readonly groups: readonly SceneGroup[];
  readonly columns: readonly SceneColumn[];
  readonly tiles: readonly SceneTile[];
  readonly lids: readonly SceneLid[];
  readonly stories: readonly Story[];
  /** The newest story's sentence; stays until the next one. */
  readonly caption: Caption | null;
  readonly hint: Caption | null;
  readonly grove: Grove;
}

/** What fits: more columns or rows than this are left out or folded together. */
export interface Capacity {
  readonly columns: number;
  /** Columns that are wide enough to carry names: no more than these are shown before anything was touched. */
  readonly named: number;
  /** Layer rows (read-only and read-write together). */
  readonly rows: number;
}
