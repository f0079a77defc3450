import { type UnpackOptions, unpackFiles } from '../../api/tar/unpack.ts';
import type { Files } from '../context.ts';

/** Unpacks an archive into the folder `to` of the client's machine, which must be there. Errors are worded as Go's. */
export const unpack = (files: Files, to: string, archive: AsyncIterable<Uint8Array>, options: UnpackOptions = {}): Promise<void> =>
  unpackFiles(files, to, archive, options);
