import { ownerNames } from '../../api/tar/owner-names.ts';
import { type PackOptions, packFiles } from '../../api/tar/pack.ts';
import type { Files } from '../context.ts';

/**
 * A folder or a file of the client's machine as the bytes of a tar archive. Throws (ENOENT …) when `source` is not there; what goes
 * wrong later is told to `onError`.
 */
export async function* pack(files: Files, source: string, options: PackOptions = {}): AsyncGenerator<Uint8Array> {
  const read = (path: string): Promise<Uint8Array | null> => files.read(path).catch(() => null);
  const names = ownerNames(await read('/etc/passwd'), await read('/etc/group'));
  yield* packFiles(files, source, names, options);
}
