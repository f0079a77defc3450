/** Virtual machines beside containers as a value: the same application N times, counted from facts and figures. */
import { type Candidate, chosenOf, type LightFacts } from './facts.ts';
import { type Basis, DOCKER_START, EXAMPLE, type Guest, guestFor, IDLE_MEMORY } from './figures.ts';

/** The slider's end. */
export const MOST = 50;

/** What a person has set. */
export interface LightSettings {
  /** How many instances, 1 to MOST. */
  readonly count: number;
  /** Read-only layers counted once, as they lie on the disk, or as if each container had its own. */
  readonly sharing: boolean;
  /** Id of a container or an image; null: whatever is newest. */
  readonly choice: string | null;
}

export const FIRST_SETTINGS: LightSettings = { count: 20, sharing: true, choice: null };

export type Side = 'vm' | 'container';
export const SIDES: readonly Side[] = ['vm', 'container'];

export type Quantity = 'memory' | 'disk' | 'start';

/** What a piece of a bar is of. */
export type PartKind = 'guest' | 'app' | 'image' | 'rw';

export interface Part {
  readonly kind: PartKind;
  readonly value: number;
}

export interface Total {
  readonly side: Side;
  readonly total: number;
  readonly parts: readonly Part[];
  readonly basis: readonly Basis[];
}

/** One quantity on both sides, on one scale. */
export interface Measure {
  readonly quantity: Quantity;
  readonly vm: Total;
  readonly container: Total;
  /** How many times as much the virtual machines take. */
  readonly ratio: number;
}

export interface LightSubject {
  readonly kind: Candidate['kind'] | 'example';
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  /** Place among the candidates from 0, and how many there are. */
  readonly index: number;
  readonly of: number;
}

export interface LightScene {
  readonly count: number;
  readonly sharing: boolean;
  readonly kernel: string;
  readonly system: string;
  readonly subject: LightSubject;
  readonly layers: number;
  readonly imageBytes: number;
  readonly rwBytes: number;
  readonly guest: Guest;
  /** The image names no distribution: the smallest guest stands in. */
  readonly standIn: boolean;
  readonly measures: readonly Measure[];
  /** What sharing the image's layers saves, bytes. */
  readonly saved: number;
  /** The memory of one instance's processes, and where that is from. */
  readonly app: { readonly value: number; readonly basis: Basis };
  /** The start of one container, milliseconds. */
  readonly start: { readonly value: number; readonly basis: Basis };
}

/** A start that took less is one of an engine that charges no time for it. */
const LEAST_START_MS = 1;

const MEASURED: Basis = { kind: 'measured' };
const ASSUMED: Basis = { kind: 'assumed' };

/** Counts it all. */
export function buildLight(facts: LightFacts, settings: LightSettings): LightScene {
  const { count, sharing } = settings;
  const chosen = chosenOf(facts.candidates, settings.choice);
  const detail = chosen && facts.detail?.id === chosen.id ? facts.detail : null;
  const imageBytes = chosen?.imageBytes ?? EXAMPLE.imageBytes;
  const rwBytes = chosen?.rwBytes ?? 0;
  const { guest, standIn } = guestFor(chosen ? (detail?.release ?? null) : EXAMPLE.release);
  const app = detail?.memory == null ? IDLE_MEMORY : { value: detail.memory, basis: MEASURED };
  const measuredStart = detail?.startMs ?? 0;
  const start = measuredStart >= LEAST_START_MS ? { value: measuredStart, basis: MEASURED } : DOCKER_START;
  const known = chosen ? MEASURED : ASSUMED;
  // The application has to fit on the guest's disk; what the documents ask for is room for the system.
  const guestDisk = Math.max(guest.disk.value, imageBytes);
  const measures = [
    measure(
      'memory',
      [
        { kind: 'guest', value: count * guest.memory.value },
        { kind: 'app', value: count * app.value },
      ],
      [guest.memory.basis, app.basis],
      [{ kind: 'app', value: count * app.value }],
      [app.basis],
    ),
    measure(
      'disk',
      [
        { kind: 'guest', value: count * guestDisk },
        { kind: 'rw', value: count * rwBytes },
      ],
      [guest.disk.basis],
      [
        { kind: 'image', value: (sharing ? 1 : count) * imageBytes },
        { kind: 'rw', value: count * rwBytes },
      ],
      [known],
    ),
    measure(
      'start',
      [{ kind: 'guest', value: count * guest.boot.value }],
      [guest.boot.basis],
      [{ kind: 'app', value: count * start.value }],
      [start.basis],
    ),
  ];
  return {
    count,
    sharing,
    kernel: facts.kernel,
    system: facts.system,
    subject: {
      kind: chosen?.kind ?? 'example',
      name: chosen?.name ?? EXAMPLE.name,
      image: chosen?.image ?? EXAMPLE.name,
      running: chosen?.running ?? false,
      index: chosen ? facts.candidates.indexOf(chosen) : 0,
      of: facts.candidates.length,
    },
    layers: detail?.layers ?? (chosen ? 0 : EXAMPLE.layers),
    imageBytes,
    rwBytes,
    guest,
    standIn,
    measures,
    saved: (count - 1) * imageBytes,
    app,
    start,
  };
}

function measure(
  quantity: Quantity,
  vmParts: readonly Part[],
  vmBasis: readonly Basis[],
  parts: readonly Part[],
  basis: readonly Basis[],
): Measure {
  const vm = total('vm', vmParts, vmBasis);
  const container = total('container', parts, basis);
  return { quantity, vm, container, ratio: container.total > 0 ? vm.total / container.total : Number.POSITIVE_INFINITY };
}

function total(side: Side, parts: readonly Part[], basis: readonly Basis[]): Total {
  return { side, parts: parts.filter((part) => part.value > 0), total: parts.reduce((sum, part) => sum + part.value, 0), basis };
}

/** The candidate `step` places on, round and round; null when there is none. */
export function stepChoice(facts: LightFacts, choice: string | null, step: number): string | null {
  const { candidates } = facts;
  const chosen = chosenOf(candidates, choice);
  if (!chosen) return null;
  const next = (candidates.indexOf(chosen) + step + candidates.length) % candidates.length;
  return candidates[next]?.id ?? null;
}
