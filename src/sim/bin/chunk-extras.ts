/** Loaded on first use: programs that tutorials use now and then. */
import type { Main } from './command.ts';
import { gzip } from './gzip.ts';
import { file, ldd, packages, shuf, split } from './odds.ts';
import { pager } from './pager.ts';
import { stty } from './stty.ts';
import { tar } from './tar.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = {
  apk: packages,
  apt: packages,
  'apt-get': packages,
  dnf: packages,
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
  yum: packages,
  zcat: gzip,
};
