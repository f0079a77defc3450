import type { Cli } from './command.ts';
import type { Flags } from './flags.ts';

/** What the prunes of containers, images and volumes print after a no. */
export const nothingReclaimed = 'Total reclaimed space: 0B';

/** Asks for a yes, unless `--force` was given; anything but "y" is no. */
export async function confirmed(cli: Cli, flags: Flags, question: string): Promise<boolean> {
  if (flags.bool('force')) return true;
  await cli.stdout.write(new TextEncoder().encode(`${question} [y/N] `));
  let answer = '';
  while (!answer.includes('\n')) {
    const data = await cli.stdin.read();
    if (data.length === 0) break;
    answer += new TextDecoder().decode(data);
  }
  return answer.split('\n', 1)[0]?.trim().toLowerCase() === 'y';
}
