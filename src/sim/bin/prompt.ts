import type { Command } from './command.ts';

/** Asks on standard error and reads the answer: yes when it begins with y or Y. */
export async function confirm(cmd: Command, question: string): Promise<boolean> {
  cmd.err(question);
  await cmd.flush();
  let answer = '';
  for (;;) {
    const data = await cmd.sys.read(0, 1);
    const char = String.fromCharCode(...data);
    if (data.length === 0 || char === '\n') return /^y/i.test(answer);
    answer += char;
  }
}
