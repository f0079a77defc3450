/** Holds a step's checks against the learner's system. Reads the Engine API only, so any engine and any way there counts. */
import { ContainerChanges, ContainerInspect, ImageInspect } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { Check } from './format.ts';

/** Why a check does not hold yet: a key of the reasons' catalog (`messages.ts`) and its parameters. */
export type Reason =
  | { readonly key: 'no-image' | 'image-there'; readonly reference: string }
  | { readonly key: 'no-container' | 'container-there'; readonly name: string }
  | { readonly key: 'state'; readonly name: string; readonly is: string; readonly want: string }
  | { readonly key: 'wrong-image'; readonly name: string; readonly is: string; readonly want: string }
  | { readonly key: 'exit-code'; readonly name: string; readonly is: number; readonly want: number }
  | { readonly key: 'not-added' | 'not-changed' | 'not-deleted'; readonly name: string; readonly path: string }
  | { readonly key: 'touched'; readonly name: string; readonly path: string };

/** The answer, or null when the engine knows no such thing. */
async function ifThere<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'NotFound') return null;
    throw error;
  }
}

const CHANGES = { changed: 0, added: 1, deleted: 2 } as const;

/** How a path of a container stands against its image: one of {@link CHANGES}, or undefined; null: no such container. */
async function changeOf(wire: EngineTransport, container: string, path: string): Promise<number | undefined | null> {
  const changes = await ifThere(ContainerChanges(wire, container).then((list) => list ?? []));
  return changes === null ? null : changes.find((change) => change.Path === path)?.Kind;
}

/** Null when `check` holds, else why it does not hold yet. */
async function failing(wire: EngineTransport, check: Check): Promise<Reason | null> {
  if ('image' in check || 'noImage' in check) {
    const { reference } = 'image' in check ? check.image : check.noImage;
    const there = (await ifThere(ImageInspect(wire, reference))) !== null;
    if ('image' in check) return there ? null : { key: 'no-image', reference };
    return there ? { key: 'image-there', reference } : null;
  }
  if ('container' in check) {
    const { name, state, image, exitCode } = check.container;
    const found = (await ifThere(ContainerInspect(wire, name)))?.value;
    if (state === 'absent') return found ? { key: 'container-there', name } : null;
    if (!found) return { key: 'no-container', name };
    if (image !== undefined && found.Config.Image !== image) return { key: 'wrong-image', name, is: found.Config.Image, want: image };
    if (state !== 'present' && found.State.Status !== state) return { key: 'state', name, is: found.State.Status, want: state };
    if (exitCode !== undefined && found.State.ExitCode !== exitCode)
      return { key: 'exit-code', name, is: found.State.ExitCode, want: exitCode };
    return null;
  }
  if ('change' in check) {
    const { container: name, path, kind } = check.change;
    const is = await changeOf(wire, name, path);
    if (is === null) return { key: 'no-container', name };
    return is === CHANGES[kind] ? null : { key: `not-${kind}`, name, path };
  }
  const { container: name, path } = check.unchanged;
  const is = await changeOf(wire, name, path);
  if (is === null) return { key: 'no-container', name };
  return is === undefined ? null : { key: 'touched', name, path };
}

/** The first reason why not all of `checks` hold, or null when they do. */
export async function firstFailing(wire: EngineTransport, checks: readonly Check[]): Promise<Reason | null> {
  for (const check of checks) {
    const reason = await failing(wire, check);
    if (reason) return reason;
  }
  return null;
}
