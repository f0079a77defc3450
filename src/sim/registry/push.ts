/** Pushing: from an image in the stores to a name in a registry (moby: distribution/push_v2.go). */
import { canonicalName, canonicalString, familiarName, familiarString, parseReference, type Reference } from '../../api/reference.ts';
import { systemError } from '../errors.ts';
import { chainId, sha256 } from '../image/digest.ts';
import type { Digest, Image } from '../image/types.ts';
import { failureOf, RequestError } from './failure.ts';
import { LayersPush, type PushLayer } from './layers-push.ts';
import type { Report } from './layers-pull.ts';
import { type Cancellation, checkCancelled } from './link.ts';
import { MANIFEST_TYPE, manifestBytes } from './manifest.ts';
import type { Stores } from './pull.ts';
import type { RegistrySession } from './session.ts';
import type { Slots } from './slots.ts';
import type { TransferRing } from './transfers.ts';

export interface PushOptions {
  readonly stores: Stores;
  readonly slots: Slots;
  readonly session: RegistrySession;
  readonly report: Report;
  readonly transfers: TransferRing;
  readonly cancellation: Cancellation;
}

/** The names of a repository that an engine has, sorted. Throws when there are none. */
export function localNames({ references }: Stores, repository: Reference): Reference[] {
  const name = canonicalName(repository);
  const names = references
    .all()
    .map(({ reference }) => parseReference(reference))
    .filter((reference) => canonicalName(reference) === name)
    .sort((a, b) => (canonicalString(a) < canonicalString(b) ? -1 : 1));
  if (names.length === 0) throw systemError(`An image does not exist locally with the tag: ${familiarName(repository)}`);
  return names;
}

/** Pushes the names of one repository; what fails is thrown as a push says it. */
export async function pushNames(options: PushOptions, repository: Reference, names: readonly Reference[]): Promise<void> {
  const { session, stores, slots, report, cancellation } = options;
  const { domain, path } = repository;
  const { link, metadata } = stores;
  const layers = new LayersPush({ session, link, slots, metadata, domain, path, report, cancellation });
  try {
    for (const reference of names) await pushOne(options, layers, reference);
  } catch (error) {
    throw error instanceof RequestError ? systemError(error.reason) : error;
  }
}

async function pushOne(options: PushOptions, layers: LayersPush, reference: Reference): Promise<void> {
  const { stores, report, transfers } = options;
  const { tag } = reference;
  if (tag === null) return;
  const id = stores.references.get(canonicalString(reference));
  const image = id && stores.images.get(id);
  if (!image) throw systemError(`tag does not exist: ${familiarString(reference)}`);
  const teller = transfers.begin('push', canonicalString(reference), reference.domain);
  let whole: Digest | null = null;
  try {
    const blobs = await layers.run(layersOf(stores, image), teller);
    await pushConfig(options, reference, image);
    const bytes = manifestBytes(image.bytes, blobs);
    const put = {
      method: 'PUT',
      url: `/v2/${reference.path}/manifests/${tag}`,
      headers: { 'content-type': MANIFEST_TYPE },
      body: bytes,
    } as const;
    await asked(options, reference, put, 201);
    const digest = sha256(bytes);
    report({ status: `${tag}: digest: ${digest} size: ${bytes.length}` });
    stores.references.set(`${canonicalName(reference)}@${digest}`, image.id);
    report({ progressDetail: {}, aux: { Tag: tag, Digest: digest, Size: bytes.length } });
    whole = digest;
  } finally {
    teller.end(whole);
  }
}

function layersOf({ layers, blobs }: Stores, image: Image): PushLayer[] {
  const found: PushLayer[] = [];
  let chain: Digest | null = null;
  for (const diffId of image.config.rootfs.diff_ids) {
    const here: Digest = chainId(chain, diffId);
    chain = here;
    found.push({ diffId, size: layers.get(here)?.size ?? 0, blob: () => blobs.of(diffId, () => layers.source(here)) });
  }
  return found;
}

async function pushConfig(options: PushOptions, reference: Reference, { id, bytes }: Image): Promise<void> {
  const { session } = options;
  const scope = `repository:${reference.path}:pull,push`;
  const url = `/v2/${reference.path}/blobs/`;
  checkCancelled(options.cancellation);
  if ((await session.request({ method: 'HEAD', url: url + id, headers: {} }, scope)).status === 200) return;
  const begun = await asked(options, reference, { method: 'POST', url: `${url}uploads/`, headers: {} }, 202);
  const location = begun.headers['location'] ?? '';
  await asked(options, reference, { method: 'PUT', url: `${location}?digest=${id}`, headers: {}, body: bytes }, 201);
}

async function asked(
  { session, cancellation }: PushOptions,
  { path }: Reference,
  request: Parameters<RegistrySession['request']>[0],
  status: number,
): ReturnType<RegistrySession['request']> {
  checkCancelled(cancellation);
  const response = await session.request(request, `repository:${path}:pull,push`);
  if (response.status === status) return response;
  throw systemError((await failureOf(response)).text);
}
