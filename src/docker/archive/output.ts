import { clean, dir } from '../../api/filepath.ts';
import { codeOf, pathError } from '../../api/path-error.ts';
import type { Body } from '../../api/wire.ts';
import { piecesOf } from '../../api/bytes.ts';
import type { Cli } from '../command.ts';
import type { Files, FileStat } from '../context.ts';

async function stat(files: Files, path: string): Promise<FileStat | null> {
  try {
    return await files.stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw pathError('stat', path, error);
  }
}

/** Throws unless something can be written at `path`: its folder is there, and it is no device. */
export async function validateOutputPath(files: Files, path: string): Promise<void> {
  const folder = dir(clean(path));
  if (folder !== '.' && !(await stat(files, folder))) throw new Error(`invalid output path: directory "${folder}" does not exist`);
  const found = await stat(files, path);
  if (!found || found.type === 'dir' || found.type === 'file') return;
  if (found.type === 'char' || found.type === 'block')
    throw new Error(`invalid output path: "${path}" must be a directory or a regular file: got a device`);
}

/** Writes a body beside its file and then gives it its name, so that a file is whole or not there. */
async function copyToFile(cli: Cli, path: string, body: Body): Promise<void> {
  const { files } = cli;
  const draft = `${dir(path) === '.' ? '.' : dir(path)}/.docker_temp_${Math.floor(cli.now())}`;
  try {
    await files.writeStream(draft, piecesOf(body), { mode: 0o600 });
    await files.rename(draft, path).catch((error: unknown) => {
      throw pathError(`rename ${draft}`, path, codeOf(error) === 'EISDIR' ? { code: 'EEXIST' } : error);
    });
  } catch (error) {
    await files.removeAll(draft);
    throw error;
  }
}

/** The two places an archive can go: a file, or standard output when that is no terminal. `what` failed when the file cannot be. */
export async function writeArchive(cli: Cli, output: string, what: string, fetch: () => Promise<Body>): Promise<void> {
  if (output === '' && cli.stdout.isTTY) throw new Error('cowardly refusing to save to a terminal. Use the -o flag or redirect');
  if (output === '') {
    for await (const piece of piecesOf(await fetch())) await cli.stdout.write(piece);
    return;
  }
  try {
    await validateOutputPath(cli.files, output);
  } catch (error) {
    throw new Error(`failed to ${what}: ${(error as Error).message}`);
  }
  await copyToFile(cli, output, await fetch());
}

/** Standard input as a stream. */
export async function* stdinStream(cli: Cli): AsyncGenerator<Uint8Array> {
  for (let piece = await cli.stdin.read(); piece.length > 0; piece = await cli.stdin.read()) yield piece;
}

/** A file as a stream; throws at once, in Go's words, when it cannot be opened. */
export async function openInput(files: Files, path: string): Promise<AsyncIterable<Uint8Array>> {
  const pieces = files.readStream(path)[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array>;
  try {
    first = await pieces.next();
  } catch (error) {
    throw codeOf(error) === 'EISDIR' ? pathError('read', path, error) : pathError('open', path, error);
  }
  return (async function* () {
    for (let next = first; !next.done; next = await pieces.next()) yield next.value;
  })();
}
