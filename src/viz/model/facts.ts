/** What is known about the engine right now: the model's only input, filled by `../source.ts` or by hand in tests. */
import type { LayerNode, LayerStack } from '../../api/stage.ts';
import type { Observation } from '../../api/observation.ts';
import type { Caption } from './caption.ts';
import type { Subject } from './scene.ts';
import type { TouchLog } from './touches.ts';

/** A layer of an image: a chain of DiffIDs names it, so that layers shared by two images are the same one. */
export interface ImageLayer {
  readonly diffId: string;
  readonly bytes: number;
  readonly createdBy: string;
}

export interface ImageFacts {
  readonly id: string;
  /** "centos:6.8", or a short id when it has no name. */
  readonly name: string;
  /** Bottom first. */
  readonly layers: readonly ImageLayer[];
}

export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  readonly image: string;
  readonly state: string;
  /** Bytes in its read-write layer. */
  readonly bytes: number;
}

/** Folders of single layers that have been read. Key: `folderKey(layer id, folder)`. An empty list: the layer lacks the folder. */
export type Listings = ReadonlyMap<string, readonly LayerNode[]>;

/** The key of a folder of a layer in `Listings`. */
export function folderKey(layerId: string, folder: string): string {
  return `${layerId} ${folder}`;
}

/** A step in the life of a container or an image, with its sentence. */
export interface Life {
  /** Virtual time, milliseconds since 1970. */
  readonly at: number;
  readonly caption: Caption;
}

export interface StageFacts {
  readonly kernel: string;
  readonly subject: Subject | null;
  readonly stack: LayerStack | null;
  readonly listings: Listings;
  readonly touches: TouchLog;
  /** Folders that a person opened (true) or closed (false). */
  readonly folds: ReadonlyMap<string, boolean>;
  /** Observations not told yet, oldest first. */
  readonly pending: readonly Observation[];
  /** What last became of a container or an image as a whole. */
  readonly life: Life | null;
  readonly images: readonly ImageFacts[];
  readonly containers: readonly ContainerFacts[];
}
