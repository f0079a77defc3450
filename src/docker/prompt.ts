import type { Cli } from './command.ts';
import { StatusError } from './errors.ts';

/** The next line of standard input, without its end; null at the end of the file. */
async function readLine(cli: Cli): Promise<string | null> {
  let text = '';
  while (!text.includes('\n')) {
    const data = await cli.stdin.read();
    if (data.length === 0) {
      if (text === '') return null;
      break;
    }
    text += new TextDecoder().decode(data);
  }
  return (text.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}

/** Asks for a line; ends the command as the real client does when there is none to be had. */
export async function ask(cli: Cli, question: string): Promise<string> {
  await cli.write(question);
  const line = await readLine(cli);
  if (line !== null) return line;
  await cli.print('EOF');
  throw new StatusError(1);
}

/** Asks for a line that is not shown while it is typed; ^C ends the command with the terminal as it was. */
export async function askHidden(cli: Cli, question: string): Promise<string> {
  await cli.write(question);
  let stop = (): void => {};
  const interrupted = new Promise<never>((_, reject) => {
    stop = cli.onSignal(['INT'], () => reject(new StatusError(1)));
  });
  cli.stdin.setEcho(false);
  try {
    return await Promise.race([ask(cli, ''), interrupted]);
  } finally {
    stop();
    cli.stdin.setEcho(true);
    await cli.print('');
  }
}
