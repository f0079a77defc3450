import type { ProgressMessage } from '../../../api/types.ts';
import { familiarName, familiarString, InvalidReference, parseReference, withDefaultTag } from '../../../api/reference.ts';
import { MemFs } from '../../fs/memfs.ts';
import { chainOf } from '../../image/digest.ts';
import type { Image } from '../../image/types.ts';
import { EngineError, invalidParameter } from '../../errors.ts';
import type { Daemon } from '../daemon.ts';
import type { BuildOptions } from './options.ts';
import { imageSource, type Source } from './source.ts';

const HUB = 'https://index.docker.io/v1/';

/** Who pulls from a registry, as the client told for all of them. */
function credentialsFor(options: BuildOptions, domain: string): { username: string; password: string } | undefined {
  const { username, password = '' } = options.credentials[domain === 'docker.io' ? HUB : domain] ?? {};
  return username ? { username, password } : undefined;
}

/** An image by name or id, pulled when it is not here (or `--pull` wants it anew). Throws Docker's errors. */
export async function baseImage(
  daemon: Daemon,
  options: BuildOptions,
  name: string,
  progress: (message: ProgressMessage) => void,
): Promise<Image> {
  if (!options.pull) {
    try {
      return daemon.image(name);
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind !== 'NotFound') throw error;
    }
  }
  let reference: ReturnType<typeof parseReference>;
  try {
    reference = withDefaultTag(parseReference(name));
  } catch (error) {
    throw error instanceof InvalidReference ? invalidParameter(error.message) : error;
  }
  const { id } = await daemon.parts.registry.pull(familiarString(reference), progress, credentialsFor(options, reference.domain));
  daemon.tagged.set(id, daemon.stamps.next());
  const image = daemon.image(id);
  daemon.events.emit('image', 'pull', familiarString(reference), { ...image.config.config?.Labels, name: familiarName(reference) });
  return image;
}

const NOTHING_DEV = 0x41;

/** The files of an image, to copy from; of `scratch` (null) there are none. */
export function filesOf(daemon: Daemon, image: Image | null): Source {
  const { driver, layers } = daemon.parts;
  const top = image && chainOf(image.config.rootfs.diff_ids);
  const layer = top ? layers.get(top) : null;
  return imageSource(layer ? driver.view(layer.cacheId) : new MemFs({ type: 'tmpfs', dev: NOTHING_DEV, clock: daemon.clock }));
}
