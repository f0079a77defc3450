import type { Program } from '../kernel/types.ts';
import { BASH } from './flavour.ts';
import { makeShell, type ShellParts } from './main.ts';

/** Bash 5.2 with completers for the arguments of commands. */
export const makeBash = (parts: ShellParts = {}): Program => makeShell(BASH, parts);

/** Bash 5.2. */
export const bash: Program = makeBash();
