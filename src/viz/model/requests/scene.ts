/** The scene "Client and server" as a value: who takes part, and the requests of one command in their order. No coordinates. */
import type { Hop, HopFact } from '../../../api/hops.ts';

/** What the stage is told. */
export interface RequestFacts {
  /** False: a true engine, which does not tell what it does. */
  readonly extended: boolean;
  /** All hops that are known, in their order. */
  readonly hops: readonly Hop[];
}

/** Where things can come to: `socket` is the way into dockerd. */
export type StationId = 'client' | 'socket' | 'dockerd' | 'containerd' | 'runc' | 'kernel' | 'registry';

export interface Station {
  readonly id: StationId;
  /** The command had to do with it. */
  readonly used: boolean;
  /** Nobody is there. */
  readonly down: boolean;
}

/** How a hop stands: "asks" is a registry that wants to know who comes (401 with a challenge). */
export type Tone = 'open' | 'ok' | 'asks' | 'failed';

/** A hop of the command, or several of a kind as one. */
export interface Row {
  readonly id: string;
  readonly hop: Hop;
  /** How many hops it stands for; more than 1 when they are folded. */
  readonly count: number;
  /** The head of hops that are shown one by one below it. */
  readonly opened: boolean;
  readonly from: StationId;
  readonly to: StationId;
  /** By whom it was made to happen, how deep: the client's own requests are 0. */
  readonly depth: number;
  /** Shortened: IDs have 12 digits, the API version is left out. */
  readonly what: string;
  /** "201", "…", "✓", "✕" */
  readonly status: string;
  readonly tone: Tone;
  /** HTTP: an answer comes back. */
  readonly answers: boolean;
  readonly ms: number;
  readonly bytes: number;
}

export interface Detail {
  /** The request in full. */
  readonly what: string;
  readonly where: string;
  readonly status: number | null;
  readonly tone: Tone;
  readonly ms: number;
  readonly sent: number;
  readonly received: number;
  readonly asked: readonly HopFact[];
  readonly answered: readonly HopFact[];
  readonly note: string;
}

/** What became of the command, in one sentence. */
export type Summary =
  | { readonly kind: 'nothing' | 'plain-engine' | 'by-itself' }
  | { readonly kind: 'nobody' | 'refused'; readonly where: string; readonly note: string }
  | { readonly kind: 'asked'; readonly requests: number; readonly registry: number; readonly runtime: number };

export interface RequestScene {
  readonly extended: boolean;
  readonly command: { readonly id: number; readonly line: string } | null;
  /** Commands before and after it. */
  readonly earlier: number;
  readonly later: number;
  /** What the client speaks to; "" when it asked nobody. */
  readonly address: string;
  readonly stations: readonly Station[];
  readonly rows: readonly Row[];
  /** The id of the row whose details are shown, or null. */
  readonly selected: string | null;
  readonly detail: Detail | null;
  readonly summary: Summary;
}
