/** Lines into typed instructions, grouped by stages; what Docker refuses is refused with its words. */
import { readFlags } from './flags.ts';
import { readHealthcheck } from './health.ts';
import type { CommandLine, Instruction, InstructionOf, Pair, Stage } from './instruction.ts';
import type { Dockerfile, Line } from './parser.ts';

/** What is wrong with one instruction. */
class InstructionError extends Error {
  readonly line: number;
  readonly reason: string;
  constructor(reason: string, line: number) {
    super(`dockerfile parse error line ${line}: ${reason}`);
    this.name = 'InstructionError';
    this.line = line;
    this.reason = reason;
  }
}

/** Whose flags are known: the classic builder's, or BuildKit's with its further ones for RUN. */
export type Frontend = 'classic' | 'buildkit';

/** A Dockerfile's stages, and the ARGs before the first. Throws an InstructionError and, without a stage, an Error. */
export function readStages(file: Dockerfile, frontend: Frontend): { stages: Stage[]; args: InstructionOf<'ARG'>[] } {
  const stages: Stage[] = [];
  const args: InstructionOf<'ARG'>[] = [];
  for (const line of file.lines) {
    const read = <T>(work: () => T): T => {
      try {
        return work();
      } catch (error) {
        throw new InstructionError(error instanceof Error ? error.message : String(error), line.start);
      }
    };
    if (line.name.toUpperCase() === 'FROM') {
      stages.push(read(() => readFrom(line)));
      continue;
    }
    const instruction = read(() => readInstruction(line, frontend));
    const stage = stages.at(-1);
    if (stage) stage.instructions.push(instruction);
    else if (instruction.kind === 'ARG') args.push(instruction);
    else throw new Error('no build stage in current context');
  }
  return { stages, args };
}

function readFrom({ args, flags, text, start }: Line): Stage {
  const [base = '', as = '', given = ''] = args;
  if (args.length !== 1 && !(args.length === 3 && as.toUpperCase() === 'AS'))
    throw new Error('FROM requires either one or three arguments');
  const name = given.toLowerCase();
  if (args.length === 3 && !/^[a-z][a-z0-9-_.]*$/.test(name))
    throw new Error(`invalid name for build stage: ${JSON.stringify(given)}, name can't start with a number or contain symbols`);
  const [platform = ''] = readFlags(flags, ['platform']).get('platform') ?? [];
  return { text, line: start, base, name, platform, instructions: [] };
}

const RUN_FLAGS: Readonly<Record<Frontend, readonly string[]>> = { classic: ['mount'], buildkit: ['mount', 'network', 'security'] };

/** One instruction that is not FROM. Throws an Error with Docker's words. */
export function readInstruction(line: Line, frontend: Frontend): Instruction {
  const { args, flags, json, text, start, end } = line;
  const kind = line.name.toUpperCase();
  const at = { text, line: start, end };
  const none = (): void => void readFlags(flags, []);
  const atLeastOne = (): void => {
    if (args.length === 0) throw new Error(`${kind} requires at least one argument`);
  };
  const exactlyOne = (): string => {
    const [value] = args;
    if (args.length !== 1 || value === undefined) throw new Error(`${kind} requires exactly one argument`);
    none();
    return value;
  };
  switch (kind) {
    case 'ADD':
    case 'COPY':
      return { ...at, kind, ...readCopy(kind, line) };
    case 'ARG':
      atLeastOne();
      return { ...at, kind, args: args.map((word) => readArg(word)) };
    case 'CMD':
    case 'ENTRYPOINT':
      none();
      return { ...at, kind, command: commandLine(args, json, kind === 'ENTRYPOINT') };
    case 'RUN':
      return {
        ...at,
        kind,
        mounts: readFlags(flags, RUN_FLAGS[frontend], ['mount']).get('mount') ?? [],
        command: commandLine(args, json, false),
      };
    case 'ENV':
    case 'LABEL': {
      atLeastOne();
      none();
      const pairs = pairsOf(kind, args);
      return kind === 'ENV' ? { ...at, kind, pairs } : { ...at, kind, pairs, literal: false };
    }
    case 'EXPOSE':
      atLeastOne();
      none();
      return { ...at, kind, ports: [...args].sort() };
    case 'HEALTHCHECK':
      return { ...at, kind, health: readHealthcheck(line) };
    case 'MAINTAINER':
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
      return { ...at, kind, value: exactlyOne() };
    case 'ONBUILD':
      atLeastOne();
      return { ...at, kind, value: readTrigger(line) };
    case 'SHELL':
      none();
      if (args.length === 0) throw new Error('SHELL requires at least one argument');
      if (!json) throw new Error('SHELL requires the arguments to be in JSON form');
      return { ...at, kind, words: args };
    case 'VOLUME': {
      atLeastOne();
      none();
      const paths = args.map((path) => path.trim());
      if (paths.includes('')) throw new Error('VOLUME specified can not be an empty string');
      return { ...at, kind, paths };
    }
  }
  throw new Error(`unknown instruction: ${kind}`);
}

function commandLine(args: readonly string[], json: boolean, emptyIsNone: boolean): CommandLine {
  return { words: args.length === 0 && emptyIsNone ? null : args, shell: !json };
}

function pairsOf(kind: string, args: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value = ''] = args.slice(at, at + 2);
    if (name === '') throw new Error(`${kind} names can not be blank`);
    pairs.push([name, value]);
  }
  return pairs;
}

function readArg(word: string): readonly [string, string | null] {
  const at = word.indexOf('=');
  if (at === 0) throw new Error('ARG names can not be blank');
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
}

function readCopy(kind: 'ADD' | 'COPY', { args, flags }: Line): Pick<InstructionOf<'COPY'>, 'sources' | 'to' | 'chown' | 'chmod' | 'from'> {
  if (args.length < 2)
    throw new Error(`${kind} requires at least two arguments, but only one was provided. Destination could not be determined`);
  const values = readFlags(flags, kind === 'COPY' ? ['chown', 'from', 'chmod'] : ['chown', 'chmod']);
  const value = (name: string): string => values.get(name)?.[0] ?? '';
  return { sources: args.slice(0, -1), to: args.at(-1) ?? '', chown: value('chown'), chmod: value('chmod'), from: value('from') };
}

function readTrigger({ args, flags, text }: Line): string {
  readFlags(flags, []);
  const trigger = (args[0] ?? '').trim().toUpperCase();
  if (trigger === 'ONBUILD') throw new Error("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  if (trigger === 'MAINTAINER' || trigger === 'FROM') throw new Error(`${trigger} isn't allowed as an ONBUILD trigger`);
  return text.replace(/^\s*ONBUILD\s*/i, '');
}
