import { ContainerAttach, ContainerKill, ContainerResize, ContainerStart } from '../../api/client.ts';
import type { ContainerCreateRequest } from '../../api/types.ts';
import type { Cli, Command } from '../command.ts';
import { DetachError, describe, StatusError } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { carry, checkTty, followSize, proxySignals } from '../streams.ts';
import { makeContainer, readContainer, report, startFailure } from './make.ts';
import { containerFlags } from './flag-table.ts';
import { containerValidators } from './validators.ts';
import { waitForExit } from './wait-exit.ts';

/** `docker run` */
export const run: Command = {
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Run a command in a new container',
  flags: `${containerFlags}
d,detach: Run container in background and print container ID
detach-keys string: Override the key sequence for detaching a container
pull string: Pull image before running ("always"|"missing"|"never") (default "missing")
sig-proxy: Proxy received signals to the process (default true)`,
  accepted: ['disable-content-trust', 'isolation'],
  args: [1, Number.POSITIVE_INFINITY],
  interspersed: false,
  validators: containerValidators,
  completesFirst: 'image',
  async run(cli, flags, args) {
    const request = await readContainer(cli, 'run', flags, args);
    if (!flags.bool('detach')) checkTty(cli, request.AttachStdin === true, request.Tty === true);
    else if (flags.list('attach').length > 0) throw new Error('Conflicting options: -a and -d');
    else Object.assign(request, { AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false });
    const stops: (() => void)[] = [];
    try {
      await runContainer(cli, flags, request, stops);
    } finally {
      for (const stop of stops) stop();
    }
  },
};

async function runContainer(cli: Cli, flags: Flags, request: ContainerCreateRequest, stops: (() => void)[]): Promise<void> {
  const { AttachStdin: stdin = false, AttachStdout: stdout = false, AttachStderr: stderr = false, Tty: tty = false } = request;
  let id: string;
  if (request.HostConfig?.OomKillDisable && !request.HostConfig.Memory)
    await cli.complain("WARNING: Disabling the OOM killer on containers without setting a '-m/--memory' limit may be dangerous.");
  try {
    id = (await makeContainer(cli, flags, request)).Id;
  } catch (error) {
    await report(cli, 'run', describe(error), true);
    throw startFailure(error);
  }
  if (flags.bool('sig-proxy') && !tty) stops.push(proxySignals(cli, (signal) => ContainerKill(cli.wire, id, signal)));
  const attached = stdin || stdout || stderr;
  const detached = !stdout && !stderr;
  if (detached) await cli.print(id);
  let streams: Promise<Error | null> | undefined;
  let hangUp = (): void => {};
  if (attached) {
    const detachKeys = flags.string('detach-keys') || (await cli.config('detachKeys'));
    const duplex = await ContainerAttach(cli.wire, id, { stream: true, stdin, stdout, stderr, detachKeys });
    hangUp = () => duplex.close();
    // The outcome is a value, so that an early failure is not an unhandled one.
    streams = carry(cli, duplex, { stdin, stdout, stderr, tty, detachKeys }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
  }
  const exit = await waitForExit(cli, id, flags.bool('rm'));
  try {
    await ContainerStart(cli.wire, id);
  } catch (error) {
    hangUp();
    await streams;
    await report(cli, 'run', describe(error), false);
    if (flags.bool('rm')) await exit.status;
    throw startFailure(error);
  }
  if (attached && tty && cli.stdout.isTTY) stops.push(followSize(cli, (size) => ContainerResize(cli.wire, id, size)));
  const failure = await streams;
  if (failure instanceof DetachError) return;
  if (failure) throw failure;
  if (detached) return;
  const status = await exit.status;
  if (status !== 0) throw new StatusError(status);
}
