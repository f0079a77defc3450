/** Images and containers of the engine, by Docker's own API, for the grove and for choosing a subject. */
import { ContainerList, ImageHistory, ImageInspect, ImageList } from '../../api/client.ts';
import type { ContainerSummary, HistoryItem, ImageSummary } from '../../api/types.ts';
import type { EngineTransport } from '../../api/wire.ts';
import type { ContainerFacts, ImageFacts, ImageLayer } from '../model/facts.ts';
import { shortId } from '../model/rows.ts';

export interface Inventory {
  /** As the engine lists them: newest first. */
  readonly images: readonly ImageFacts[];
  readonly containers: readonly ContainerFacts[];
}

/** Reads the inventory; the layers of an image never change and are remembered in `known`. An image that vanishes midway is left out. */
export async function readInventory(wire: EngineTransport, known: Map<string, readonly ImageLayer[]>): Promise<Inventory> {
  const [listed, images] = await Promise.all([ContainerList(wire, { all: true, size: true }), ImageList(wire)]);
  const facts = await Promise.all(images.map((image) => imageFacts(wire, image, known).catch(() => null)));
  const found = facts.filter((image) => image !== null);
  const gone = [...new Set(listed.map((container) => container.ImageID))].filter((id) => !found.some((image) => image.id === id));
  // A container keeps an image that has lost its name.
  const nameless = await Promise.all(gone.map((id) => namelessFacts(wire, id, known).catch(() => null)));
  return { images: [...found, ...nameless.filter((image) => image !== null)], containers: listed.map(containerFacts) };
}

async function imageFacts(wire: EngineTransport, image: ImageSummary, known: Map<string, readonly ImageLayer[]>): Promise<ImageFacts> {
  const tag = image.RepoTags?.find((name) => name !== '<none>:<none>');
  return { id: image.Id, name: tag ?? shortId(image.Id), layers: await layersOf(wire, image.Id, known) };
}

async function namelessFacts(wire: EngineTransport, id: string, known: Map<string, readonly ImageLayer[]>): Promise<ImageFacts> {
  return { id, name: shortId(id), layers: await layersOf(wire, id, known) };
}

/** Layers of an image, bottom first; they never change and are remembered in `known`. */
export async function layersOf(
  wire: EngineTransport,
  id: string,
  known: Map<string, readonly ImageLayer[]>,
): Promise<readonly ImageLayer[]> {
  const before = known.get(id);
  if (before) return before;
  const [inspected, history] = await Promise.all([ImageInspect(wire, id), ImageHistory(wire, id)]);
  const layers = matchHistory(inspected.value.RootFS.Layers ?? [], history);
  known.set(id, layers);
  return layers;
}

/**
 * DiffIDs (bottom first) and history (newest first) side by side. The API does not say which history lines made no layer:
 * lines with a size did; if those are too few, those whose instruction writes files come next.
 */
export function matchHistory(diffIds: readonly string[], history: readonly HistoryItem[]): ImageLayer[] {
  const lines = [...history].reverse();
  const sized = new Set(lines.filter((line) => line.Size > 0));
  const writes = (line: HistoryItem): boolean =>
    !/#\(nop\)\s+(?!ADD|COPY)|^(?:CMD|ENV|LABEL|EXPOSE|ENTRYPOINT|USER|VOLUME|STOPSIGNAL|ARG)\b/.test(line.CreatedBy);
  for (const extra of [writes, () => true]) {
    for (const line of lines) if (sized.size < diffIds.length && extra(line)) sized.add(line);
  }
  const made = lines.filter((line) => sized.has(line));
  return diffIds.map((diffId, index) => ({ diffId, bytes: made[index]?.Size ?? 0, createdBy: made[index]?.CreatedBy ?? '' }));
}

function containerFacts(container: ContainerSummary): ContainerFacts {
  return {
    id: container.Id,
    name: container.Names[0]?.replace(/^\//, '') ?? shortId(container.Id),
    imageId: container.ImageID,
    image: container.Image,
    state: container.State,
    bytes: container.SizeRw ?? 0,
  };
}
