/** Listens to an engine and keeps the facts of the stage: events and observations in, one fresh set of facts per frame out. */
import { ContainerChanges, SystemEvents, SystemInfo } from '../api/client.ts';
import type { Observation, StorageCost } from '../api/observation.ts';
import type { LayerStack } from '../api/stage.ts';
import type { ContainerChange, EventMessage } from '../api/types.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { ContainerFacts, ImageFacts, ImageLayer, Life, Listings, StageFacts } from './model/facts.ts';
import { folderOf } from './model/path.ts';
import { NO_TOUCHES, seed, type TouchLog } from './model/touches.ts';
import { hostView, observations } from './source/extension.ts';
import { foldersNeeded } from './source/folders.ts';
import { type Inventory, readInventory } from './source/inventory.ts';
import { LIFE_MS, lifeAfter } from './source/life.ts';
import { plainListings, plainStack } from './source/plain.ts';
import { StackReader } from './source/stacks.ts';
import { type Choice, choose, subjectOf } from './source/subject.ts';
import { soon } from './source/soon.ts';
import { Watched } from './source/watched.ts';
import { listenTo } from './source/listen.ts';

/** A true engine tells nothing of writes: `docker diff` is asked this often, milliseconds. */
const POLL_MS = 1500;

/** What other containers than the shown one do changes nothing on the stage: it is taken note of this much later, milliseconds. */
const ASIDE_MS = 500;

/** A refresh that took longer than this (milliseconds) is followed by as long a rest, so that the page can do other things too. */
const LONG_MS = 30;

export interface SourceOptions {
  readonly transport: EngineTransport;
  /** Called with fresh facts, at most once a frame. */
  readonly onFacts: (facts: StageFacts) => void;
  /** Runs a refresh later; by default before the next frame. */
  readonly schedule?: (run: () => void) => void;
  /** What somebody chose on an engine before this one. */
  readonly choices?: SourceChoices;
}

/** What a person chose: whose layers are shown, and which folders are open. */
export interface SourceChoices {
  readonly pinned: Choice | null;
  readonly folds: ReadonlyMap<string, boolean>;
}

export interface StageSource {
  /** Shows a container and stays with it, until a command works with another one. */
  selectContainer(id: string): void;
  /** Shows an image's layers (by name or id). */
  selectImage(name: string): void;
  /** Opens or closes a folder. */
  toggleFolder(path: string): void;
  /** Shows whatever the commands work with, as in the beginning. */
  follow(): void;
  readonly choices: SourceChoices;
  destroy(): void;
}

/** Starts to listen. Errors never come out of it: what cannot be read is shown as not there. */
export function startSource({ transport, onFacts, schedule = soon, choices }: SourceOptions): StageSource {
  const stacks = new StackReader(transport);
  const knownImages = new Map<string, readonly ImageLayer[]>();
  const watched = new Watched();
  const folds = new Map(choices?.folds);
  let inventory: Inventory = { images: [], containers: [] };
  let shown: ContainerFacts | null = null;
  let events: EventMessage[] = [];
  let life: Life | null = null;
  let lastSeq = 0;
  /** The moment (virtual) from which on things are news. */
  let began = Number.NEGATIVE_INFINITY;
  let kernel = '';
  let driver = '';
  let extended = false;
  let pinned: Choice | null = choices?.pinned ?? null;
  let latest: Choice | null = null;
  let stale = true;
  /** Something was seen, or chosen, that the stage shows and that a refresh under way may have missed. */
  let urgent = false;
  let waiting = false;
  let working = false;
  const over = new AbortController();
  let poll: ReturnType<typeof setTimeout> | undefined;
  let aside: ReturnType<typeof setTimeout> | undefined;

  function refreshSoon(): void {
    urgent = true;
    if (waiting || working || over.signal.aborted) return;
    waiting = true;
    schedule(() => {
      waiting = false;
      void work();
    });
  }

  function refreshLater(): void {
    if (aside === undefined && !over.signal.aborted) aside = setTimeout(refreshSoon, ASIDE_MS);
  }

  async function work(): Promise<void> {
    working = true;
    urgent = false;
    clearTimeout(aside);
    aside = undefined;
    const began = performance.now();
    try {
      await refresh();
    } catch {
      // The engine went away midway; its streams say when it is back.
    }
    const took = performance.now() - began;
    if (took > LONG_MS) await new Promise((resolve) => setTimeout(resolve, Math.min(took, 500)));
    working = false;
    if (over.signal.aborted) return;
    if (stale || urgent) refreshSoon();
    else if (watched.waiting) refreshLater();
    clearTimeout(poll);
    if (!extended) poll = setTimeout(refreshSoon, POLL_MS);
  }

  async function refresh(): Promise<void> {
    if (stale) {
      stale = false;
      inventory = await readInventory(transport, knownImages).catch(() => ({ images: [], containers: [] }));
    }
    const bytesOf = (id: string): number => inventory.containers.find((one) => one.id === id)?.bytes ?? 0;
    for (const event of events) life = lifeAfter(life, event, bytesOf);
    events = [];
    const seen = watched.take();
    const [container, image] = choose(inventory, [pinned, latest]);
    shown = container;
    const news = (container && seen.get(container.id)) ?? [];
    const first = news.findIndex((one) => one.at > began);
    // Of what was there before anybody looked on, only the last is told.
    const pending = first < 0 ? news.slice(-1) : news.slice(Math.max(0, first - 1));
    const [stack, listings, touches] = extended ? await extendedStack(container, image) : await bareStack(container, image);
    if (over.signal.aborted) return;
    const own = stack?.layers.at(-1);
    onFacts({
      kernel,
      subject: stack && subjectOf(container, image, stack),
      stack,
      listings,
      touches,
      folds: new Map(folds),
      pending,
      life,
      images: inventory.images,
      // Its size as it is by now, not as it was when the containers were listed.
      containers: inventory.containers.map((one) => (own?.readonly === false && one === container ? { ...one, bytes: own.size } : one)),
    });
    const now = pending.at(-1)?.at ?? 0;
    if (life && (now - life.at > LIFE_MS || pending.some((one) => one.kind !== 'lookup'))) life = null;
  }

  type Known = readonly [LayerStack | null, Listings, TouchLog];
  const NOTHING: Known = [null, new Map(), NO_TOUCHES];

  async function extendedStack(container: ContainerFacts | null, image: ImageFacts | null): Promise<Known> {
    if (container && !watched.logs.has(container.id)) {
      watched.logs.set(container.id, seed(NO_TOUCHES, await changedPaths(container.id)));
    }
    const log = (container && watched.logs.get(container.id)) ?? NO_TOUCHES;
    const found = await stacks.read(container, image, foldersNeeded(log, folds));
    return found ? [found.stack, found.listings, log] : NOTHING;
  }

  async function bareStack(container: ContainerFacts | null, image: ImageFacts | null): Promise<Known> {
    if (!image) return NOTHING;
    const changes = container ? await changesOf(container.id) : [];
    const log = seed(
      NO_TOUCHES,
      changes.map((change) => change.Path),
    );
    return [plainStack(image, container, changes, driver), container ? plainListings(container.id, changes) : new Map(), log];
  }

  async function changesOf(id: string): Promise<readonly ContainerChange[]> {
    return (await ContainerChanges(transport, id).catch(() => null)) ?? [];
  }

  const changedPaths = async (id: string): Promise<string[]> => (await changesOf(id)).map((change) => change.Path);

  function heard(event: EventMessage): void {
    const { Type: type, Action: action, Actor: actor } = event;
    if (type !== 'container' && type !== 'image') return;
    if (type === 'container' && /^(?:create|start|exec_start)/.test(action)) {
      latest = { container: actor.ID };
      if (pinned && !('container' in pinned && pinned.container === actor.ID)) pinned = null;
    }
    // What came is looked at when no container is: a pull beside one is not, but the image of a build whose containers have gone is.
    if (type === 'image' && (action === 'pull' || action === 'tag') && (latest === null || 'image' in latest)) latest = { image: actor.ID };
    if (action === 'destroy') {
      if (latest !== null && 'container' in latest && latest.container === actor.ID) latest = null;
      watched.forget(actor.ID);
      stacks.forget(actor.ID);
    }
    // Commands inside a container make no container or image come, go or change its state.
    if (!action.startsWith('exec_')) {
      stale = true;
      stacks.changed(actor.ID);
      events.push(event);
    }
    refreshSoon();
  }

  function observed(one: Observation | StorageCost): void {
    // A stream opened again begins with what was told before.
    if (one.seq <= lastSeq) return;
    lastSeq = one.seq;
    // What a write took on the disk is no story of its own here.
    if (one.kind === 'allocate' || one.kind === 'copy') return;
    if (one.kind !== 'lookup') stacks.changed(one.container, one);
    // A container that has been quiet and is now changed is what the commands work with.
    const woken = watched.put(one);
    if (woken) latest = { container: one.container };
    if (!woken && one.container !== shown?.id) return refreshLater();
    refreshSoon();
  }

  function ended(): void {
    stale = true;
    refreshSoon();
  }

  async function start(): Promise<void> {
    const host = await hostView(transport).catch(() => null);
    extended = host !== null;
    if (host) began = host.now;
    kernel = linux(host?.kernel ?? '');
    void listenTo({ open: () => SystemEvents(transport), take: heard, ended }, over.signal);
    if (extended) void listenTo({ open: () => observations(transport), take: observed, ended }, over.signal);
    else {
      const info = await SystemInfo(transport).catch(() => null);
      kernel = linux(info?.KernelVersion ?? '');
      driver = info?.Driver ?? '';
    }
    refreshSoon();
  }

  function pin(choice: Choice | null): void {
    pinned = choice;
    refreshSoon();
  }

  /** True when a folder is open without anybody having opened it. */
  function touched(folder: string): boolean {
    const paths = [...((shown && watched.logs.get(shown.id)?.paths.keys()) ?? [])];
    return paths.length === 0 ? folder === '/' : paths.some((path) => folderOf(path) === folder);
  }

  void start();
  return {
    selectContainer: (id) => pin({ container: id }),
    selectImage: (name) => pin({ image: name }),
    toggleFolder(path) {
      folds.set(path, !(folds.get(path) ?? touched(path)));
      refreshSoon();
    },
    follow: () => pin(null),
    get choices() {
      return { pinned, folds };
    },
    destroy() {
      over.abort();
      clearTimeout(poll);
      clearTimeout(aside);
    },
  };
}

function linux(kernel: string): string {
  return kernel === '' || kernel.startsWith('Linux') ? kernel : `Linux ${kernel}`;
}
