import { expandWord, lookupIn } from './dockerfile/expand.ts';
import type { Instruction } from './dockerfile/instruction.ts';

/** An instruction with the variables in its words put in, where Docker does that. Throws in Docker's words. */
export function expandInstruction(instruction: Instruction, escapeChar: string, env: readonly string[]): Instruction {
  const lookup = lookupIn(env);
  const word = (text: string): string => expandWord(text, escapeChar, lookup);
  switch (instruction.kind) {
    case 'ADD':
    case 'COPY':
      return { ...instruction, chown: word(instruction.chown), sources: instruction.sources.map(word), to: word(instruction.to) };
    case 'ENV':
      return { ...instruction, pairs: instruction.pairs.map(([name, value]) => [word(name), word(value)] as const) };
    case 'LABEL':
      return instruction.literal
        ? instruction
        : { ...instruction, pairs: instruction.pairs.map(([name, value]) => [word(name), word(value)] as const) };
    case 'ARG':
      return { ...instruction, args: instruction.args.map(([name, value]) => [word(name), value === null ? null : word(value)] as const) };
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
      return { ...instruction, value: word(instruction.value) };
    case 'VOLUME':
      return { ...instruction, paths: instruction.paths.map(word) };
  }
  return instruction;
}
