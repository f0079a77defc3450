/** The programs of the first lessons, used all the time. */
import { cat } from './cat.ts';
import type { Main } from './command.ts';
import { cp } from './cp.ts';
import { echo } from './echo.ts';
import { env } from './env.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { ln } from './ln.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mv } from './mv.ts';
import { basename, dirname } from './names.ts';
import { chgrp, chmod, chown } from './owner.ts';
import { printenv } from './printenv.ts';
import { printf } from './printf.ts';
import { ps } from './ps.ts';
import { pwd } from './pwd.ts';
import { readlink, realpath } from './readlink.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { seq } from './seq.ts';
import { sleep } from './sleep.ts';
import { sort } from './sort.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { timeout } from './timeout.ts';
import { touch } from './touch.ts';
import { no1, yes0 } from './truth.ts';
import { arch, uname } from './uname.ts';
import { usleep } from './usleep.ts';
import { wc } from './wc.ts';
import { whoami } from './whoami.ts';
import { xargs } from './xargs.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = {
  arch,
  basename,
  cat,
  chgrp,
  chmod,
  chown,
  cp,
  dirname,
  echo,
  egrep: grep,
  env,
  false: no1,
  fgrep: grep,
  grep,
  head,
  hostname,
  id,
  ln,
  ls,
  mkdir,
  mv,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  rm,
  rmdir,
  seq,
  sleep,
  sort,
  tail,
  tee,
  timeout,
  touch,
  true: yes0,
  uname,
  usleep,
  wc,
  whoami,
  xargs,
};
