/** Asks an engine what the scene "why so light" is counted from, by Docker's own API, and again when something happened. */
import { ContainerList, ContainerStats, ImageInspect, ImageList, SystemEvents, SystemInfo } from '../../api/client.ts';
import type { ContainerSummary, EventMessage, ImageSummary } from '../../api/types.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { type Candidate, chosenOf, type Detail, type LightFacts, NO_FACTS } from '../model/light/facts.ts';
import type { Release } from '../model/light/figures.ts';
import { shortId } from '../model/rows.ts';
import { listenTo } from './listen.ts';
import { readRelease } from './release.ts';
import { Starts } from './starts.ts';

/** After the last event things are asked this much later, milliseconds: a command makes several. */
const REST_MS = 80;

/** Memory goes up and down without an event: it is asked this often, milliseconds. */
const POLL_MS = 3000;

/** What a container has written is no event either; a true engine walks its folder to know its size, so that is asked less often, milliseconds. */
const SIZES_MS = 15_000;

export interface LightSourceOptions {
  readonly transport: EngineTransport;
  /** Id of the container or image that a person has chosen; null: none. */
  readonly choice: () => string | null;
  readonly onFacts: (facts: LightFacts) => void;
}

export interface LightSource {
  /** Asks again, soon. */
  refresh(): void;
  destroy(): void;
}

/** What of an image never changes. */
interface ImageKnown {
  readonly layers: number;
  readonly release: Release | null;
}

/** Starts to listen. Errors never come out of it: what cannot be read is shown as not there. */
export function startLightSource({ transport, choice, onFacts }: LightSourceOptions): LightSource {
  const known = new Map<string, ImageKnown>();
  const starts = new Starts();
  let facts = NO_FACTS;
  const over = new AbortController();
  let working = false;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let stale = true;
  let listedAt = 0;

  /** Asks after so long, or when it was to be asked anyway if that is earlier. */
  function later(ms: number): void {
    const at = performance.now() + ms;
    if (over.signal.aborted || at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      void work();
    }, ms);
  }

  function changed(ms: number): void {
    stale = true;
    later(ms);
  }

  async function work(): Promise<void> {
    if (working) {
      again = true;
      return;
    }
    working = true;
    again = false;
    const fresh = await ask().catch(() => {
      stale = true;
      return null;
    });
    working = false;
    if (over.signal.aborted) return;
    if (fresh && JSON.stringify(fresh) !== JSON.stringify(facts)) {
      facts = fresh;
      onFacts(fresh);
    } else if (facts === NO_FACTS) onFacts(facts);
    later(again ? REST_MS : POLL_MS);
  }

  async function ask(): Promise<LightFacts> {
    const host = facts.kernel === '' ? await hostOf(transport) : facts;
    const candidates = stale || performance.now() - listedAt > SIZES_MS ? await listed() : facts.candidates;
    const chosen = chosenOf(candidates, choice());
    return { kernel: host.kernel, system: host.system, candidates, detail: chosen && (await detailOf(chosen, candidates)) };
  }

  async function listed(): Promise<readonly Candidate[]> {
    stale = false;
    listedAt = performance.now();
    const [containers, images] = await Promise.all([ContainerList(transport, { all: true, size: true }), ImageList(transport)]);
    return [...containers.map((one) => containerCandidate(one, images)), ...images.map(imageCandidate)];
  }

  async function detailOf(chosen: Candidate, candidates: readonly Candidate[]): Promise<Detail> {
    const image = known.get(chosen.imageId) ?? (await imageKnown(transport, chosen));
    known.set(chosen.imageId, image);
    const alike = candidates.filter(({ kind, imageId }) => kind === 'container' && imageId === chosen.imageId);
    const busy = chosen.running ? chosen : alike.find(({ running }) => running);
    const memory = busy ? await memoryOf(transport, busy.id).catch(() => null) : null;
    const started = [chosen, ...alike].map(({ id }) => starts.of(id)).find((ms) => ms !== null);
    return { id: chosen.id, ...image, memory, startMs: started ?? null };
  }

  function heard(event: EventMessage): void {
    starts.heard(event);
    if ((event.Type === 'container' || event.Type === 'image') && !event.Action.startsWith('exec_')) changed(REST_MS);
  }

  // From the beginning, as far as the engine remembers: starts that were before the scene was opened count, too.
  void listenTo({ open: () => SystemEvents(transport, { since: '1' }), take: heard, ended: () => changed(REST_MS) }, over.signal);
  void work();
  return {
    refresh: () => changed(0),
    destroy() {
      over.abort();
      clearTimeout(timer);
    },
  };
}

async function hostOf(wire: EngineTransport): Promise<{ kernel: string; system: string }> {
  const info = await SystemInfo(wire).catch(() => null);
  return { kernel: info ? `Linux ${info.KernelVersion}` : '', system: info?.OperatingSystem ?? '' };
}

function containerCandidate(container: ContainerSummary, images: readonly ImageSummary[]): Candidate {
  const image = images.find(({ Id }) => Id === container.ImageID);
  return {
    id: container.Id,
    kind: 'container',
    name: container.Names[0]?.replace(/^\//, '') ?? shortId(container.Id),
    image: container.Image.startsWith('sha256:') ? shortId(container.Image) : container.Image,
    imageId: container.ImageID,
    running: container.State === 'running',
    imageBytes: image?.Size ?? Math.max(0, (container.SizeRootFs ?? 0) - (container.SizeRw ?? 0)),
    rwBytes: container.SizeRw ?? 0,
  };
}

function imageCandidate(image: ImageSummary): Candidate {
  const name = image.RepoTags?.find((tag) => tag !== '<none>:<none>') ?? shortId(image.Id);
  return { id: image.Id, kind: 'image', name, image: name, imageId: image.Id, running: false, imageBytes: image.Size, rwBytes: 0 };
}

async function imageKnown(wire: EngineTransport, chosen: Candidate): Promise<ImageKnown> {
  const inspected = await ImageInspect(wire, chosen.imageId).catch(() => null);
  return { layers: inspected?.value.RootFS.Layers?.length ?? 0, release: await readRelease(wire, chosen).catch(() => null) };
}

/** What `docker stats` shows: without the page cache that can be dropped. */
async function memoryOf(wire: EngineTransport, id: string): Promise<number | null> {
  for await (const { memory_stats: memory } of await ContainerStats(wire, id, { stream: false, 'one-shot': true })) {
    if (memory.usage === undefined) return null;
    const cache = memory.stats?.['total_inactive_file'] ?? memory.stats?.['inactive_file'] ?? 0;
    return memory.usage - (cache < memory.usage ? cache : 0);
  }
  return null;
}
