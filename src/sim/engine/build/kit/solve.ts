/** BuildKit's way of building: stage by stage what the target needs, steps from the cache where that has them. */
import type { FileSystem } from '../../../fs/types.ts';
import { chainOf, sha256 } from '../../../image/digest.ts';
import { layerSource } from '../../../image/tar.ts';
import type { Digest, HistoryEntry, Image } from '../../../image/types.ts';
import { canonicalString, parseReference, withDefaultTag } from '../../../../api/reference.ts';
import { systemError } from '../../../errors.ts';
import type { Daemon } from '../../daemon.ts';
import { baseImage, filesOf } from '../base-images.ts';
import type { BuildArgs } from '../build-args.ts';
import { parseChown } from '../chown.ts';
import { placeCopy } from '../copy-place.ts';
import { copySources, type CopySource, sumOf } from '../copy-sources.ts';
import { lookupIn } from '../dockerfile/expand.ts';
import type { Instruction, InstructionOf } from '../dockerfile/instruction.ts';
import { parseLine } from '../dockerfile/parser.ts';
import { readInstruction } from '../dockerfile/stages.ts';
import { expandInstruction } from '../expand-instruction.ts';
import type { BuildOptions } from '../options.ts';
import type { BuildOutput } from '../output.ts';
import { applySetting, commandWords } from '../settings.ts';
import { type BuildContext, imageSource, type Source } from '../source.ts';
import { beginStage, copySettings, type StageState } from '../stage-state.ts';
import { makeFolders } from '../tree.ts';
import type { KitCache } from './cache.ts';
import { runInSandbox } from './exec.ts';
import { parseMount } from './mounts.ts';
import { frontendError, type KitPlan, type KitStage, stageNamed } from './plan.ts';
import type { Trace } from './trace.ts';

const COMMENT = 'buildkit.dockerfile.v0';

/** A stage while it is built, and when it is done. */
interface Built {
  readonly stage: KitStage;
  readonly state: StageState;
  readonly base: Image | null;
  diffIds: readonly Digest[];
  history: HistoryEntry[];
  /** What all of it was made of. */
  key: string;
  step: number;
}

/** What the solver works with. */
export interface SolverTools {
  readonly daemon: Daemon;
  readonly options: BuildOptions;
  readonly output: BuildOutput;
  readonly trace: Trace;
  readonly cache: KitCache;
  readonly escapeChar: string;
  /** Loads the build context, once. */
  context(): Promise<BuildContext>;
}

/** One solve of a plan. */
export class Solver {
  readonly #tools: SolverTools;
  readonly #plan: KitPlan;
  readonly #built = new Map<KitStage, Built>();
  readonly #images = new Map<string, Image>();
  readonly #announced = new Set<string>();

  constructor(tools: SolverTools, plan: KitPlan) {
    this.#tools = tools;
    this.#plan = plan;
  }

  /** Builds what is needed; the target. Throws in BuildKit's words. */
  async run(): Promise<Built> {
    for (const { base } of this.#plan.needed)
      if (typeof base === 'string' && base !== 'scratch' && !this.#images.has(base)) this.#images.set(base, await this.#resolve(base));
    for (const stage of this.#plan.needed) this.#built.set(stage, await this.#stage(stage));
    const target = this.#built.get(this.#plan.target);
    if (!target) throw systemError('no stage was built');
    return target;
  }

  /** Looks an image up, as a step of its own. */
  #resolve(name: string): Promise<Image> {
    const full = canonicalString(withDefaultTag(parseReference(name)));
    return this.#tools.trace.step(`[internal] load metadata for ${full}`, async () => {
      try {
        return await baseImage(this.#tools.daemon, this.#tools.options, name, () => {});
      } catch (error) {
        throw frontendError(error instanceof Error ? error.message : String(error));
      }
    });
  }

  async #stage(stage: KitStage): Promise<Built> {
    const below = typeof stage.base === 'string' ? null : this.#built.get(stage.base);
    const image = typeof stage.base === 'string' ? (this.#images.get(stage.base) ?? null) : null;
    const args: BuildArgs = this.#plan.args.stage();
    const built: Built = {
      stage,
      state: below ? { ...below.state, settings: copySettings(below.state.settings), args, cmdSet: false } : beginStage(image, args),
      base: below ? below.base : image,
      diffIds: below ? below.diffIds : (image?.config.rootfs.diff_ids ?? []),
      history: below ? [...below.history] : [...(image?.config.history ?? [])],
      key: below ? below.key : sha256(image?.id ?? 'scratch'),
      step: 0,
    };
    if (image) this.#announce(built, `FROM ${canonicalString(parseReference(String(stage.base)))}`);
    const triggers = built.state.settings.OnBuild ?? [];
    built.state.settings = { ...built.state.settings, OnBuild: null };
    for (const trigger of triggers) await this.#instruction(built, readInstruction(parseLine(trigger, '\\', 1, 1), 'buildkit'));
    for (const instruction of stage.stage.instructions) await this.#instruction(built, instruction);
    return built;
  }

  /** "[one 2/4] RUN …" */
  #name(built: Built, text: string): string {
    const { label, total } = built.stage;
    const width = String(total).length;
    return `[${label === '' ? '' : `${label} `}${String(++built.step).padStart(width)}/${total}] ${text}`;
  }

  /** An image is there already: its step is done as soon as it begins; the same one is told once. */
  #announce(built: Built, text: string): void {
    const name = this.#name(built, text);
    if (this.#announced.has(text)) return;
    this.#announced.add(text);
    this.#tools.trace.begin(name).done();
  }

  async #instruction(built: Built, raw: Instruction): Promise<void> {
    const { state } = built;
    if (this.#tools.output.canceled) throw new Error('context canceled');
    const env = [...(state.settings.Env ?? []), ...state.args.besides(state.settings.Env ?? [])];
    const instruction = expandInstruction(raw, this.#tools.escapeChar, env);
    switch (instruction.kind) {
      case 'RUN':
        return this.#run(built, instruction, env);
      case 'ADD':
      case 'COPY':
        return this.#copy(built, instruction);
      case 'WORKDIR':
        return this.#workdir(built, instruction);
    }
    if (instruction.kind === 'CMD') state.settings = { ...state.settings, ArgsEscaped: true };
    const text = applySetting(state, instruction, this.#tools.escapeChar, env, () => {});
    this.#record(
      built,
      instruction.kind === 'EXPOSE'
        ? `EXPOSE map[${Object.keys(state.settings.ExposedPorts ?? {})
            .map((port) => `${port}:{}`)
            .join(' ')}]`
        : text,
      false,
    );
    built.key = sha256(`${built.key} ${text}`);
  }

  #record(built: Built, text: string, layer: boolean): void {
    built.history.push({ created: '', created_by: text, comment: COMMENT, ...(layer ? {} : { empty_layer: true }) });
  }

  /** Makes a step's layer, or takes it from the cache. */
  async #layer(
    built: Built,
    name: string,
    what: string,
    make: (layer: string, step: { log(stream: 1 | 2, data: Uint8Array): void }) => Promise<void>,
  ): Promise<void> {
    const { daemon, cache, trace, options } = this.#tools;
    const key = sha256(`${chainOf(built.diffIds) ?? ''} ${what}`);
    const known = options.noCache ? null : cache.find(key, daemon.clock.now());
    if (known) {
      trace.cached(name);
      built.diffIds = known;
      return;
    }
    await trace.step(name, async (step) => {
      const id = daemon.parts.random.hex(64);
      try {
        await make(id, step);
        const source = layerSource(daemon.parts.driver.diff(daemon.parts.layers.readWriteId(id)));
        const below = built.diffIds;
        daemon.parts.layers.register(source, chainOf(below));
        built.diffIds = [...below, source.diffId];
        cache.keep(daemon, key, built.diffIds, name);
        const top = chainOf(built.diffIds);
        if (top) daemon.parts.layers.release(top);
      } finally {
        daemon.parts.layers.removeReadWrite(id);
      }
    });
  }

  async #run(built: Built, { command, mounts, text }: InstructionOf<'RUN'>, env: readonly string[]): Promise<void> {
    const { state } = built;
    const words = commandWords(command, state.settings) ?? [];
    const passed = state.args.recorded(state.args.besides(state.settings.Env ?? []));
    const shown = [...(passed.length > 0 ? [`|${passed.length}`, ...passed] : []), ...words].join(' ');
    const wanted = mounts.map((mount) => parseMount(mount));
    const sources = await Promise.all(wanted.map((mount) => (mount.type === 'bind' ? this.#from(built, mount.from) : null)));
    const network = /--network=(\S+)/.exec(text)?.[1] ?? this.#tools.options.host.NetworkMode ?? '';
    const name = this.#name(built, shownCommand(text, env));
    await this.#layer(
      built,
      name,
      `RUN ${shown} ${mounts.join(' ')} ${state.settings.User ?? ''} ${state.settings.WorkingDir ?? ''} ${env.join('\n')}`,
      async (id, step) => {
        const { daemon, output } = this.#tools;
        const code = await runInSandbox(daemon, built.diffIds, id, {
          args: words,
          env,
          cwd: state.settings.WorkingDir ?? '',
          user: state.settings.User ?? '',
          network,
          mounts: wanted.map((mount, at) => ({ mount, source: sources[at] ?? null })),
          output: (stream, data) => step.log(stream, data),
          running: (stop) => {
            output.onCancel = stop;
          },
        });
        if (code !== 0) throw new Error(`executor failed running [${words.join(' ')}]: exit code: ${code}`);
      },
    );
    this.#record(built, `RUN ${shown} # buildkit`, true);
  }

  async #workdir(built: Built, { value }: InstructionOf<'WORKDIR'>): Promise<void> {
    const { state } = built;
    const parts: string[] = [];
    for (const part of `${value.startsWith('/') ? '' : (state.settings.WorkingDir ?? '')}/${value}`.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    const WorkingDir = `/${parts.join('/')}`;
    state.settings = copySettings(state.settings, { WorkingDir });
    await this.#layer(built, this.#name(built, `WORKDIR ${WorkingDir}`), `WORKDIR ${WorkingDir}`, async (id) => {
      await this.#writing(built, id, (fs) => void makeFolders(fs, WorkingDir));
    });
    this.#record(built, `WORKDIR ${WorkingDir}`, true);
  }

  async #copy(built: Built, instruction: InstructionOf<'COPY' | 'ADD'>): Promise<void> {
    const { kind, chmod, chown, to, from } = instruction;
    const { state } = built;
    const source = await this.#from(built, from);
    const target = to.startsWith('/')
      ? to
      : `${(state.settings.WorkingDir || '').replace(/\/$/, '')}/${to.replace(/^\.\//, '').replace(/^\.$/, '')}`;
    const shown = `${[...instruction.sources, to].join(' ')}`;
    const flags = `${chmod === '' ? '' : `--chmod=${chmod} `}${from === '' ? '' : `--from=${from} `}`;
    const name = this.#name(built, `${kind} ${flags}${shown}`);
    const copies = await this.#named(name, source, instruction.sources);
    await this.#layer(built, name, `${kind} ${chown} ${chmod} ${sumOf(copies)} ${target}`, async (id) => {
      await this.#writing(built, id, (fs, mounted) => {
        const owner = chown === '' ? { uid: 0, gid: 0 } : parseChown(fs, chown);
        for (const copy of copies)
          placeCopy(fs, copy, {
            to: target,
            owner: from === '' || chown !== '' ? owner : null,
            unpacks: kind === 'ADD',
            mounted,
            ...(chmod === '' ? {} : { mode: Number.parseInt(chmod, 8) }),
          });
      });
    });
    this.#record(built, `${kind} ${shown} # buildkit`, true);
  }

  /** What a COPY's words stand for; that there is nothing is the failure of its step. */
  async #named(name: string, source: Source, words: readonly string[]): Promise<CopySource[]> {
    const found: CopySource[] = [];
    for (const word of words) {
      try {
        const copies = copySources(source, word, false);
        if (copies.length === 0) throw new Error('no match');
        found.push(...copies);
      } catch {
        const why = `${JSON.stringify(`/${word.replace(/^\.?\//, '')}`)} not found: not found`;
        this.#tools.trace.begin(name).done(why);
        throw new Error(`failed to compute cache key: ${why}`);
      }
    }
    return found;
  }

  async #writing(built: Built, id: string, write: (fs: FileSystem, mounted: string) => void): Promise<void> {
    const { driver, layers } = this.#tools.daemon.parts;
    const layer = layers.createReadWrite(id, chainOf(built.diffIds), { init: false });
    const fs = driver.get(layer);
    try {
      write(fs, driver.data(layer)?.['MergedDir'] ?? '');
    } finally {
      driver.put(layer);
    }
  }

  /** Where a `--from` points. */
  async #from(built: Built, name: string): Promise<Source> {
    if (name === '') return this.#tools.context();
    const stage = stageNamed(
      this.#plan.needed.filter(({ index }) => index < built.stage.index),
      name,
    );
    const { driver, layers } = this.#tools.daemon.parts;
    const found = this.#plan.needed.find((one) => /^\d+$/.test(name) && one.index === Number(name)) ?? stage;
    const other = found && this.#built.get(found);
    if (other) {
      const chain = chainOf(other.diffIds);
      const layer = chain && layers.get(chain);
      return layer ? imageSource(driver.view(layer.cacheId)) : filesOf(this.#tools.daemon, null);
    }
    const image = this.#images.get(name) ?? (await this.#resolve(name));
    this.#images.set(name, image);
    return filesOf(this.#tools.daemon, image);
  }
}

/** A command as its step is named: variables that are set are put in, quotes stay. */
function shownCommand(text: string, env: readonly string[]): string {
  const lookup = lookupIn(env);
  return text
    .replace(/^run\b/i, 'RUN')
    .replace(/(\\)?\$(?:\{(\w+)\}|(\w+))/g, (all, escaped: string | undefined, braced: string | undefined, bare: string | undefined) =>
      escaped ? all : (lookup(braced ?? bare ?? '') ?? all),
    );
}
