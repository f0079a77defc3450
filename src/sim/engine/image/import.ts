import { parseReference, type Reference, isTag } from '../../../api/reference.ts';
import type { Body } from '../../../api/wire.ts';
import { serializeConfig } from '../../image/config.ts';
import type { ImageConfig } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { invalidParameter, systemError } from '../../errors.ts';
import { JsonStream } from '../stream.ts';
import { rfc3339 } from '../time.ts';
import { applyChanges } from './changes.ts';
import { layerOf, registerLayer } from './layer-file.ts';
import { checked } from './read.ts';
import { emitImage, tagImage } from './write.ts';

/** What POST /images/create is asked for when it is to import. */
export interface ImportOptions {
  /** "-" for the request's body, else a URL. */
  readonly source: string;
  readonly repo: string;
  readonly tag: string;
  readonly message: string;
  readonly changes: readonly string[];
  readonly platform: string;
}

function referenceOf(repo: string, tag: string): Reference | null {
  if (repo === '') return null;
  const reference = checked('parameter', () => parseReference(repo));
  if (reference.digest) throw invalidParameter('cannot import digest reference');
  if (tag === '') return reference.tag === null ? { ...reference, tag: 'latest' } : reference;
  if (!isTag(tag)) throw invalidParameter('invalid tag format');
  return { ...reference, tag };
}

/** Operating systems and architectures that a platform's only word may name. */
const SYSTEMS = /^(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|windows|zos)$/;
const ARCHITECTURES =
  /^(386|amd64|x86_64|x86-64|i386|arm|armhf|armel|arm64|aarch64|ppc64|ppc64le|mips|mipsle|mips64|mips64le|riscv64|s390x)$/;

/** Only what runs here can be imported; Docker takes no account of the architecture. */
function checkPlatform(platform: string): void {
  if (platform === '') return;
  const words = platform.toLowerCase().split('/');
  const [first = ''] = words;
  if (words.length > 3) throw invalidParameter(`${JSON.stringify(platform)}: cannot parse platform specifier: invalid argument`);
  for (const word of words)
    if (!/^[a-z0-9_-]+$/.test(word))
      throw invalidParameter(
        `${JSON.stringify(word)} is an invalid component of ${JSON.stringify(platform)}: platform specifier component must match "^[A-Za-z0-9_-]+$": invalid argument`,
      );
  if (words.length === 1 && ARCHITECTURES.test(first)) return;
  if (words.length === 1 && !SYSTEMS.test(first))
    throw invalidParameter(`${JSON.stringify(platform)}: unknown operating system or architecture: invalid argument`);
  if (first !== 'linux') throw invalidParameter('operating system is not supported');
}

function refuseUrl(source: string): never {
  const url = source.includes('://') ? source : `http://${source}`;
  const host = /^\w+:\/\/(?:[^/@]*@)?([^/:?#]+)/.exec(url)?.[1];
  if (!host) throw systemError(`Get ${JSON.stringify(url.replace(/\/+$/, ''))}: http: no Host in request URL`);
  throw systemError(`Get ${JSON.stringify(url)}: dial tcp: lookup ${host}: no such host`);
}

/** POST /images/create?fromSrc=…: an image of one layer, made from the files in a tar. */
export async function ImageImport(daemon: Daemon, options: ImportOptions, body: Body): Promise<Body> {
  checkPlatform(options.platform);
  const reference = referenceOf(options.repo, options.tag);
  const config = applyChanges({}, options.changes);
  if (options.source !== '-') refuseUrl(options.source);
  const source = await layerOf(body);
  registerLayer(daemon, source, null);
  const created = rfc3339(daemon.stamps.next());
  const comment = options.message || `Imported from ${options.source}`;
  const image: ImageConfig = {
    architecture: 'amd64',
    os: 'linux',
    created,
    comment,
    docker_version: '20.10.24+dfsg1',
    config,
    rootfs: { type: 'layers', diff_ids: [source.diffId] },
    history: [{ created, comment }],
  };
  const { id } = daemon.parts.images.add(serializeConfig(image), null);
  if (reference) tagImage(daemon, id, reference);
  emitImage(daemon, 'import', id, id);
  const out = new JsonStream();
  out.send({ status: id });
  out.end();
  return out;
}
