import { BuildArgs } from '../build-args.ts';
import { expandWord, lookupIn } from '../dockerfile/expand.ts';
import type { InstructionOf, Stage } from '../dockerfile/instruction.ts';
import { expandInstruction } from '../expand-instruction.ts';
import { parseMount } from './mounts.ts';

/** A stage with its place in the graph. */
export interface KitStage {
  readonly stage: Stage;
  readonly index: number;
  /** The stage it begins with, or the name of an image ("scratch" for nothing). */
  readonly base: KitStage | string;
  /** What stands in the brackets before its steps, "" for a Dockerfile of one stage. */
  readonly label: string;
  /** Steps with a vertex of their own. */
  readonly total: number;
}

/** All that is needed for the stage wanted, in the order it is done. */
export interface KitPlan {
  readonly target: KitStage;
  readonly needed: readonly KitStage[];
  readonly args: BuildArgs;
}

const REFUSED = 'failed to solve with frontend dockerfile.v0: failed to create LLB definition: ';

/** An error of the frontend, in BuildKit's words. */
export const frontendError = (message: string): Error => new Error(`${REFUSED}${message}`);

/** Works out which stages a build needs. Throws in BuildKit's words. */
export function planStages(
  stages: readonly Stage[],
  globals: readonly InstructionOf<'ARG'>[],
  escapeChar: string,
  given: ReadonlyMap<string, string | null>,
  wanted: string,
): KitPlan {
  const args = new BuildArgs(given);
  for (const arg of globals) {
    const expanded = expandInstruction(arg, escapeChar, args.allowed());
    if (expanded.kind === 'ARG') for (const [name, value] of expanded.args) args.addGlobal(name, value);
  }
  // What a command mounts counts as a stage beside the only one.
  const alone = stages.length === 1 && !stages[0]?.instructions.some((one) => one.kind === 'RUN' && one.mounts.length > 0);
  const known: KitStage[] = [];
  for (const [index, stage] of stages.entries()) {
    const name = expandWord(stage.base, escapeChar, lookupIn(args.global()));
    if (name === '') throw frontendError(`base name (${stage.base}) should not be blank`);
    const base = known.findLast((one) => one.stage.name !== '' && one.stage.name === name.toLowerCase()) ?? name;
    const own = typeof base === 'string' && base !== 'scratch' ? 1 : 0;
    const total = own + stage.instructions.filter(({ kind }) => ['ADD', 'COPY', 'RUN', 'WORKDIR'].includes(kind)).length;
    known.push({ stage, index, base, total, label: alone ? '' : stage.name || `stage-${index}` });
  }
  const target = wanted === '' ? known.at(-1) : stageNamed(known, wanted);
  if (!target) throw frontendError(wanted === '' ? 'the Dockerfile cannot be empty' : `target stage ${wanted} could not be found`);
  const needed: KitStage[] = [];
  const visit = (stage: KitStage): void => {
    if (needed.includes(stage)) return;
    if (typeof stage.base !== 'string') visit(stage.base);
    for (const from of sourcesOf(stage.stage)) {
      const other = stageNamed(known.slice(0, stage.index), from);
      if (other) visit(other);
    }
    needed.push(stage);
  };
  visit(target);
  return { target, needed, args };
}

/** A stage by its name or number. */
export function stageNamed(stages: readonly KitStage[], name: string): KitStage | undefined {
  return (
    stages.findLast(({ stage }) => stage.name !== '' && stage.name === name.toLowerCase()) ??
    (/^\d+$/.test(name) ? stages[Number(name)] : undefined)
  );
}

/** What a stage copies or mounts from. */
function sourcesOf(stage: Stage): string[] {
  return stage.instructions.flatMap((instruction) => {
    if (instruction.kind === 'COPY') return instruction.from === '' ? [] : [instruction.from];
    if (instruction.kind !== 'RUN') return [];
    return instruction.mounts.map((text) => parseMount(text).from).filter((from) => from !== '');
  });
}
