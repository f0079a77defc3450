import { absolute, join } from '../../api/filepath.ts';
import { ContainerArchive, ContainerArchiveInfo, PutContainerArchive } from '../../api/client.ts';
import type { ContainerPathStat } from '../../api/types.ts';
import { piecesOf } from '../../api/bytes.ts';
import { type CopyInfo, destinationInfo, prepareCopy, preserveTrailing, rebaseName, sourceInfo, splitPath } from '../archive/copy.ts';
import { stdinStream, validateOutputPath } from '../archive/output.ts';
import { pack } from '../archive/pack.ts';
import { unpack } from '../archive/unpack.ts';
import type { Cli, Command } from '../command.ts';

const MODE_DIR = 2 ** 31;
const MODE_SYMLINK = 2 ** 27;
const MODE_DEVICE = 2 ** 26;
const has = ({ mode }: ContainerPathStat, bit: number): boolean => Math.floor(mode / bit) % 2 === 1;

/** "CONTAINER:PATH", or a path of our own (which may hold colons when it begins with "/" or "."). */
function splitArgument(text: string): { container: string; path: string } {
  const at = text.indexOf(':');
  if (text.startsWith('/') || text.startsWith('.') || at < 0) return { container: '', path: text };
  return { container: text.slice(0, at), path: text.slice(at + 1) };
}

const linkTarget = (path: string, { linkTarget: target }: ContainerPathStat): string =>
  target.startsWith('/') ? target : join(splitPath(path).dir, target);

const local = (cli: Cli, path: string): string => preserveTrailing(absolute(path, cli.files.cwd()), path);

async function copyOut(cli: Cli, container: string, from: string, to: string, follow: boolean): Promise<void> {
  const target = to === '-' ? to : local(cli, to);
  await validateOutputPath(cli.files, target);
  let source = { path: from, rebaseName: '' };
  if (follow) {
    const stat = await ContainerArchiveInfo(cli.wire, container, from).catch(() => null);
    if (stat && has(stat, MODE_SYMLINK)) source = rebaseName(from, linkTarget(from, stat));
  }
  const { stat, body } = await ContainerArchive(cli.wire, container, source.path);
  if (target === '-') {
    for await (const piece of piecesOf(body)) await cli.stdout.write(piece);
    return;
  }
  const info: CopyInfo = { ...source, exists: true, isDir: has(stat, MODE_DIR) };
  let archive: AsyncIterable<Uint8Array> = piecesOf(body);
  if (info.rebaseName !== '') {
    const name: CopyInfo = { path: join('/', info.rebaseName), exists: false, isDir: false, rebaseName: '' };
    ({ archive } = prepareCopy(archive, { ...info, isDir: true, rebaseName: '' }, name));
  }
  const prepared = prepareCopy(archive, info, await destinationInfo(cli.files, target));
  await unpack(cli.files, prepared.folder, prepared.archive, { noChown: true, noOverwriteDirNonDir: true });
}

async function copyIn(
  cli: Cli,
  container: string,
  from: string,
  to: string,
  options: { follow: boolean; archive: boolean },
): Promise<void> {
  let path = to;
  let stat = await ContainerArchiveInfo(cli.wire, container, to).catch(() => null);
  if (stat && has(stat, MODE_SYMLINK)) {
    path = linkTarget(to, stat);
    stat = await ContainerArchiveInfo(cli.wire, container, path).catch(() => null);
  }
  if (stat && has(stat, MODE_DEVICE))
    throw new Error(`destination "${container}:${to}" must be a directory or a regular file: got a device`);
  const target: CopyInfo = { path, exists: stat !== null, isDir: stat !== null && has(stat, MODE_DIR), rebaseName: '' };
  if (from === '-') {
    if (!target.isDir) throw new Error(`destination "${container}:${to}" must be a directory`);
    return PutContainerArchive(cli.wire, container, path, stdinStream(cli), options.archive);
  }
  const source = await sourceInfo(cli.files, local(cli, from), options.follow);
  const { dir, base } = splitPath(source.path);
  const archive = pack(cli.files, dir, { includes: [base], includeSourceDir: true, rebase: { [base]: source.rebaseName } });
  const prepared = prepareCopy(archive, source, target);
  await PutContainerArchive(cli.wire, container, prepared.folder, prepared.archive, options.archive);
}

/** `docker cp` */
export const cp: Command = {
  usage: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  short: 'Copy files/folders between a container and the local filesystem',
  long: `Copy files/folders between a container and the local filesystem

Use '-' as the source to read a tar archive from stdin
and extract it to a directory destination in a container.
Use '-' as the destination to stream a tar archive of a
container source to stdout.`,
  flags: `a,archive: Archive mode (copy all uid/gid information)
L,follow-link: Always follow symbol link in SRC_PATH`,
  args: [2, 2],
  completes: 'container',
  async run(cli, flags, [source = '', destination = '']) {
    if (source === '') throw new Error('source can not be empty');
    if (destination === '') throw new Error('destination can not be empty');
    const from = splitArgument(source);
    const to = splitArgument(destination);
    const follow = flags.bool('follow-link');
    if (from.container !== '' && to.container !== '') throw new Error('copying between containers is not supported');
    if (from.container !== '') await copyOut(cli, from.container, from.path, to.path, follow);
    else if (to.container !== '') await copyIn(cli, to.container, from.path, to.path, { follow, archive: flags.bool('archive') });
    else throw new Error('must specify at least one container source');
  },
};
