/** Packages' files on the disk: placed, and taken away again. */
import { elfFile } from '../kernel/elf.ts';
import type { Sys } from '../kernel/types.ts';
import type { PackageFile } from '../packages/package.ts';
import { encode, errno } from './command.ts';
import { fileText } from './package-texts.ts';

/** Programs of the table that packages bring, by their files' names where those differ. */
const ALIASES: Readonly<Record<string, string>> = {
  bash: 'bash',
  java: 'java',
  nginx: 'nginx',
  'redis-check-rdb': 'redis-server',
  'redis-server': 'redis-server',
  'redis-cli': 'redis-cli',
  'vim.basic': 'gnu:vim',
  'vim.tiny': 'gnu:vi',
  'nc.openbsd': 'gnu:nc',
  'nc.traditional': 'gnu:nc',
  ncat: 'gnu:nc',
  htop: 'gnu:top',
};
const NAMESAKES = new Set(
  'vim vi nano curl wget ps free top watch uptime kill pgrep pkill pidof killall vmstat sysctl w ping ip ifconfig netstat route less jq nslookup file nice tar grep sed awk find xargs which hostname diff cmp gzip gunzip zcat ls cat cp mv rm mkdir rmdir ln chmod chown date df du echo env head id pwd readlink realpath sleep sort stat tail tee touch tr true false uname uniq wc whoami seq cut mount umount more nl od printf printenv split shuf test timeout tac basename dirname clear arch cmp yum rpm apt apt-get apt-cache apt-mark dpkg dpkg-query apk'.split(
    ' ',
  ),
);
const HEAD = 256;

/** The program that a package's program file runs; "tool" for those that are only known by name here. */
function programOf(path: string): string {
  const name = path.replace(/.*\//, '');
  return ALIASES[name] ?? (NAMESAKES.has(name) ? `gnu:${name}` : 'tool');
}

/** Whether something lies at a path, a dangling link too. */
export function isThere(sys: Sys, path: string): boolean {
  try {
    sys.lstat(path);
    return true;
  } catch (error) {
    errno(error);
    return false;
  }
}

/** Makes a folder and the ones above it. */
export function makeFolder(sys: Sys, path: string): void {
  for (let slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
    const part = slash < 0 ? path : path.slice(0, slash);
    if (!isThere(sys, part)) sys.mkdir(part, 0o755);
    if (slash < 0) return;
  }
}

/** Writes a file of `size` bytes that begins with `head`: a hole where there is nothing to read. */
export function writeHole(sys: Sys, path: string, size: number, head: Uint8Array = new Uint8Array(0), mode = 0o644): void {
  if (isThere(sys, path)) sys.unlink(path);
  makeFolder(sys, path.replace(/\/[^/]*$/, '') || '/');
  sys.writeFile(path, head, { mode });
  if (size > head.length) sys.truncate(path, size);
}

/** Puts the files of a package on the disk; configuration that is there already stays as it is. */
export function placeFiles(sys: Sys, files: readonly PackageFile[]): void {
  for (const { path: name, kind, size, target } of files) {
    const path = `/${name}`;
    if (name.startsWith('etc/') && isThere(sys, path)) continue;
    if (isThere(sys, path) && sys.stat(path).type === 'dir') continue;
    if (kind === 'link') {
      makeFolder(sys, path.replace(/\/[^/]*$/, '') || '/');
      if (isThere(sys, path)) sys.unlink(path);
      sys.symlink(target, path);
    } else if (kind === 'program') writeHole(sys, path, size, elfFile(programOf(name), size).read(0, HEAD), 0o755);
    else {
      const text = fileText(name);
      if (text === null) writeHole(sys, path, size);
      else writeHole(sys, path, 0, encode(text));
    }
  }
}

/** Takes files away (paths with their slash), and the folders that are empty then. */
export function removeFiles(sys: Sys, paths: readonly string[]): void {
  for (const path of [...paths].sort((a, b) => (a < b ? 1 : -1))) {
    try {
      if (sys.lstat(path).type === 'dir') sys.rmdir(path);
      else sys.unlink(path);
    } catch (error) {
      errno(error);
    }
  }
}

/** The text of a file, "" when there is none. */
export function textOf(sys: Sys, path: string): string {
  try {
    return new TextDecoder().decode(sys.readFile(path));
  } catch (error) {
    errno(error);
    return '';
  }
}

/** Writes a text, its folder made when missing. */
export function putText(sys: Sys, path: string, text: string): void {
  makeFolder(sys, path.replace(/\/[^/]*$/, '') || '/');
  sys.writeFile(path, encode(text));
}

/** Names in a folder in their order, none when there is no such folder. */
export function namesIn(sys: Sys, path: string): string[] {
  try {
    return sys
      .readdir(path)
      .map(({ name }) => name)
      .filter((name) => name !== '.' && name !== '..')
      .sort();
  } catch (error) {
    errno(error);
    return [];
  }
}
