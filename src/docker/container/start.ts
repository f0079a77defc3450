import { ContainerAttach, ContainerInspect, ContainerKill, ContainerResize, ContainerStart } from '../../api/client.ts';
import type { Cli, Command } from '../command.ts';
import { DetachError, describe, StatusError } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { carry, followSize, proxySignals } from '../streams.ts';
import { waitForExit } from './wait-exit.ts';

/** `docker start` */
export const start: Command = {
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Start one or more stopped containers',
  flags: `a,attach: Attach STDOUT/STDERR and forward signals
!checkpoint string: Restore from this checkpoint
!checkpoint-dir string: Use a custom checkpoint storage directory
detach-keys string: Override the key sequence for detaching a container
i,interactive: Attach container's STDIN`,
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'stopped',
  async run(cli, flags, names) {
    if (flags.bool('attach') || flags.bool('interactive')) {
      if (names.length > 1) throw new Error('you cannot start and attach multiple containers at once');
      await startAttached(cli, flags, names[0] ?? '');
      return;
    }
    const failed: string[] = [];
    for (const name of names) {
      try {
        await ContainerStart(cli.wire, name);
        await cli.print(name);
      } catch (error) {
        await cli.complain(describe(error));
        failed.push(name);
      }
    }
    if (failed.length > 0) throw new Error(`Error: failed to start containers: ${failed.join(', ')}`);
  },
};

async function startAttached(cli: Cli, flags: Flags, name: string): Promise<void> {
  const { value: container } = await ContainerInspect(cli.wire, name);
  const { Id: id } = container;
  const tty = container.Config.Tty;
  const stdin = flags.bool('interactive') && container.Config.OpenStdin;
  const stops: (() => void)[] = [];
  if (!tty) stops.push(proxySignals(cli, (signal) => ContainerKill(cli.wire, id, signal)));
  const detachKeys = flags.string('detach-keys') || (await cli.config('detachKeys'));
  try {
    const duplex = await ContainerAttach(cli.wire, id, { stream: true, stdin, stdout: true, stderr: true, detachKeys });
    const streams = carry(cli, duplex, { stdin, stdout: true, stderr: true, tty, detachKeys }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    const exit = await waitForExit(cli, id, container.HostConfig.AutoRemove);
    try {
      await ContainerStart(cli.wire, id);
    } catch (error) {
      duplex.close();
      await streams;
      if (container.HostConfig.AutoRemove) await exit.status;
      throw error;
    }
    if (tty && cli.stdout.isTTY) stops.push(followSize(cli, (size) => ContainerResize(cli.wire, id, size)));
    const failure = await streams;
    if (failure instanceof DetachError) return;
    if (failure) throw failure;
    const status = await exit.status;
    if (status !== 0) throw new StatusError(status);
  } finally {
    for (const stop of stops) stop();
  }
}
