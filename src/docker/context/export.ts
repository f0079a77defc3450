import { concat } from '../../api/bytes.ts';
import { type TarHeader, tarEnd, tarHeader, tarPadding } from '../../api/tar/header.ts';
import type { Command } from '../command.ts';
import { pathError } from '../errors.ts';
import { DEFAULT_CONTEXT, findContext } from './store.ts';

/** A context's file as the archive that `context import` reads: its metadata, and a folder for certificates. */
function archiveOf(meta: string): Uint8Array {
  const data = new TextEncoder().encode(meta);
  const entry = (name: string, type: 'file' | 'dir', size: number): TarHeader => ({
    name,
    type,
    mode: type === 'dir' ? 0o700 : 0o644,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    size,
    mtime: 0,
    linkname: '',
    rdev: [0, 0],
    xattrs: {},
  });
  return concat([
    ...tarHeader(entry('meta.json', 'file', data.length)),
    data,
    tarPadding(data.length),
    ...tarHeader(entry('tls', 'dir', 0)),
    tarEnd,
  ]);
}

/** `docker context export` */
export const exportContext: Command = {
  usage: '[OPTIONS] CONTEXT [FILE|-]',
  short: 'Export a context to a tar or kubeconfig file',
  flags: 'kubeconfig: Export as a kubeconfig file',
  args: [1, 2],
  async run(cli, flags, [name = '', file]) {
    const { files, folder } = cli;
    const meta =
      name === DEFAULT_CONTEXT
        ? { Name: name, Metadata: { StackOrchestrator: 'swarm' }, Endpoints: { docker: { Host: cli.host, SkipTLSVerify: false } } }
        : (await findContext(files, folder, name)).meta;
    if (flags.bool('kubeconfig')) throw new Error(`context "${name}" has no kubernetes endpoint`);
    const archive = archiveOf(JSON.stringify(meta));
    if (file === '-') {
      if (cli.stdout.isTTY) throw new Error('cowardly refusing to export to a terminal, please specify a file path');
      return cli.stdout.write(archive);
    }
    const path = file ?? `${name}.dockercontext`;
    const full = path.startsWith('/') ? path : `${files.cwd()}/${path}`;
    if (await files.exists(full)) throw pathError('open', path, { code: 'EEXIST' });
    const parts = async function* (): AsyncGenerator<Uint8Array> {
      yield archive;
    };
    await files.writeStream(full, parts(), { mode: 0o600 }).catch((error: unknown) => Promise.reject(pathError('open', path, error)));
    await cli.complain(`Written file "${path}"`);
  },
};
