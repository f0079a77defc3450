/**
 * Names of images, by the grammar of distribution/reference and with the words Docker refuses bad ones with.
 */
/** "sha256:" and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** Whether `text` is "sha256:" and 64 lower-case hexadecimal digits. */
export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** A normalised image name: `domain` "docker.io", `path` "library/centos". */
export interface Reference {
  readonly domain: string;
  readonly path: string;
  readonly tag: string | null;
  readonly digest: Digest | null;
}

/** A name that breaks the grammar; `message` is Docker's, e.g. "invalid reference format". */
export class InvalidReference extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidReference';
  }
}

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `${DOMAIN_PART}(?:\\.${DOMAIN_PART})*(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|[-]*)[a-z0-9]+)*';
const NAME = `(?:${DOMAIN}/)?${PATH_PART}(?:/${PATH_PART})*`;
const TAG = '[\\w][\\w.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(${NAME})(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const IDENTIFIER = /^[a-f0-9]{64}$/;
const TAG_ALONE = new RegExp(`^${TAG}$`);
const MAX_NAME = 255;

const DEFAULT_DOMAIN = 'docker.io';
const OFFICIAL = 'library/';

function splitDomain(name: string): [domain: string, rest: string] {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const named = slash >= 0 && (/[.:]/.test(first) || first === 'localhost');
  let [domain, rest] = named ? [first, name.slice(slash + 1)] : [DEFAULT_DOMAIN, name];
  if (domain === 'index.docker.io') domain = DEFAULT_DOMAIN;
  if (domain === DEFAULT_DOMAIN && !rest.includes('/')) rest = OFFICIAL + rest;
  return [domain, rest];
}

function checkDigest(text: string): Digest {
  if (isDigest(text)) return text;
  const [algorithm = '', digits = ''] = text.split(':');
  if (!/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*$/.test(algorithm)) throw new InvalidReference('invalid checksum digest format');
  const length = { sha256: 64, sha384: 96, sha512: 128 }[algorithm];
  if (length === undefined) throw new InvalidReference('unsupported digest algorithm');
  if (digits.length !== length) throw new InvalidReference('invalid checksum digest length');
  throw new InvalidReference(algorithm === 'sha256' ? 'invalid checksum digest format' : 'unsupported digest algorithm');
}

/**
 * Reads a name as people type it ("centos:6.8", "localhost:5000/course/centos@sha256:…").
 * Throws {@link InvalidReference}.
 */
export function parseReference(text: string): Reference {
  if (IDENTIFIER.test(text)) throw new InvalidReference(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const [domain, rest] = splitDomain(text);
  const remote = rest.split(':', 1)[0] ?? '';
  if (remote.toLowerCase() !== remote) throw new InvalidReference('invalid reference format: repository name must be lowercase');
  const whole = `${domain}/${rest}`;
  const match = REFERENCE.exec(whole);
  if (!match) throw new InvalidReference('invalid reference format');
  const [, name = '', tag, digest] = match;
  if (name.length > MAX_NAME) throw new InvalidReference(`repository name must not be more than ${MAX_NAME} characters`);
  return {
    domain,
    path: name.slice(domain.length + 1),
    tag: tag ?? null,
    digest: digest === undefined ? null : checkDigest(digest),
  };
}

/** The reference, or null where {@link parseReference} throws. */
export function tryReference(text: string): Reference | null {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof InvalidReference) return null;
    throw error;
  }
}

/** Whether `text` may be a tag. */
export function isTag(text: string): boolean {
  return TAG_ALONE.test(text);
}

/** The same name with "latest" when it has neither tag nor digest. */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag === null && reference.digest === null ? { ...reference, tag: 'latest' } : reference;
}

/** "docker.io/library/centos". */
export function canonicalName(reference: Reference): string {
  return `${reference.domain}/${reference.path}`;
}

const suffix = ({ tag, digest }: Reference): string => (tag === null ? '' : `:${tag}`) + (digest === null ? '' : `@${digest}`);

/** "docker.io/library/centos:6.8": the spelling of {@link ReferenceStore}. */
export function canonicalString(reference: Reference): string {
  return canonicalName(reference) + suffix(reference);
}

/** The name as people write it: "centos", "course/centos", "localhost:5000/course/centos". */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== DEFAULT_DOMAIN) return `${domain}/${path}`;
  const short = path.slice(OFFICIAL.length);
  return path.startsWith(OFFICIAL) && !short.includes('/') ? short : path;
}

/** "centos:6.8": the name as people write it, with its tag and digest. */
export function familiarString(reference: Reference): string {
  return familiarName(reference) + suffix(reference);
}
