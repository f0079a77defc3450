import { ContainerAttach, ContainerInspect, ContainerKill, ContainerResize, ContainerWait } from '../../api/client.ts';
import type { ContainerInspect as Container } from '../../api/types.ts';
import type { Cli, Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { carry, checkTty, followSize, proxySignals } from '../streams.ts';

async function running(cli: Cli, name: string): Promise<Container> {
  const { value } = await ContainerInspect(cli.wire, name);
  if (!value.State.Running) throw new Error('You cannot attach to a stopped container, start it first');
  if (value.State.Paused) throw new Error('You cannot attach to a paused container, unpause it first');
  if (value.State.Restarting) throw new Error('You cannot attach to a restarting container, wait until it is running');
  return value;
}

/** `docker attach` */
export const attach: Command = {
  usage: '[OPTIONS] CONTAINER',
  short: 'Attach local standard input, output, and error streams to a running container',
  flags: `detach-keys string: Override the key sequence for detaching a container
no-stdin: Do not attach STDIN
sig-proxy: Proxy all received signals to the process (default true)`,
  args: [1, 1],
  completes: 'running',
  async run(cli, flags, [name = '']) {
    const waiting = ContainerWait(cli.wire, name);
    // Its failure is told by what follows, or when it is awaited at the end.
    waiting.catch(() => {});
    const { Config } = await running(cli, name);
    const wantsInput = !flags.bool('no-stdin');
    checkTty(cli, wantsInput, Config.Tty);
    const detachKeys = flags.string('detach-keys') || (await cli.config('detachKeys'));
    const stdin = wantsInput && Config.OpenStdin;
    const stops: (() => void)[] = [];
    if (flags.bool('sig-proxy') && !Config.Tty) stops.push(proxySignals(cli, (signal) => ContainerKill(cli.wire, name, signal)));
    try {
      const duplex = await ContainerAttach(cli.wire, name, { stream: true, stdin, stdout: true, stderr: true, detachKeys });
      await running(cli, name);
      if (Config.Tty && cli.stdout.isTTY) {
        const size = cli.winsize();
        // One column and row too many first: a size that changes makes the program draw itself again.
        if (size) await ContainerResize(cli.wire, name, { h: size.rows + 1, w: size.cols + 1 }).catch(() => {});
        stops.push(followSize(cli, (now) => ContainerResize(cli.wire, name, now)));
      }
      await carry(cli, duplex, { stdin, stdout: true, stderr: true, tty: Config.Tty, detachKeys });
      const { Error: failed, StatusCode } = await (await waiting).status;
      if (failed) throw new Error(failed.Message);
      if (StatusCode !== 0) throw new StatusError(StatusCode);
    } finally {
      for (const stop of stops) stop();
    }
  },
};
