/** Where a build context comes from: a folder, standard input or a URL. */
import { concat } from '../../api/bytes.ts';
import type { Cli } from '../command.ts';
import { pathError } from '../errors.ts';
import { absolute } from '../../api/filepath.ts';
import { checkContext, findLocalContext, packContext, readIgnoreFile } from './local-context.ts';
import { dockerfileAlone, isArchive, peek, standardInput, withDockerfile } from './streams.ts';

const HEAD = 512;
const ID_DIGITS = 20;

/** A context to be sent, and the Dockerfile's path in it ("": the engine knows). */
export interface PreparedContext {
  readonly context: AsyncIterable<Uint8Array>;
  readonly dockerfile: string;
}

/** Makes ready what `docker build PATH -f FILE` sends. Throws in the words of the client. */
export async function prepareContext(cli: Cli, path: string, file: string): Promise<PreparedContext> {
  if (file === '-' && path === '-') throw new Error("invalid argument: can't use stdin for both build context and dockerfile");
  if (path === '-') return prepare(() => fromInput(cli, file));
  if (await isThere(cli, path)) return fromFolder(cli, path, file);
  if (isGit(path)) throw new Error(`unable to prepare context: ${noGit(path)}`);
  if (/^https?:\/\//.test(path))
    throw new Error(
      `unable to prepare context: unable to download remote context ${path}: Get ${JSON.stringify(path)}: ${noName(hostOf(path))}`,
    );
  throw new Error(`unable to prepare context: path ${JSON.stringify(path)} not found`);
}

async function prepare<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`unable to prepare context: ${error instanceof Error ? error.message : error}`);
  }
}

async function fromInput(cli: Cli, file: string): Promise<PreparedContext> {
  const { head, all } = await peek(standardInput(cli), HEAD);
  if (isArchive(head)) return { context: all, dockerfile: file };
  return { context: dockerfileAlone(cli, all), dockerfile: 'Dockerfile' };
}

async function fromFolder(cli: Cli, path: string, file: string): Promise<PreparedContext> {
  const local = await prepare(() => findLocalContext(cli, path, file));
  const outside = local.dockerfile.startsWith('../');
  let extra: Uint8Array | null = null;
  if (outside) {
    try {
      extra = await cli.files.read(absolute(file, cli.files.cwd()));
    } catch (error) {
      throw new Error(`unable to open Dockerfile: ${pathError('open', file, error).message}`);
    }
  }
  const patterns = await readIgnoreFile(cli, local.folder);
  await checkContext(cli, local.folder, patterns);
  if (file === '-') {
    const parts: Uint8Array[] = [];
    for await (const part of standardInput(cli)) parts.push(part);
    extra = concat(parts);
  }
  const context = packContext(cli, { ...local, dockerfile: extra ? '' : local.dockerfile }, patterns);
  if (!extra) return { context, dockerfile: local.dockerfile };
  const name = `.dockerfile.${Math.floor(cli.now() * 1000)
    .toString(16)
    .padStart(ID_DIGITS, '0')}`;
  return { context: withDockerfile(context, name, extra, cli.now()), dockerfile: name };
}

async function isThere(cli: Cli, path: string): Promise<boolean> {
  try {
    await cli.files.stat(absolute(path, cli.files.cwd()));
    return true;
  } catch {
    return false;
  }
}

const isGit = (path: string): boolean => /^(git:\/\/|github\.com\/|git@)/.test(path) || /^https?:\/\/.*\.git(?:#.+)?$/.test(path);
const hostOf = (url: string): string => /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^/:]*)/.exec(url)?.[1] ?? '';
const noName = (host: string): string => `dial tcp: lookup ${host}: no such host`;

/** The client's machine has no git, or no way out: what git says then. */
function noGit(path: string): string {
  const url = path.startsWith('github.com/') ? `https://${path}` : path.replace(/#.*$/, '');
  const why = path.startsWith('git@')
    ? `ssh: Could not resolve hostname ${hostOf(path)}: Name or service not known\r\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.`
    : `fatal: unable to access '${url}/': Could not resolve host: ${hostOf(url)}`;
  return `unable to 'git clone' to temporary context directory: error fetching: ${why}\n: exit status 128`;
}
