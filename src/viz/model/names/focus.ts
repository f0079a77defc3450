/** What the scene is about: one name with what it stands for in its registry and on this machine. */
import type { ManifestView, RegistryView } from '../../../api/transfer.ts';
import type { Choice, LocalImage, NamesFacts, Transfer } from './facts.ts';
import { hostOf, repositoryOf, tagOf } from './reading.ts';

/** A manifest with where it is. */
export interface Placed {
  readonly host: string;
  readonly repository: string;
  readonly manifest: ManifestView;
}

export interface Focus {
  readonly name: string | null;
  readonly image: LocalImage | null;
  readonly placed: Placed | null;
  /** The registry that layers are compared with. */
  readonly host: string;
  readonly transfer: Transfer | null;
}

const HUB = 'docker.io';
/** Proposed on an empty machine, the first that there is. */
const PROPOSED = ['nginx:latest', 'centos:6.8', 'busybox:latest'];

/** What a written-out name stands for in the registries. */
function manifestOf(registries: readonly RegistryView[], name: string): Placed | null {
  const host = hostOf(name);
  const path = repositoryOf(name).slice(host.length + 1);
  const repository = registries.find((one) => one.host === host)?.repositories.find((one) => one.name === path);
  const tag = tagOf(name);
  const digest = tag === null ? name.slice(name.indexOf('@') + 1) : repository?.tags.find((one) => one.name === tag)?.digest;
  const manifest = repository?.manifests.find((one) => one.digest === digest);
  return manifest ? { host, repository: path, manifest } : null;
}

function manifestOfImage(registries: readonly RegistryView[], id: string): Placed | null {
  for (const { host, repositories } of registries) {
    for (const { name, manifests } of repositories) {
      const manifest = manifests.find(({ config }) => config === id);
      if (manifest) return { host, repository: name, manifest };
    }
  }
  return null;
}

const imageOf = (images: readonly LocalImage[], name: string): LocalImage | null =>
  images.find(({ tags, digests }) => tags.includes(name) || digests.includes(name)) ?? null;

const nothing: Focus = { name: null, image: null, placed: null, host: HUB, transfer: null };

function onName(facts: NamesFacts, registries: readonly RegistryView[], name: string): Focus {
  const image = imageOf(facts.images, name);
  const transfer = facts.transfers.find((one) => one.name === name) ?? null;
  return { name, image, placed: manifestOf(registries, name), host: hostOf(name), transfer };
}

function onChoice(facts: NamesFacts, registries: readonly RegistryView[], choice: Choice): Focus | null {
  if (choice.kind === 'name') return onName(facts, registries, choice.name);
  if (choice.kind === 'image') {
    const image = facts.images.find(({ id }) => id === choice.id);
    if (!image) return null;
    const [name] = image.tags;
    if (name !== undefined) return onName(facts, registries, name);
    const placed = manifestOfImage(registries, image.id);
    return { ...nothing, image, placed, host: placed?.host ?? HUB };
  }
  const { host, repository: path, digest } = choice;
  const repository = registries.find((one) => one.host === host)?.repositories.find(({ name }) => name === path);
  const manifest = repository?.manifests.find((one) => one.digest === digest);
  if (!manifest) return null;
  const names = (repository?.tags ?? []).filter((tag) => tag.digest === digest).map((tag) => `${host}/${path}:${tag.name}`);
  const name = names.find((one) => imageOf(facts.images, one)) ?? names[0] ?? `${host}/${path}@${digest}`;
  const image = facts.images.find(({ id }) => id === manifest.config) ?? null;
  const transfer = facts.transfers.find((one) => names.includes(one.name)) ?? null;
  return { name, image, placed: { host, repository: path, manifest }, host, transfer };
}

/** What is looked at: what somebody chose, else what moves, else what the last command worked with, else the newest image. */
export function focusOf(facts: NamesFacts, registries: readonly RegistryView[], subject: string | null): Focus {
  const chosen = facts.choice && onChoice(facts, registries, facts.choice);
  if (chosen) return chosen;
  const going = facts.transfers.findLast(({ ended }) => !ended);
  if (going) return onName(facts, registries, going.name);
  if (subject !== null && imageOf(facts.images, subject)) return onName(facts, registries, subject);
  const [newest] = facts.images.filter(({ tags }) => tags.length > 0);
  const any = newest ?? facts.images[0];
  if (any) return onChoice(facts, registries, { kind: 'image', id: any.id }) ?? nothing;
  const proposed = PROPOSED.map((name) => `${HUB}/library/${name}`).find((name) => manifestOf(registries, name));
  return proposed === undefined ? nothing : onName(facts, registries, proposed);
}
