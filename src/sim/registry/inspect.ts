/** Looking at what a registry has under a name, without pulling it. */
import { readAll } from '../../api/bytes.ts';
import { canonicalString, type Reference } from '../../api/reference.ts';
import type { RegistryManifest } from '../../api/registry.ts';
import type { DistributionInspect } from '../../api/types.ts';
import { EngineError, notFound, systemError } from '../errors.ts';
import { sha256 } from '../image/digest.ts';
import type { ImageConfig } from '../image/types.ts';
import type { Credentials } from './credentials.ts';
import { failureOf, RequestError } from './failure.ts';
import { isList, type Manifest, parseManifest } from './manifest.ts';
import { RegistrySession, type Surroundings } from './session.ts';

const decoder = new TextDecoder();

async function read(session: RegistrySession, { path }: Reference, what: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Uint8Array> {
  const response = await session.request({ method, url: `/v2/${path}/${what}`, headers: {} }, `repository:${path}:pull`);
  if (response.status === 200) return readAll(response.body);
  if (method === 'HEAD') return read(session, { path } as Reference, what);
  const { code, text } = await failureOf(response);
  if (code === 'UNAUTHORIZED') throw new EngineError('Unauthorized', text);
  if (code === 'DENIED') throw new EngineError('Forbidden', text);
  throw code === '' ? systemError(text) : notFound(text);
}

async function platformOf(
  session: RegistrySession,
  reference: Reference,
  { config }: Manifest,
): Promise<{ architecture: string; os: string }> {
  const { architecture, os } = JSON.parse(decoder.decode(await read(session, reference, `blobs/${config.digest}`))) as ImageConfig;
  return { architecture, os };
}

async function manifestOf(session: RegistrySession, reference: Reference): Promise<Uint8Array> {
  const what = `manifests/${reference.digest ?? reference.tag ?? ''}`;
  await read(session, reference, what, 'HEAD');
  return read(session, reference, what);
}

/** As the engine tells it of `docker service` and the like. */
export async function inspectManifest(session: RegistrySession, reference: Reference): Promise<DistributionInspect> {
  const bytes = await manifestOf(session, reference);
  const manifest = parseManifest(bytes);
  const Descriptor = { mediaType: manifest.mediaType, digest: sha256(bytes), size: bytes.length };
  const Platforms = isList(manifest)
    ? manifest.manifests.map(({ platform }) => platform)
    : [await platformOf(session, reference, manifest)];
  return { Descriptor, Platforms };
}

/** As the client's own registry code tells it: whatever is refused is "no such manifest". */
export async function clientManifest(
  around: Surroundings,
  reference: Reference,
  insecure: boolean,
  credentials: Credentials | null,
): Promise<RegistryManifest> {
  const missing = notFound(`no such manifest: ${canonicalString(reference)}`);
  let session: RegistrySession;
  try {
    session = await RegistrySession.open(around, reference.domain, credentials);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw systemError(`failed to configure transport: error pinging v2 registry: ${error.message.replace('"http://', '"https://')}`);
  }
  if (!insecure && session.endpoint.tls === false) throw missing;
  try {
    const bytes = await manifestOf(session, reference);
    const manifest = parseManifest(bytes);
    const platform = isList(manifest) ? null : await platformOf(session, reference, manifest);
    return { text: decoder.decode(bytes), digest: sha256(bytes), mediaType: manifest.mediaType, platform };
  } catch (error) {
    throw error instanceof EngineError ? missing : error;
  }
}
