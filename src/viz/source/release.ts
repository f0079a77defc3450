/** Reads which distribution an image is of: from its layers where the engine shows them, else out of a container by `docker cp`'s call. */
import { ContainerArchive } from '../../api/client.ts';
import { readAll } from '../../api/bytes.ts';
import { readText } from '../../api/request.ts';
import { readTarStream } from '../../api/tar/stream.ts';
import type { Body, EngineTransport } from '../../api/wire.ts';
import type { Candidate } from '../model/light/facts.ts';
import type { Release } from '../model/light/figures.ts';
import { parseRelease, RELEASE_FILES } from '../model/light/release.ts';
import { layerStack } from './extension.ts';

/** The release of a container's or an image's file system; null when no file says so. */
export async function readRelease(wire: EngineTransport, { kind, id }: Candidate): Promise<Release | null> {
  const stack = await layerStack(wire, kind === 'container' ? { container: id } : { image: id });
  for (const path of RELEASE_FILES) {
    const text = stack
      ? await inLayers(
          wire,
          stack.layers.map((layer) => layer.id),
          path,
        )
      : kind === 'container'
        ? await inContainer(wire, id, path)
        : null;
    const release = text === null ? null : parseRelease(text);
    if (release) return release;
  }
  return null;
}

/** The topmost layer that holds the file wins. */
async function inLayers(wire: EngineTransport, layers: readonly string[], path: string): Promise<string | null> {
  for (const layer of layers.toReversed()) {
    const response = await wire.fetch({
      method: 'GET',
      url: `/_huajuan/file?${new URLSearchParams({ layer, path: `/${path}` })}`,
      headers: {},
    });
    if (response.status < 400) return readText(response.body);
  }
  return null;
}

async function inContainer(wire: EngineTransport, id: string, path: string): Promise<string | null> {
  const archive = await ContainerArchive(wire, id, `/${path}`).catch(() => null);
  if (!archive) return null;
  let text: string | null = null;
  for await (const { header, data } of readTarStream(whole(archive.body))) if (header.type === 'file') text = await readText(data);
  return text;
}

async function* whole(body: Body): AsyncGenerator<Uint8Array> {
  yield await readAll(body);
}
