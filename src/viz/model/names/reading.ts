/** Names of images as Docker reads them. */
import { canonicalName, familiarName, familiarString, type Reference, tryReference } from '../../../api/reference.ts';

/** One part of a name; `given` is false when Docker fills it in for who leaves it out. */
export interface NamePart {
  readonly kind: 'registry' | 'namespace' | 'repository' | 'tag' | 'digest';
  readonly text: string;
  /** What stands before it in the whole name. */
  readonly mark: '' | '/' | ':' | '@';
  readonly given: boolean;
}

/** A name taken apart. */
export interface Reading {
  /** As people write it: "centos:6.8". */
  readonly short: string;
  /** "docker.io/library/centos:6.8" */
  readonly full: string;
  readonly parts: readonly NamePart[];
}

const DIGITS = 12;

/** The first twelve digits of a digest. */
export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, DIGITS);

/** The host of a written-out name. */
export const hostOf = (name: string): string => name.slice(0, name.indexOf('/'));

/** "docker.io/library/centos:6.8" as people write it: "centos:6.8". A name by digest shows twelve digits of it. */
export function familiar(name: string): string {
  const reference = tryReference(name);
  if (!reference) return name;
  return reference.digest === null ? familiarString(reference) : `${familiarName(reference)}@${shortDigest(reference.digest)}`;
}

/** "docker.io/library/centos": the repository of a written-out name, with its registry. */
export function repositoryOf(name: string): string {
  const reference = tryReference(name);
  return reference ? canonicalName(reference) : name;
}

/** The tag of a name, or null. */
export const tagOf = (name: string): string | null => tryReference(name)?.tag ?? null;

/** A name as people write it in two pieces: where it is from ("registry.lab:5000/course/"), and what it is called ("tomcat:v1"). */
export function splitName(name: string): { readonly place: string; readonly own: string } {
  const text = familiar(name);
  const slash = text.lastIndexOf('/');
  return { place: text.slice(0, slash + 1), own: text.slice(slash + 1) };
}

/** Takes a written-out name apart; null when it is none. */
export function readName(name: string): Reading | null {
  const reference = tryReference(name);
  if (!reference) return null;
  const { domain, path, tag, digest } = reference;
  const slash = path.lastIndexOf('/');
  const namespace = slash < 0 ? '' : path.slice(0, slash);
  const parts: NamePart[] = [{ kind: 'registry', text: domain, mark: '', given: domain !== 'docker.io' }];
  if (namespace !== '') parts.push({ kind: 'namespace', text: namespace, mark: '/', given: !isOfficial(reference) });
  parts.push({ kind: 'repository', text: path.slice(slash + 1), mark: '/', given: true });
  if (tag !== null) parts.push({ kind: 'tag', text: tag, mark: ':', given: tag !== 'latest' });
  if (digest !== null) parts.push({ kind: 'digest', text: `sha256:${shortDigest(digest)}…`, mark: '@', given: true });
  return { short: familiar(name), full: name, parts };
}

const isOfficial = ({ domain, path }: Reference): boolean => domain === 'docker.io' && path.startsWith('library/');
