/** Which distribution a file system is of, by the files that say so. */
import type { Release } from './figures.ts';

/** Where a distribution says what it is, the plainest first. */
export const RELEASE_FILES = ['etc/os-release', 'usr/lib/os-release', 'etc/centos-release'] as const;

/** Reads one of RELEASE_FILES. */
export function parseRelease(text: string): Release | null {
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const id = field('ID');
  if (id !== '') return { id, version: field('VERSION_ID') };
  // CentOS 6 has but one line: "CentOS release 6.8 (Final)".
  const line = /^(\w+)(?: Linux)? release ([\d.]+)/.exec(text);
  return line ? { id: (line[1] ?? '').toLowerCase(), version: line[2] ?? '' } : null;
}
