/** Listens to an engine and keeps the facts of the scene of names: events and transfers in, one fresh set of facts per frame out. */
import { ContainerList, ImageList, SystemEvents } from '../../api/client.ts';
import { canonicalString, tryReference } from '../../api/reference.ts';
import { readJson, readJsonStream } from '../../api/request.ts';
import type { RegistryView, TransferEvent } from '../../api/transfer.ts';
import type { EventMessage, ImageSummary } from '../../api/types.ts';
import type { EngineTransport } from '../../api/wire.ts';
import type { ImageLayer } from '../model/facts.ts';
import type { Choice, LocalContainer, LocalImage, NamesFacts } from '../model/names/facts.ts';
import { ask } from './extension.ts';
import { layersOf } from './inventory.ts';
import { listenTo } from './listen.ts';
import { soon } from './soon.ts';
import { TransferLog } from './transfer-log.ts';

export interface NamesSourceOptions {
  readonly transport: EngineTransport;
  /** Called with fresh facts, at most once a frame. */
  readonly onFacts: (facts: NamesFacts) => void;
  /** Runs a refresh later; by default before the next frame. */
  readonly schedule?: (run: () => void) => void;
  /** What somebody chose on an engine before this one: its first facts are no news. */
  readonly before?: NamesChoices;
}

/** What a person chose. */
export interface NamesChoices {
  readonly choice: Choice | null;
  readonly open: string | null;
}

export interface NamesSource {
  /** Shows it and stays with it until a command works with another one. */
  choose(choice: Choice | null): void;
  /** Opens a registry or repository, or closes it again. */
  toggle(place: string): void;
  readonly choices: NamesChoices;
  destroy(): void;
}

const written = (names: readonly string[] | null | undefined): string[] =>
  (names ?? []).flatMap((name) => {
    const reference = name.startsWith('<none>') ? null : tryReference(name);
    return reference ? [canonicalString(reference)] : [];
  });

/** Starts to listen. Errors never come out of it: what cannot be read is shown as not there. */
export function startNamesSource({ transport, onFacts, schedule = soon, before }: NamesSourceOptions): NamesSource {
  const knownLayers = new Map<string, readonly ImageLayer[]>();
  const log = new TransferLog();
  let registries: readonly RegistryView[] | null = null;
  let images: readonly LocalImage[] = [];
  let containers: readonly LocalContainer[] = [];
  let { choice, open }: NamesChoices = before ?? { choice: null, open: null };
  let quiet = before !== undefined;
  let stale = true;
  let waiting = false;
  let working = false;
  let again = false;
  const over = new AbortController();

  function refreshSoon(): void {
    if (waiting || over.signal.aborted) return;
    if (working) {
      again = true;
      return;
    }
    waiting = true;
    schedule(() => {
      waiting = false;
      void work();
    });
  }

  async function work(): Promise<void> {
    working = true;
    again = false;
    if (stale) {
      stale = false;
      // The engine may go away midway; its streams say when it is back.
      await readAll().catch(() => undefined);
    }
    working = false;
    if (over.signal.aborted) return;
    onFacts({ registries, images, containers, transfers: log.shown(), choice, open, quiet });
    quiet = false;
    if (stale || again) refreshSoon();
  }

  async function readAll(): Promise<void> {
    const [listed, boxes, answer] = await Promise.all([
      ImageList(transport),
      ContainerList(transport, { all: true }),
      ask(transport, '/_huajuan/registries').catch(() => null),
    ]);
    const read = await Promise.all(listed.map((image) => imageOf(image).catch(() => null)));
    registries = answer && (await readJson<RegistryView[]>(answer));
    images = read.filter((image) => image !== null);
    containers = boxes.map((box) => ({
      id: box.Id,
      name: box.Names[0]?.replace(/^\//, '') ?? box.Id.slice(0, 12),
      imageId: box.ImageID,
      state: box.State,
    }));
  }

  async function imageOf(image: ImageSummary): Promise<LocalImage> {
    const layers = await layersOf(transport, image.Id, knownLayers);
    return { id: image.Id, tags: written(image.RepoTags), digests: written(image.RepoDigests), size: image.Size, layers };
  }

  function heard({ Type: type, Action: action }: EventMessage): void {
    if (type === 'image') {
      choice = null;
      if (action !== 'pull' && action !== 'push') log.forgetEnded();
    } else if (type !== 'container' || !/^(?:create|start|die|destroy|rename|pause|unpause)$/.test(action)) return;
    stale = true;
    refreshSoon();
  }

  function told(event: TransferEvent): void {
    if (!log.take(event)) return;
    if (event.kind === 'begin') choice = null;
    if (event.kind !== 'layer') stale = true;
    refreshSoon();
  }

  function ended(): void {
    stale = true;
    refreshSoon();
  }

  async function transfers(): Promise<AsyncIterable<TransferEvent> | null> {
    const answer = await ask(transport, '/_huajuan/transfers');
    return answer && readJsonStream<TransferEvent>(answer.body);
  }

  void listenTo({ open: () => SystemEvents(transport), take: heard, ended }, over.signal);
  void listenTo({ open: transfers, take: told, ended }, over.signal);
  refreshSoon();
  return {
    choose(next) {
      choice = next;
      refreshSoon();
    },
    toggle(place) {
      open = open === place ? null : place;
      refreshSoon();
    },
    get choices() {
      return { choice, open };
    },
    destroy() {
      over.abort();
    },
  };
}
