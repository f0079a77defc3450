import { ContainerExec, ContainerInspect, ExecAttach, ExecInspect, ExecResize, ExecStart } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { carry, checkTty, followSize } from '../streams.ts';
import { containerValidators } from './validators.ts';
import { readKeyValues } from './key-values.ts';

/** `docker exec` */
export const exec: Command = {
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  short: 'Run a command in a running container',
  flags: `d,detach: Detached mode: run command in the background
detach-keys string: Override the key sequence for detaching a container
e,env list: Set environment variables
env-file list: Read in a file of environment variables
i,interactive: Keep STDIN open even if not attached
privileged: Give extended privileges to the command
t,tty: Allocate a pseudo-TTY
u,user string: Username or UID (format: <name|uid>[:<group|gid>])
w,workdir string: Working directory inside the container`,
  args: [2, Number.POSITIVE_INFINITY],
  interspersed: false,
  validators: { env: containerValidators['env'] ?? String },
  completesFirst: 'running',
  async run(cli, flags, [name = '', ...command]) {
    const detach = flags.bool('detach');
    const tty = flags.bool('tty');
    const stdin = flags.bool('interactive') && !detach;
    const env = await readKeyValues(cli, flags.list('env-file'), flags.list('env'), true);
    const detachKeys = flags.string('detach-keys') || (await cli.config('detachKeys'));
    // A container that does not exist is told before a terminal that is none.
    await ContainerInspect(cli.wire, name);
    if (!detach) checkTty(cli, stdin, tty);
    const { Id } = await ContainerExec(cli.wire, name, {
      User: flags.string('user'),
      Privileged: flags.bool('privileged'),
      Tty: tty,
      AttachStdin: stdin,
      AttachStderr: !detach,
      AttachStdout: !detach,
      Detach: detach,
      DetachKeys: detachKeys,
      Env: env.length > 0 ? env : null,
      WorkingDir: flags.string('workdir'),
      Cmd: command,
    });
    if (detach) return ExecStart(cli.wire, Id, { Detach: true, Tty: tty });
    const duplex = await ExecAttach(cli.wire, Id, { Detach: false, Tty: tty });
    const stop = tty && cli.stdin.isTTY ? followSize(cli, (size) => ExecResize(cli.wire, Id, size)) : () => {};
    try {
      await carry(cli, duplex, { stdin, stdout: true, stderr: true, tty, detachKeys });
    } finally {
      stop();
    }
    const { ExitCode } = await ExecInspect(cli.wire, Id);
    if (ExitCode) throw new StatusError(ExitCode);
  },
};
