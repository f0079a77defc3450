/** The verbs of `docker context`. */
import type { Command } from '../command.ts';
import { create } from './create.ts';
import { exportContext } from './export.ts';
import { importContext } from './import.ts';
import { inspect } from './inspect.ts';
import { ls } from './ls.ts';
import { rm } from './rm.ts';
import { update } from './update.ts';
import { use } from './use.ts';

export const verbs: Readonly<Record<string, Command>> = {
  create,
  export: exportContext,
  import: importContext,
  inspect,
  ls,
  rm,
  update,
  use,
};
