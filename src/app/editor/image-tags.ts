import type { EngineTransport } from '../../api/wire.ts';
import { readAll } from '../../api/bytes.ts';

/** Tags that the engine's own images have of a repository ("library/busybox"), for completion in a Dockerfile. */
export async function imageTags(wire: EngineTransport, image: string): Promise<string[]> {
  const name = image.replace(/^library\//, '');
  const { status, body } = await wire.fetch({ method: 'GET', url: '/v1.41/images/json', headers: {} });
  if (status !== 200) return [];
  const images = JSON.parse(new TextDecoder().decode(await readAll(body))) as { RepoTags: string[] | null }[];
  return images
    .flatMap(({ RepoTags }) => RepoTags ?? [])
    .flatMap((tag) => (tag.startsWith(`${name}:`) ? [tag.slice(name.length + 1)] : []));
}
