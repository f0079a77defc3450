import { familiarName, familiarString, isTag, parseReference } from '../../../api/reference.ts';
import type { DistributionInspect as Inspect } from '../../../api/types.ts';
import type { Body } from '../../../api/wire.ts';
import { systemError } from '../../errors.ts';
import type { Digest } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { progress, type PullCredentials } from './pull.ts';
import { checked } from './read.ts';

/** POST /images/{name}/push: progress in JSON lines; without a tag all tags of the repository. Whoever stops reading calls it off. */
export async function ImagePush(daemon: Daemon, name: string, tag: string, credentials?: PullCredentials): Promise<Body> {
  const named = checked('system', () => parseReference(name));
  if (tag !== '' && !isTag(tag)) throw systemError('invalid tag format');
  const reference = tag === '' ? named : { ...named, tag, digest: null };
  const { registry, references, images } = daemon.parts;
  return progress(async (report, options) => {
    await registry.push(reference, report, { ...options, credentials });
    const id = references.get(`${reference.domain}/${reference.path}:${reference.tag ?? 'latest'}`);
    const labels = images.get(id as Digest)?.config.config?.Labels;
    daemon.events.emit('image', 'push', familiarString(reference), { ...labels, name: familiarName(reference) });
  });
}

/** GET /distribution/{name}/json */
export const DistributionInspect = (daemon: Daemon, name: string, credentials?: PullCredentials): Promise<Inspect> =>
  daemon.parts.registry.inspect(
    checked('parameter', () => parseReference(name)),
    credentials,
  );
