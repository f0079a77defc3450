import type { Cli } from '../command.ts';
import { describe } from '../errors.ts';

/**
 * Does one thing to each of several objects, all at once, and prints their names in the order given; errors come last,
 * together, as the error of the whole; those that `forgives` holds good are told as they come and count for nothing.
 */
export async function forEach(
  cli: Cli,
  names: readonly string[],
  action: (name: string) => Promise<void>,
  forgives: (error: unknown) => boolean = () => false,
): Promise<void> {
  const errors: string[] = [];
  const results = names.map((name) =>
    action(name).then(
      () => null,
      (error: unknown) => ({ error }),
    ),
  );
  for (const [i, result] of results.entries()) {
    const failed = await result;
    if (failed === null) await cli.print(names[i] ?? '');
    else if (forgives(failed.error)) await cli.complain(describe(failed.error));
    else errors.push(describe(failed.error));
  }
  if (errors.length > 0) throw new Error(errors.join('\n'));
}

/** Like `forEach`, one after the other. */
export async function inTurn(cli: Cli, names: readonly string[], action: (name: string) => Promise<string>): Promise<void> {
  const errors: string[] = [];
  for (const name of names) {
    try {
      await cli.print(await action(name));
    } catch (error) {
      errors.push(describe(error));
    }
  }
  if (errors.length > 0) throw new Error(errors.join('\n'));
}
