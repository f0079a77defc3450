import { decodeEscapes } from './quote.ts';

/** What `echo` prints; ash, bash and the program of that name read the same options. */
export function echoText(args: readonly string[]): string {
  let at = 0;
  let newline = true;
  let escapes = false;
  for (; /^-[neE]+$/.test(args[at] ?? ''); at++) {
    for (const c of (args[at] ?? '').slice(1)) {
      if (c === 'n') newline = false;
      else escapes = c === 'e';
    }
  }
  const text = args.slice(at).join(' ');
  if (!escapes) return text + (newline ? '\n' : '');
  const done = decodeEscapes(text, 'echo');
  return done.text + (newline && !done.stop ? '\n' : '');
}
