/** Loaded on first use: programs about files and text that the first lessons do without. */
import type { Main } from './command.ts';
import { cut } from './cut.ts';
import { date } from './date.ts';
import { df } from './df.ts';
import { du } from './du.ts';
import { cmp, dd, diff, install, mkfifo, mknod, mktemp, truncate, unlink } from './files.ts';
import { base64, dump, nl, rev, strings, tac, yes } from './filters.ts';
import { find } from './find.ts';
import { stat } from './stat.ts';
import { test } from './test.ts';
import { tr } from './tr.ts';
import { uniq } from './uniq.ts';
import { which } from './which.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = {
  '[': test,
  base64,
  cmp,
  cut,
  date,
  dd,
  df,
  diff,
  du,
  find,
  hexdump: dump,
  install,
  mkfifo,
  mknod,
  mktemp,
  nl,
  od: dump,
  rev,
  stat,
  strings,
  tac,
  test,
  tr,
  truncate,
  uniq,
  unlink,
  which,
  yes,
};
