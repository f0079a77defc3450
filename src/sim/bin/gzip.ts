import { exists } from './archive.ts';
import { gunzipSync, gzipSync } from 'fflate';
import { type Command, type Main, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** The bytes packed. */
export const pack = (data: Uint8Array): Uint8Array => gzipSync(data, { level: 6, mtime: 0 });

/** The bytes of a gzip file, or null when it is none. */
export function unpack(data: Uint8Array): Uint8Array | null {
  if (data[0] !== 0x1f || data[1] !== 0x8b) return null;
  try {
    return gunzipSync(data);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** gzip(1), gunzip and zcat: `-c -d -k -f -t -1 … -9`. */
export const gzip: Main = async (cmd) => {
  const options = getopt(
    cmd,
    'cdfkhlLnNqrtv123456789',
    'stdout=c to-stdout=c decompress=d uncompress=d force=f keep=k test=t quiet=q verbose=v fast=1 best=9',
  );
  const unpacking = options.has('d') || options.has('t') || /^(gunzip|zcat)$/.test(cmd.name.replace(/.*\//, ''));
  const toStdout = options.has('c') || /zcat$/.test(cmd.name);
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    try {
      await one(cmd, path, unpacking, toStdout || path === '-', options.has('k'), options.has('f'), options.has('t'));
    } catch (error) {
      cmd.warn(`${path}: ${reason(error)}`);
    }
  }
};

async function one(
  cmd: Command,
  path: string,
  unpacking: boolean,
  toStdout: boolean,
  keep: boolean,
  force: boolean,
  test: boolean,
): Promise<void> {
  const { sys, gnu } = cmd;
  const stat = path === '-' ? null : sys.stat(path);
  if (stat?.type === 'dir') {
    cmd.err(gnu ? `${cmd.name}: ${path} is a directory -- ignored\n` : `${cmd.name}: can't remove file '${path}': Is a directory\n`);
    cmd.status = Math.max(cmd.status, gnu ? 2 : 1);
    return;
  }
  const target = unpacking ? path.replace(/\.tgz$/, '.tar.gz').replace(/\.gz$/, '') : `${path}.gz`;
  if (unpacking && !toStdout && !test && target === path) {
    cmd.err(gnu ? `${cmd.name}: ${path}: unknown suffix -- ignored\n` : `${cmd.name}: ${path}: unknown suffix - ignored\n`);
    cmd.status = gnu ? 2 : 1;
    return;
  }
  if (!unpacking && !toStdout && !force && path.endsWith('.gz')) {
    cmd.err(gnu ? `${cmd.name}: ${path} already has .gz suffix -- unchanged\n` : `${cmd.name}: ${path}: unknown suffix - ignored\n`);
    cmd.status = gnu ? 2 : 1;
    return;
  }
  const data = await cmd.slurp(path);
  const result = unpacking ? unpack(data) : pack(data);
  if (!result) {
    if (gnu) cmd.err('\n');
    cmd.warn(gnu ? `${path === '-' ? 'stdin' : path}: not in gzip format` : 'invalid magic');
    return;
  }
  if (test) return;
  if (toStdout) {
    cmd.out(result);
    return;
  }
  if (!force && exists(cmd, target)) {
    cmd.warn(gnu ? `${target} already exists;\tnot overwritten` : `can't open '${target}': File exists`);
    if (gnu) cmd.status = 2;
    return;
  }
  sys.writeFile(target, result, { mode: (stat?.mode ?? 0o644) & 0o7777 });
  if (stat) sys.utimes(target, stat.atime, stat.mtime);
  if (!keep) sys.unlink(path);
}
