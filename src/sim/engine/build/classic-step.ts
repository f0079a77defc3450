/** One step of the classic builder: from the cache, or made by a container or a copy and kept as an image. */
import type { Digest, Image, ImageSettings } from '../../image/types.ts';
import { chainOf } from '../../image/digest.ts';
import type { Container } from '../container/container.ts';
import type { Daemon } from '../daemon.ts';
import type { BuildCache } from './cache.ts';
import { addChildImage } from './child-image.ts';
import { parseChown } from './chown.ts';
import type { BuildContainers } from './containers.ts';
import { placeCopy } from './copy-place.ts';
import { copySources, type CopySource, sumOf } from './copy-sources.ts';
import type { InstructionOf } from './dockerfile/instruction.ts';
import type { BuildOutput } from './output.ts';
import { commandWords } from './settings.ts';
import type { Source } from './source.ts';
import { copySettings, shellOf, type StageState } from './stage-state.ts';

/** What the steps of one build share. */
export interface StepTools {
  readonly daemon: Daemon;
  readonly cache: BuildCache;
  readonly containers: BuildContainers;
  readonly output: BuildOutput;
}

const NEEDS_BUILDKIT = (option: string): Error =>
  new Error(
    `the --${option} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
  );

/** What the engine needs for the container of a step that runs nothing, or for a copy, milliseconds. */
const STEP_TAKES = 20;

/** Finds a step in the cache; whether it was there. */
function cached({ cache, output }: StepTools, state: StageState, settings: ImageSettings): boolean {
  const found = cache.probe(state.imageId, settings);
  if (!found) return false;
  output.line(' ---> Using cache');
  state.imageId = found;
  return true;
}

function commit({ daemon }: StepTools, state: StageState, container: Container, containerConfig: ImageSettings): void {
  const image = addChildImage(daemon, {
    parent: container.imageId,
    author: state.author,
    container: container.id,
    containerConfig,
    config: state.settings,
    layer: daemon.parts.layers.readWriteId(container.id),
  });
  state.imageId = image.id;
}

/** A step that only changes settings: its container is made, but never run. */
export function settingStep(tools: StepTools, state: StageState, history: string): Promise<void> {
  return metadata(tools, state, [...shellOf(state.settings), '#(nop) ', history]);
}

/** WORKDIR: the container's making makes the folder. */
export async function workdirStep(tools: StepTools, state: StageState, { value }: InstructionOf<'WORKDIR'>): Promise<void> {
  if (value === '') throw new Error('cannot normalize nothing');
  const WorkingDir = value.startsWith('/') ? value : joined(state.settings.WorkingDir ?? '', value);
  state.settings = copySettings(state.settings, { WorkingDir });
  await metadata(tools, state, [...shellOf(state.settings), `#(nop) WORKDIR ${WorkingDir}`]);
}

async function metadata(tools: StepTools, state: StageState, Cmd: string[]): Promise<void> {
  const settings = copySettings(state.settings, { Cmd });
  if (cached(tools, state, settings)) return;
  const container = tools.containers.create(settings);
  await tools.daemon.clock.sleep(STEP_TAKES);
  commit(tools, state, container, container.config as ImageSettings);
}

/** Go's filepath.Join("/", …). */
function joined(...parts: readonly string[]): string {
  const out: string[] = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}

/** RUN: the command in a container of the image so far. */
export async function runStep(tools: StepTools, state: StageState, { command, mounts }: InstructionOf<'RUN'>): Promise<void> {
  if (mounts.length > 0) throw NEEDS_BUILDKIT('mount');
  const { settings, args } = state;
  const Cmd = commandWords(command, settings) ?? [];
  const passed = args.besides(settings.Env ?? []);
  const recorded = args.recorded(passed);
  const saved = passed.length > 0 ? [`|${recorded.length}`, ...recorded, ...Cmd] : Cmd;
  const probe = copySettings(settings, { Cmd: saved, ...(saved.length > 0 ? { Entrypoint: null } : {}) });
  if (cached(tools, state, probe)) return;
  const container = tools.containers.create(
    copySettings(settings, {
      Cmd,
      Env: [...(settings.Env ?? []), ...passed],
      ...(saved.length > 0 ? { Entrypoint: [''] } : {}),
      Healthcheck: { Test: ['NONE'] },
    }),
  );
  await tools.containers.run(container);
  commit(tools, state, container, probe);
}

/** COPY and ADD: files of the context, of an image or of another stage into a layer of their own. */
export async function copyStep(
  tools: StepTools,
  state: StageState,
  instruction: InstructionOf<'COPY' | 'ADD'>,
  from: { readonly source: Source; readonly image: boolean },
): Promise<void> {
  const { kind, chmod, chown, to } = instruction;
  if (chmod !== '') throw NEEDS_BUILDKIT('chmod');
  const copies = named(kind, instruction.sources, from);
  if (copies.length > 1 && !to.endsWith('/'))
    throw new Error(`When using ${kind} with more than one source file, the destination must be a directory and end with a /`);
  const { daemon } = tools;
  const comment = `${kind} ${chown === '' ? '' : `--chown=${chown}`}${sumOf(copies)} in ${to} `;
  const probe = copySettings(state.settings, { Cmd: [...shellOf(state.settings), `#(nop) ${comment}`] });
  if (cached(tools, state, probe)) return;
  await daemon.clock.sleep(STEP_TAKES);
  const { layers, driver, images } = daemon.parts;
  const base: Image | null = state.imageId === '' ? null : images.get(state.imageId);
  const id = `${daemon.parts.random.hex(64)}`;
  const layer = layers.createReadWrite(id, base ? chainOf(base.config.rootfs.diff_ids) : null, { init: false });
  try {
    const fs = driver.get(layer);
    try {
      const target = to.startsWith('/') ? to : `${joined(state.settings.WorkingDir ?? '', to)}${to.endsWith('/') ? '/' : ''}`;
      const owner = chown !== '' ? parseChown(fs, chown) : from.image ? null : { uid: 0, gid: 0 };
      const mounted = driver.data(layer)?.['MergedDir'] ?? '';
      for (const copy of copies) placeCopy(fs, copy, { to: target, owner, unpacks: kind === 'ADD', mounted });
    } finally {
      driver.put(layer);
    }
    state.imageId = addChildImage(daemon, {
      parent: state.imageId,
      author: state.author,
      container: '',
      containerConfig: probe,
      config: state.settings,
      layer,
    }).id;
  } finally {
    layers.removeReadWrite(id);
  }
}

function named(kind: 'COPY' | 'ADD', words: readonly string[], from: { source: Source; image: boolean }): CopySource[] {
  try {
    const found = words.flatMap((word) => {
      if (!/^https?:\/\//.test(word)) return copySources(from.source, word, !from.image);
      if (kind === 'COPY') throw new Error("source can't be a URL for COPY");
      throw new Error(unreachable(word));
    });
    if (found.length === 0) throw new Error('no source files were specified');
    return found;
  } catch (error) {
    throw new Error(`${kind} failed: ${error instanceof Error ? error.message : error}`);
  }
}

/** The engine's own network ends at the registries. */
function unreachable(url: string): string {
  const [, host = ''] = /^https?:\/\/([^/:?#]*)/.exec(url) ?? [];
  return `Get ${JSON.stringify(url)}: dial tcp: lookup ${host} on 10.0.2.3:53: no such host`;
}

/** The id of the image so far, as it is shown. */
export const shortId = (id: Digest | ''): string => id.slice('sha256:'.length, 'sha256:'.length + 12);
