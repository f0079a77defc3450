/** A build context in a folder of the client's machine. */
import { Ignore, readDockerignore } from '../../api/dockerignore.ts';
import { pack } from '../archive/pack.ts';
import type { Cli } from '../command.ts';
import { pathError } from '../errors.ts';
import { absolute, join } from '../../api/filepath.ts';
import { evalSymlinks, relativeTo } from './paths.ts';

const decoder = new TextDecoder();
const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** The folder of a context, and the Dockerfile as seen from it ("" when it comes from standard input). */
export interface LocalContext {
  readonly folder: string;
  readonly dockerfile: string;
}

/** Finds folder and Dockerfile. Throws in the words of the client. */
export async function findLocalContext(cli: Cli, path: string, dockerfile: string): Promise<LocalContext> {
  const named = dockerfile === '' || dockerfile === '-' ? dockerfile : absolute(dockerfile, cli.files.cwd());
  const folder = await explain('unable to evaluate symlinks in context path', () => evalSymlinks(cli, path));
  if ((await cli.files.lstat(folder)).type !== 'dir') throw new Error(`context must be a directory: ${folder}`);
  if (dockerfile === '-') return { folder, dockerfile: '' };
  let file = named || join(folder, 'Dockerfile');
  if (named === '' && (await missing(cli, file)) && !(await missing(cli, join(folder, 'dockerfile')))) file = join(folder, 'dockerfile');
  const found = await explain('unable to evaluate symlinks in Dockerfile path', () => evalSymlinks(cli, file));
  return { folder, dockerfile: relativeTo(folder, found) };
}

async function explain<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}

async function missing(cli: Cli, path: string): Promise<boolean> {
  try {
    await cli.files.lstat(path);
    return false;
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

/** The patterns of a folder's .dockerignore; none when it has no such file. */
export async function readIgnoreFile(cli: Cli, folder: string): Promise<string[]> {
  const path = join(folder, '.dockerignore');
  try {
    return readDockerignore(decoder.decode(await cli.files.read(path)));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw pathError('open', path, error);
  }
}

/** Refuses a context with files that cannot be read, or patterns that are none. */
export async function checkContext(cli: Cli, folder: string, patterns: readonly string[]): Promise<void> {
  const visit = async (path: string, relative: string, ignore: Ignore): Promise<void> => {
    if (relative !== '' && ignore.matches(relative)) return;
    let type: string;
    try {
      type = (await cli.files.lstat(path)).type;
      if (type === 'file') for await (const _ of cli.files.readStream(path)) break;
    } catch (error) {
      if (codeOf(error) === 'EACCES') throw new Error(`no permission to read from '${path}'`);
      if (codeOf(error) === 'ENOENT') throw new Error(`file ('${path}') not found or excluded by .dockerignore`);
      throw error;
    }
    if (type !== 'dir') return;
    let names: readonly string[];
    try {
      names = await cli.files.list(path);
    } catch {
      throw new Error(`can't stat '${path}'`);
    }
    for (const name of names) await visit(join(path, name), relative === '' ? name : `${relative}/${name}`, ignore);
  };
  try {
    await visit(folder, '', new Ignore(patterns));
  } catch (error) {
    throw new Error(`error checking context: ${error instanceof Error ? error.message : error}`);
  }
}

/** Patterns that leave the build's own files in the archive: the engine reads them, and then leaves them out. */
function keepBuildFiles(patterns: readonly string[], dockerfile: string): string[] {
  const ignore = new Ignore(patterns);
  const kept = ['.dockerignore', ...(dockerfile === '' ? [] : [dockerfile])].filter((name) => ignore.matches(name));
  return [...patterns, ...kept.map((name) => `!${name}`)];
}

/** A folder as the tar archive of a build context, root's in all. */
export async function* packContext(
  cli: Cli,
  { folder, dockerfile }: LocalContext,
  patterns: readonly string[],
): AsyncGenerator<Uint8Array> {
  const ignore = new Ignore(keepBuildFiles(patterns, dockerfile));
  yield* pack(cli.files, folder, {
    owner: { uid: 0, gid: 0 },
    choose: (path, isDir) => {
      if (!ignore.matches(path)) return 'take';
      return isDir && ignore.hasExceptions && ignore.mayHold(path) ? 'descend' : 'skip';
    },
    onError: (message) =>
      cli.complain(`time="${new Date(cli.now()).toISOString().slice(0, 19)}Z" level=error msg=${JSON.stringify(message)}`),
  });
}
