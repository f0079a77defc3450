import { ImageLoad } from '../../api/client.ts';
import { openInput, stdinStream } from '../archive/output.ts';
import type { Command } from '../command.ts';
import { showProgress } from '../progress.ts';

/** `docker load` */
export const load: Command = {
  usage: '[OPTIONS]',
  short: 'Load an image from a tar archive or STDIN',
  flags: `i,input string: Read from tar archive file, instead of STDIN
q,quiet: Suppress the load output`,
  args: [0, 0],
  async run(cli, flags) {
    const input = flags.string('input');
    const file = input === '' ? null : await openInput(cli.files, input);
    if (!file && cli.stdin.isTTY) throw new Error('requested load from stdin, but stdin is empty');
    const quiet = flags.bool('quiet') || !cli.stdout.isTTY;
    await showProgress(cli, await ImageLoad(cli.wire, file ?? stdinStream(cli), quiet), cli.stdout);
  },
};
