import { ContainerWait } from '../../api/client.ts';
import type { Cli } from '../command.ts';
import { describe } from '../errors.ts';

/** Begins to wait for a container's next end (or its removal, with --rm); resolves when the engine listens. `status` is its exit code, 125 when waiting failed. */
export async function waitForExit(cli: Cli, id: string, removed: boolean): Promise<{ status: Promise<number> }> {
  const failed = async (error: unknown): Promise<number> => {
    await cli.complain(
      `time="${new Date(cli.now()).toISOString().slice(0, 19)}Z" level=error msg="error waiting for container: ${describe(error)}"`,
    );
    return 125;
  };
  try {
    const { status } = await ContainerWait(cli.wire, id, removed ? 'removed' : 'next-exit');
    return { status: status.then((result) => (result.Error ? failed(new Error(result.Error.Message)) : result.StatusCode), failed) };
  } catch (error) {
    return { status: failed(error) };
  }
}
