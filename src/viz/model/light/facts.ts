/** What the engine says that the scene is counted from. */
import type { Release } from './figures.ts';

/** A container or an image that can be looked at. */
export interface Candidate {
  /** The container's or the image's id. */
  readonly id: string;
  readonly kind: 'container' | 'image';
  readonly name: string;
  /** The image's name. */
  readonly image: string;
  readonly imageId: string;
  readonly running: boolean;
  /** All layers of the image together, bytes. */
  readonly imageBytes: number;
  /** What the container's read-write layer holds, bytes. */
  readonly rwBytes: number;
}

/** What is asked of the one that is looked at only. */
export interface Detail {
  readonly id: string;
  readonly layers: number;
  readonly release: Release | null;
  /** What its processes (or those of another container of the same image) take, bytes; null when none runs. */
  readonly memory: number | null;
  /** From the event `create` to the event `start`, milliseconds; null when they were not seen. */
  readonly startMs: number | null;
}

export interface LightFacts {
  readonly kernel: string;
  /** The host's operating system. */
  readonly system: string;
  /** Containers first, then images; each newest first. */
  readonly candidates: readonly Candidate[];
  readonly detail: Detail | null;
}

/** Nothing known yet. */
export const NO_FACTS: LightFacts = { kernel: '', system: '', candidates: [], detail: null };

/** Which one is looked at: the chosen one while there is such a thing, else the newest running container, container, image. */
export function chosenOf(candidates: readonly Candidate[], choice: string | null): Candidate | null {
  return candidates.find(({ id }) => id === choice) ?? candidates.find(({ running }) => running) ?? candidates[0] ?? null;
}
