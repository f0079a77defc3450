import type { Main } from './command.ts';
import { decodeEscapes } from './escapes.ts';

/** echo(1): `-n -e -E` in front. */
export const echo: Main = (cmd) => {
  const args = [...cmd.args];
  let newline = true;
  let escapes = false;
  for (let arg = args[0]; arg !== undefined && /^-[neE]+$/.test(arg); arg = args[0]) {
    for (const letter of arg.slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
    args.shift();
  }
  let text = args.join(' ');
  if (escapes) {
    const done = decodeEscapes(text, 'echo');
    text = done.text;
    if (done.stop) newline = false;
  }
  cmd.out(newline ? `${text}\n` : text);
};
