import { ImageImport } from '../../api/client.ts';
import { parseReference } from '../../api/reference.ts';
import { openInput, stdinStream } from '../archive/output.ts';
import type { Command } from '../command.ts';
import { showProgress } from '../progress.ts';

/** `docker import` */
export const importImage: Command = {
  usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  short: 'Import the contents from a tarball to create a filesystem image',
  flags: `c,change list: Apply Dockerfile instruction to the created image
m,message string: Set commit message for imported image
platform string: Set platform if server is multi-platform capable`,
  args: [1, Number.POSITIVE_INFINITY],
  async run(cli, flags, [source = '', repo = '']) {
    const isUrl = /^https?:\/\//.test(source);
    const file = source === '-' || isUrl ? null : await openInput(cli.files, source);
    if (repo !== '') parseReference(repo);
    const messages = await ImageImport(
      cli.wire,
      {
        fromSrc: isUrl ? source : '-',
        repo,
        message: flags.string('message'),
        changes: flags.list('change'),
        platform: flags.string('platform').toLowerCase(),
      },
      isUrl ? new Uint8Array(0) : (file ?? stdinStream(cli)),
    );
    await showProgress(cli, messages, cli.stdout);
  },
};
