/** Pulling: from a name to an image in the stores (moby: distribution/pull_v2.go). */
import { readAll } from '../../api/bytes.ts';
import { canonicalName, canonicalString, familiarString, type Reference } from '../../api/reference.ts';
import type { EngineResponse } from '../../api/wire.ts';
import { systemError } from '../errors.ts';
import { sha256 } from '../image/digest.ts';
import type { Digest, Image, ImageConfig, ImageStore, LayerSource, LayerStore, ReferenceStore } from '../image/types.ts';
import type { LayerBlobs } from './layer-blobs.ts';
import { failureOf, pullError } from './failure.ts';
import { LayersPull, type Report, unpackBlob } from './layers-pull.ts';
import { type Cancellation, checkCancelled, type Link } from './link.ts';
import { choose, isList, type Manifest, parseManifest, type Platform } from './manifest.ts';
import type { BlobMetadata } from './metadata.ts';
import { formatPlatform } from './platform.ts';
import type { RegistrySession } from './session.ts';
import type { Slots } from './slots.ts';
import type { TransferRing, TransferTeller } from './transfers.ts';

/** What pulls and pushes work on. */
export interface Stores {
  readonly layers: LayerStore;
  readonly images: ImageStore;
  readonly references: ReferenceStore;
  readonly metadata: BlobMetadata;
  readonly blobs: LayerBlobs;
  readonly link: Link;
}

export interface PullOptions {
  readonly stores: Stores;
  readonly slots: Slots;
  readonly session: RegistrySession;
  readonly platform: Platform;
  readonly report: Report;
  readonly transfers: TransferRing;
  readonly cancellation: Cancellation;
}

/** One image that was pulled. */
export interface Pulled {
  readonly id: Digest;
  readonly image: Image;
  /** Of the manifest, or of the list it was chosen from. */
  readonly digest: Digest;
  /** Whether the name was new, or meant another image before. */
  readonly news: boolean;
}

const decoder = new TextDecoder();

/** Asks a registry for something of a repository; throws what a pull says when it is refused. */
async function ask(
  { session, cancellation }: PullOptions,
  reference: Reference,
  path: string,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<EngineResponse> {
  checkCancelled(cancellation);
  const request = { method, url: `/v2/${reference.path}/${path}`, headers: {} };
  const response = await session.request(request, `repository:${reference.path}:pull`);
  if (response.status === 200) return response;
  // What a HEAD was refused for stands only in the answer to a GET.
  if (method === 'HEAD') return ask({ session, cancellation } as PullOptions, reference, path);
  throw pullError(reference, await failureOf(response));
}

/** Tags of a repository, as the registry lists them. */
export async function pullTags(options: PullOptions, reference: Reference): Promise<readonly string[]> {
  const { body } = await ask(options, reference, 'tags/list');
  return (JSON.parse(decoder.decode(await readAll(body))) as { tags: string[] }).tags;
}

/** Pulls one image; rejects before the first report when there is no such thing. */
export async function pullOne(options: PullOptions, reference: Reference): Promise<Pulled> {
  const { report, stores, platform, session, transfers } = options;
  const { digest: asked } = reference;
  const named = asked ?? reference.tag ?? '';
  if (asked === null) await ask(options, reference, `manifests/${named}`, 'HEAD');
  const bytes = await readAll((await ask(options, reference, `manifests/${named}`)).body);
  const digest = sha256(bytes);
  report({ status: `Pulling from ${reference.path}`, id: asked === null ? named : canonicalString(reference) });
  if (asked !== null && digest !== asked) throw systemError(`manifest verification failed for digest ${asked}`);
  const teller = transfers.begin('pull', canonicalString(reference), session.domain);
  let whole: Digest | null = null;
  try {
    const manifest = await single(options, reference, bytes, platform);
    const image = stores.images.get(manifest.config.digest) ?? (await fetchImage(options, reference, manifest, teller));
    report({ status: `Digest: ${digest}` });
    whole = digest;
    return { id: image.id, image, digest, news: name(stores.references, reference, digest, image.id) };
  } finally {
    teller.end(whole);
  }
}

/** The manifest itself, or the one of a list that is for this platform. */
async function single(options: PullOptions, reference: Reference, bytes: Uint8Array, platform: Platform): Promise<Manifest> {
  const manifest = parseManifest(bytes);
  if (!isList(manifest)) return manifest;
  const chosen = choose(manifest, platform);
  if (!chosen) throw systemError(`no matching manifest for ${formatPlatform(platform)} in the manifest list entries`);
  const inner = parseManifest(await readAll((await ask(options, reference, `manifests/${chosen.digest}`)).body));
  if (isList(inner)) throw systemError('unsupported manifest format');
  return inner;
}

/** Lets the reference and its digest name the image; whether that is news. */
function name(references: ReferenceStore, reference: Reference, digest: Digest, id: Digest): boolean {
  const text = canonicalString(reference);
  const news = references.get(text) !== id;
  references.set(text, id);
  references.set(`${canonicalName(reference)}@${digest}`, id);
  return news;
}

async function fetchImage(options: PullOptions, reference: Reference, manifest: Manifest, teller: TransferTeller): Promise<Image> {
  const { stores, slots, session, report, cancellation } = options;
  const config = await readAll((await ask(options, reference, `blobs/${manifest.config.digest}`)).body);
  if (sha256(config) !== manifest.config.digest) throw systemError(`image config verification failed for digest ${manifest.config.digest}`);
  const { rootfs } = JSON.parse(decoder.decode(config)) as ImageConfig;
  const fetch = async (blob: Digest): Promise<LayerSource | null> => {
    const { body } = await ask(options, reference, `blobs/${blob}`);
    return session.endpoint.layer?.(blob) ?? unpackBlob(blob, await readAll(body));
  };
  const note = ({ digest }: { readonly digest: Digest }, diffId: Digest): void =>
    stores.metadata.add(diffId, { digest, repository: canonicalName(reference), account: '' });
  const pull = new LayersPull({
    layers: stores.layers,
    link: stores.link,
    slots,
    share: session.endpoint.share ?? 1,
    knownAs: (blob) => stores.metadata.diffIdOf(blob),
    onKnown: note,
    onLayer: (blob, source) => {
      const { digest, size } = blob;
      note(blob, source.diffId);
      stores.blobs.keep({ ...source, blob: digest, blobSize: size, entries: () => source.entries() });
    },
    report,
    teller,
    cancellation,
    fetch,
  });
  await pull.run(manifest.layers, rootfs.diff_ids);
  return stores.images.add(config, null);
}

/** "Downloaded newer image for centos:6.8" or "Image is up to date for centos:6.8". */
export const statusOf = (reference: Reference, news: boolean): string =>
  `${news ? 'Downloaded newer image' : 'Image is up to date'} for ${familiarString(reference)}`;
