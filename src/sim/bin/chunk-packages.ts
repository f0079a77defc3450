/** Loaded on first use: package managers. */
import { apk } from './apk.ts';
import { apt } from './apt.ts';
import { aptCache, aptMark } from './apt-cache.ts';
import type { Main } from './command.ts';
import { dpkg } from './dpkg.ts';
import { rpm } from './rpm.ts';
import { yum } from './yum.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = {
  apk,
  apt,
  'apt-cache': aptCache,
  'apt-get': apt,
  'apt-mark': aptMark,
  dnf: yum,
  dpkg,
  'dpkg-query': dpkg,
  rpm,
  yum,
};
