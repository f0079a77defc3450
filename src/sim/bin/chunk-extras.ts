/** Loaded on first use: programs that tutorials use now and then. */
import type { Main } from './command.ts';
import { gzip } from './gzip.ts';
import { file, ldd, shuf, split } from './odds.ts';
import { pager } from './pager.ts';
import { stty } from './stty.ts';
import { tar } from './tar.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = {
  file,
  gunzip: gzip,
  gzip,
  ldd,
  less: pager,
  more: pager,
  shuf,
  split,
  stty,
  tar,
  zcat: gzip,
};
