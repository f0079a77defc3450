import { FsError } from '../fs/types.ts';
import { strerror } from '../fs/errno.ts';
import { writeText } from './io.ts';
import type { Shell } from './shell.ts';

/** What stands before a message: `bash: line 3: `, `./s.sh: line 3: `, `sh: `. */
export function prefix(sh: Shell, builtin = ''): string {
  const name = sh.errorPrefix;
  if (sh.flavour.kind === 'bash') return sh.atTerminal && sh.sourceDepth === 0 ? `${name}: ` : `${name}: line ${sh.line}: `;
  const line = sh.atTerminal ? '' : `line ${sh.fromString ? 0 : sh.line}: `;
  if (builtin) return `${name}: ${builtin}: ${line}`;
  return sh.fromString || sh.atTerminal || sh.fromStdin ? `${name}: ` : `${name}: ${line}`;
}

/** Prints an error of the shell itself on standard error. */
export async function report(sh: Shell, message: string): Promise<void> {
  await quietly(sh, `${prefix(sh)}${message}\n`);
}

/** Prints an error of a builtin: `bash: line 1: cd: …`, ash `sh: cd: line 0: …`. Returns `status`. */
export async function builtinError(sh: Shell, name: string, message: string, status = 1): Promise<number> {
  const text = sh.flavour.kind === 'bash' ? `${prefix(sh)}${name}: ${message}\n` : `${prefix(sh, name)}${message}\n`;
  await quietly(sh, text);
  return status;
}

async function quietly(sh: Shell, text: string): Promise<void> {
  try {
    await writeText(sh.sys, 2, text);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

/** The words of a failed system call; an error that is none is thrown on. */
export function reason(error: unknown): string {
  if (error instanceof FsError) return strerror(error.code);
  throw error;
}
