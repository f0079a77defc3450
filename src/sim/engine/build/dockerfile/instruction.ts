import type { HealthConfig } from '../../../../api/types.ts';

/** A command line: `shell` puts the image's shell before it. */
export interface CommandLine {
  readonly words: readonly string[] | null;
  readonly shell: boolean;
}

export type Pair = readonly [name: string, value: string];

interface CopyWords {
  readonly sources: readonly string[];
  readonly to: string;
  readonly chown: string;
  readonly chmod: string;
  readonly from: string;
}

/** What stands behind each instruction's name. */
interface Words {
  ADD: CopyWords;
  COPY: CopyWords;
  ARG: { readonly args: readonly (readonly [name: string, value: string | null])[] };
  CMD: { readonly command: CommandLine };
  ENTRYPOINT: { readonly command: CommandLine };
  RUN: { readonly command: CommandLine; readonly mounts: readonly string[] };
  ENV: { readonly pairs: readonly Pair[] };
  LABEL: { readonly pairs: readonly Pair[]; readonly literal: boolean };
  EXPOSE: { readonly ports: readonly string[] };
  HEALTHCHECK: { readonly health: HealthConfig };
  MAINTAINER: { readonly value: string };
  USER: { readonly value: string };
  WORKDIR: { readonly value: string };
  STOPSIGNAL: { readonly value: string };
  ONBUILD: { readonly value: string };
  SHELL: { readonly words: readonly string[] };
  VOLUME: { readonly paths: readonly string[] };
}

/** The instructions of some kinds. */
export type InstructionOf<K extends keyof Words> = {
  [Kind in K]: {
    readonly kind: Kind;
    /** What "Step 1/3 : …" shows. */
    readonly text: string;
    /** Where it begins and ends in the file, from 1. */
    readonly line: number;
    readonly end: number;
  } & Words[Kind];
}[K];

/** An instruction within a stage. */
export type Instruction = InstructionOf<keyof Words>;

/** A stage: FROM, and what follows up to the next one. */
export interface Stage {
  readonly text: string;
  readonly line: number;
  /** As given: an image's name or a stage's, variables in it. */
  readonly base: string;
  /** In lower case, "" without one. */
  readonly name: string;
  readonly platform: string;
  readonly instructions: Instruction[];
}
