/** Listens to an engine and keeps the facts of the stage: events and observations in, one fresh set of facts per frame out. */
import { ContainerChanges, SystemEvents, SystemInfo } from '../api/client.ts';
import type { Observation } from '../api/observation.ts';
import type { LayerStack } from '../api/stage.ts';
import type { ContainerChange, EventMessage } from '../api/types.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { ContainerFacts, ImageFacts, ImageLayer, Listings, StageFacts } from './model/facts.ts';
import type { Subject } from './model/scene.ts';
import { NO_TOUCHES, seed, touch, type TouchLog } from './model/touches.ts';
import { hostView, layerStack, observations } from './source/extension.ts';
import { FolderReader, foldersNeeded } from './source/folders.ts';
import { type Inventory, readInventory } from './source/inventory.ts';
import { plainListings, plainStack } from './source/plain.ts';

/** A true engine tells nothing of writes: `docker diff` is asked this often, milliseconds. */
const POLL_MS = 1500;

/** After a stream has ended (the engine was restarted), it is opened again this much later, milliseconds. */
const RETRY_MS = 1000;

export interface SourceOptions {
  readonly transport: EngineTransport;
  /** Called with fresh facts, at most once a frame. */
  readonly onFacts: (facts: StageFacts) => void;
  /** Runs a refresh later; by default before the next frame. */
  readonly schedule?: (run: () => void) => void;
}

export interface StageSource {
  /** Shows a container and stays with it. */
  selectContainer(id: string): void;
  /** Shows an image's layers (by name or id). */
  selectImage(name: string): void;
  /** Opens or closes a folder. */
  toggleFolder(path: string): void;
  /** Shows whatever the commands work with, as in the beginning. */
  follow(): void;
  destroy(): void;
}

type Choice = { readonly container: string } | { readonly image: string };

const soon = (run: () => void): void => {
  if (typeof requestAnimationFrame === 'function' && document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, 16);
};

/** Starts to listen. Errors never come out of it: what cannot be read is shown as not there. */
export function startSource({ transport, onFacts, schedule = soon }: SourceOptions): StageSource {
  const folders = new FolderReader(transport);
  const knownImages = new Map<string, readonly ImageLayer[]>();
  const touches = new Map<string, TouchLog>();
  const folds = new Map<string, boolean>();
  let inventory: Inventory = { images: [], containers: [] };
  let queue: Observation[] = [];
  let lastSeq = 0;
  let kernel = '';
  let driver = '';
  let extended = false;
  let pinned: Choice | null = null;
  let latest: Choice | null = null;
  let stale = true;
  let waiting = false;
  let working = false;
  let stopped = false;
  let poll: ReturnType<typeof setTimeout> | undefined;

  function refreshSoon(): void {
    if (waiting || stopped) return;
    waiting = true;
    schedule(() => {
      waiting = false;
      if (!working) void work();
    });
  }

  async function work(): Promise<void> {
    working = true;
    try {
      await refresh();
    } catch {
      // The engine went away midway; its streams say when it is back.
    }
    working = false;
    if (stopped) return;
    if (stale || queue.length > 0) refreshSoon();
    clearTimeout(poll);
    if (!extended) poll = setTimeout(refreshSoon, POLL_MS);
  }

  async function refresh(): Promise<void> {
    if (stale) {
      stale = false;
      inventory = await readInventory(transport, knownImages).catch(() => ({ images: [], containers: [] }));
    }
    const seen = queue;
    queue = [];
    for (const [id, some] of byContainer(seen)) touches.set(id, touch(touches.get(id) ?? NO_TOUCHES, some));
    const changed = seen.findLast((one) => one.kind !== 'lookup');
    if (changed) latest = { container: changed.container };
    const [container, image] = choose();
    const pending = container ? seen.filter((one) => one.container === container.id) : [];
    const [stack, listings, log] = extended ? await extendedStack(container, image) : await bareStack(container, image);
    if (stopped) return;
    const subject = stack && subjectOf(container, image, stack);
    onFacts({
      kernel,
      subject,
      stack,
      listings,
      touches: log,
      folds: new Map(folds),
      pending,
      images: inventory.images,
      containers: inventory.containers,
    });
  }

  /** The chosen container or image, else the newest container, else the newest image. */
  function choose(): [ContainerFacts | null, ImageFacts | null] {
    const { images, containers } = inventory;
    const findContainer = (choice: Choice | null): ContainerFacts | undefined =>
      containers.find((one) => choice !== null && 'container' in choice && one.id === choice.container);
    const findImage = (choice: Choice | null): ImageFacts | undefined =>
      images.find((one) => choice !== null && 'image' in choice && (one.name === choice.image || one.id === choice.image));
    for (const choice of [pinned, latest]) {
      const container = findContainer(choice);
      if (container) return [container, images.find((one) => one.id === container.imageId) ?? null];
      const image = findImage(choice);
      if (image) return [null, image];
    }
    const [newest] = containers;
    return newest ? [newest, images.find((one) => one.id === newest.imageId) ?? null] : [null, images[0] ?? null];
  }

  type Known = readonly [LayerStack | null, Listings, TouchLog];

  async function extendedStack(container: ContainerFacts | null, image: ImageFacts | null): Promise<Known> {
    const of = container ? { container: container.id } : image ? { image: image.name } : null;
    if (!of) return [null, new Map(), NO_TOUCHES];
    const key = container?.id ?? '';
    if (container && !touches.has(key))
      touches.set(
        key,
        seed(
          NO_TOUCHES,
          (await changesOf(container.id)).map((change) => change.Path),
        ),
      );
    const log = container ? (touches.get(key) ?? NO_TOUCHES) : NO_TOUCHES;
    const stack = await layerStack(transport, of);
    return stack ? [stack, await folders.read(stack, foldersNeeded(log, folds)), log] : [null, new Map(), NO_TOUCHES];
  }

  async function bareStack(container: ContainerFacts | null, image: ImageFacts | null): Promise<Known> {
    if (!image) return [null, new Map(), NO_TOUCHES];
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

  function heard(event: EventMessage): void {
    if (event.Type !== 'container' && event.Type !== 'image') return;
    stale = true;
    if (event.Type === 'container' && /^(?:create|start|exec_start)/.test(event.Action)) latest = { container: event.Actor.ID };
    if (event.Type === 'image' && event.Action === 'pull' && (latest === null || 'image' in latest)) latest = { image: event.Actor.ID };
    if (event.Action === 'destroy') touches.delete(event.Actor.ID);
    refreshSoon();
  }

  /** Reads a stream to its end again and again, until `destroy`; `open` gives null when the engine does not have it. */
  async function listen<T>(open: () => Promise<AsyncGenerator<T> | null>, take: (item: T) => void): Promise<void> {
    while (!stopped) {
      try {
        const stream = await open();
        if (stream === null) return;
        for await (const item of stream) {
          if (stopped) return;
          take(item);
        }
      } catch {
        // Ended by an error: opened again below.
      }
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      stale = true;
      refreshSoon();
    }
  }

  async function start(): Promise<void> {
    const host = await hostView(transport).catch(() => null);
    extended = host !== null;
    kernel = linux(host?.kernel ?? '');
    void listen(() => SystemEvents(transport), heard);
    if (extended) {
      void listen(
        () => observations(transport),
        (one) => {
          // A stream opened again begins with what was told before.
          if (one.seq <= lastSeq) return;
          lastSeq = one.seq;
          queue.push(one);
          refreshSoon();
        },
      );
    } else {
      const info = await SystemInfo(transport).catch(() => null);
      kernel = linux(info?.KernelVersion ?? '');
      driver = info?.Driver ?? '';
    }
    refreshSoon();
  }

  void start();
  return {
    selectContainer(id) {
      pinned = { container: id };
      refreshSoon();
    },
    selectImage(name) {
      pinned = { image: name };
      refreshSoon();
    },
    toggleFolder(path) {
      const open = folds.get(path) ?? [...touchedFolders()].includes(path);
      folds.set(path, !open);
      refreshSoon();
    },
    follow() {
      pinned = null;
      refreshSoon();
    },
    destroy() {
      stopped = true;
      clearTimeout(poll);
    },
  };

  /** Folders that are open without anybody having opened them. */
  function touchedFolders(): Set<string> {
    const [container] = choose();
    const log = container ? touches.get(container.id) : undefined;
    const paths = [...(log?.paths.keys() ?? [])];
    return new Set(paths.length === 0 ? ['/'] : paths.map((path) => path.slice(0, Math.max(1, path.lastIndexOf('/')))));
  }
}

function subjectOf(container: ContainerFacts | null, image: ImageFacts | null, stack: LayerStack): Subject | null {
  if (container)
    return {
      kind: 'container',
      id: container.id,
      name: container.name,
      image: container.image,
      state: container.state,
      driver: stack.driver,
    };
  return image && { kind: 'image', id: image.id, name: image.name, image: image.name, state: 'image', driver: stack.driver };
}

function byContainer(seen: readonly Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const one of seen) groups.set(one.container, [...(groups.get(one.container) ?? []), one]);
  return groups;
}

function linux(kernel: string): string {
  return kernel === '' || kernel.startsWith('Linux') ? kernel : `Linux ${kernel}`;
}
