import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { type Main, basename, decode, reason } from './command.ts';
import { getopt } from './getopt.ts';

const HASHES: Readonly<Record<string, (data: Uint8Array) => Uint8Array>> = {
  md5sum: md5,
  sha1sum: sha1,
  sha256sum: sha256,
  sha512sum: sha512,
};
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** md5sum, sha1sum, sha256sum, sha512sum: `-c -b -t -w -s`. */
export const digest: Main = async (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'bctwz' : 'csw', 'check=c status=s quiet warn=w binary=b text=t strict ignore-missing tag zero=z');
  const hash = HASHES[basename(cmd.name)] ?? sha256;
  const sum = async (path: string): Promise<string | null> => {
    try {
      return hex(hash(await cmd.slurp(path)));
    } catch (error) {
      cmd.warn(
        cmd.gnu || /directory$/.test(reason(error)) === false
          ? cmd.gnu
            ? `${path}: ${reason(error)}`
            : `can't open '${path}': ${reason(error)}`
          : `can't read '${path}': ${reason(error)}`,
      );
      return null;
    }
  };
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    if (!options.has('c')) {
      const text = await sum(path);
      if (text !== null) cmd.out(`${text} ${options.has('b') && cmd.gnu ? '*' : ' '}${path}\n`);
      continue;
    }
    let failed = 0;
    let missing = 0;
    let lines = 0;
    for (const line of decode(await cmd.slurp(path)).split('\n')) {
      const [, wanted, name] = /^\\?([0-9a-f]+) [ *](.*)$/.exec(line) ?? [];
      if (wanted === undefined || name === undefined) continue;
      lines++;
      const text = await sum(name);
      if (text === null) missing++;
      else if (text !== wanted) failed++;
      if (!options.has('s') && !(options.has('quiet') && text === wanted))
        cmd.out(`${name}: ${text === wanted ? 'OK' : text === null ? 'FAILED open or read' : 'FAILED'}\n`);
    }
    if (failed + missing > 0) cmd.status = 1;
    if (options.has('s')) continue;
    if (!cmd.gnu && failed + missing > 0)
      cmd.err(`${cmd.name}: WARNING: ${failed + missing} of ${lines} computed checksums did NOT match\n`);
    else if (failed > 0) cmd.err(`${cmd.name}: WARNING: ${failed} computed checksum${failed === 1 ? '' : 's'} did NOT match\n`);
  }
};
