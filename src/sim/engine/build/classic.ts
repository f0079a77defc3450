/** Docker's classic builder: instruction by instruction, each with an image of its own. */
import type { Image } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { baseImage, filesOf } from './base-images.ts';
import { BuildArgs } from './build-args.ts';
import { BuildCache } from './cache.ts';
import { copyStep, runStep, settingStep, shortId, type StepTools, workdirStep } from './classic-step.ts';
import { BuildContainers } from './containers.ts';
import { expandWord, lookupIn } from './dockerfile/expand.ts';
import type { Instruction, InstructionOf, Stage } from './dockerfile/instruction.ts';
import { type Dockerfile, parseLine } from './dockerfile/parser.ts';
import { readInstruction } from './dockerfile/stages.ts';
import { expandInstruction } from './expand-instruction.ts';
import type { BuildOptions } from './options.ts';
import type { BuildOutput } from './output.ts';
import { parsePlatform } from './platform.ts';
import { applySetting } from './settings.ts';
import type { BuildContext, Source } from './source.ts';
import { beginStage, type StageState } from './stage-state.ts';
import { StagesBuilt } from './stages-built.ts';

/** What is to be built. */
export interface ClassicPlan {
  readonly file: Dockerfile;
  readonly args: readonly InstructionOf<'ARG'>[];
  readonly stages: readonly Stage[];
  readonly context: BuildContext;
}

/** One run of the classic builder. */
export class ClassicBuilder {
  readonly #daemon: Daemon;
  readonly #options: BuildOptions;
  readonly #output: BuildOutput;
  readonly #plan: ClassicPlan;
  readonly #tools: StepTools;
  readonly #built = new StagesBuilt();
  readonly #sources = new Map<string, Source>();

  constructor(daemon: Daemon, options: BuildOptions, output: BuildOutput, plan: ClassicPlan) {
    this.#daemon = daemon;
    this.#options = options;
    this.#output = output;
    this.#plan = plan;
    const containers = new BuildContainers(daemon, options, output);
    this.#tools = { daemon, output, containers, cache: new BuildCache(daemon, this.#cacheSources(), options.noCache) };
  }

  /** Builds all stages; the image of the last. Throws in Docker's words. */
  async run(): Promise<Image> {
    const { file, args, stages } = this.#plan;
    if (file.warnings.length > 0) this.#output.print(`\x1b[91m${file.warnings.join('\n')}\n\x1b[0m`);
    const total = args.length + stages.reduce((sum, { instructions }) => sum + 1 + instructions.length, 0);
    let step = 0;
    const announce = (text: string): void => {
      this.#output.print(`Step ${++step}/${total} : ${text}`);
      this.#output.print('\n');
    };
    const given = new BuildArgs(new Map(Object.entries(this.#options.buildArgs)));
    for (const arg of args) {
      announce(arg.text);
      const expanded = expandInstruction(arg, file.escapeChar, given.allowed());
      if (expanded.kind === 'ARG') for (const [name, value] of expanded.args) given.addGlobal(name, value);
    }
    let state: StageState | null = null;
    for (const stage of stages) {
      this.#built.checkName(stage.name);
      announce(stage.text);
      state = await this.#stage(stage, given.stage(), announce);
    }
    const unused = given.unused();
    if (unused.length > 0) this.#output.line(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed`);
    // The real engine's build falls over when there are only ARGs, and cuts the connection.
    if (!state) throw new Error('unexpected EOF');
    const image = state.imageId === '' ? null : this.#daemon.parts.images.get(state.imageId);
    if (!image) throw new Error('No image was generated. Is your Dockerfile empty?');
    return image;
  }

  async #stage(stage: Stage, args: BuildArgs, announce: (text: string) => void): Promise<StageState> {
    this.#tools.cache.reset();
    const state = beginStage(await this.#base(stage, args), args);
    const triggers = state.settings.OnBuild ?? [];
    const update = (): void => {
      state.settings = { ...state.settings, Image: state.imageId };
    };
    if (triggers.length > 0) {
      state.settings = { ...state.settings, OnBuild: null };
      this.#output.line(`# Executing ${triggers.length} build trigger${triggers.length > 1 ? 's' : ''}`);
      for (const trigger of triggers) {
        update();
        await this.#instruction(state, readInstruction(parseLine(trigger, '\\', 1, 1), 'classic'));
      }
    }
    update();
    const shown = (): void => this.#output.line(` ---> ${shortId(state.imageId)}`);
    shown();
    for (const instruction of stage.instructions) {
      if (this.#output.canceled) throw new Error('Build cancelled');
      announce(instruction.text);
      await this.#instruction(state, instruction);
      update();
      shown();
    }
    if (state.imageId !== '') this.#output.message({ aux: { ID: state.imageId } });
    this.#built.add(stage.name, state.imageId);
    return state;
  }

  async #base({ base, platform }: Stage, args: BuildArgs): Promise<Image | null> {
    const { escapeChar } = this.#plan.file;
    const lookup = lookupIn(args.global());
    if (platform !== '') parsePlatform(expandWord(platform, escapeChar, lookup));
    const name = expandWord(base, escapeChar, lookup);
    if (name === '') throw new Error(`base name (${base}) should not be blank`);
    const stage = this.#built.named(name);
    if (stage === '' || (stage === null && name === 'scratch')) return null;
    if (stage) return this.#daemon.image(stage);
    return this.#image(name);
  }

  #image(name: string): Promise<Image> {
    return baseImage(this.#daemon, this.#options, name, (message) => this.#output.message(message));
  }

  async #instruction(state: StageState, instruction: Instruction): Promise<void> {
    const env = [...(state.settings.Env ?? []), ...state.args.besides(state.settings.Env ?? [])];
    let failed = true;
    try {
      await this.#dispatch(state, expandInstruction(instruction, this.#plan.file.escapeChar, env), env);
      failed = false;
    } finally {
      if (this.#options.forceRemove || (this.#options.remove && !failed)) await this.#tools.containers.clear();
    }
  }

  async #dispatch(state: StageState, instruction: Instruction, env: readonly string[]): Promise<void> {
    switch (instruction.kind) {
      case 'RUN':
        return runStep(this.#tools, state, instruction);
      case 'WORKDIR':
        return workdirStep(this.#tools, state, instruction);
      case 'ADD':
      case 'COPY':
        return copyStep(this.#tools, state, instruction, await this.#from(instruction.chmod === '' ? instruction.from : ''));
    }
    const { escapeChar } = this.#plan.file;
    return settingStep(
      this.#tools,
      state,
      applySetting(state, instruction, escapeChar, env, (line) => this.#output.line(line)),
    );
  }

  /** Where `--from` points: the context, a stage or an image. */
  async #from(name: string): Promise<{ source: Source; image: boolean }> {
    if (name === '') return { source: this.#plan.context, image: false };
    try {
      const stage = this.#built.find(name);
      const image = stage === '' ? null : stage ? this.#daemon.image(stage) : await this.#image(name);
      const id = image?.id ?? '';
      const known = this.#sources.get(id) ?? filesOf(this.#daemon, image);
      this.#sources.set(id, known);
      return { source: known, image: true };
    } catch (error) {
      throw new Error(`invalid from flag value ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** The images of `--cache-from` that are here; null when there is none to be looked at. */
  #cacheSources(): Image[] | null {
    if (this.#options.cacheFrom.length === 0) return null;
    return this.#options.cacheFrom.flatMap((name) => {
      try {
        return [this.#daemon.image(name)];
      } catch {
        return [];
      }
    });
  }
}
