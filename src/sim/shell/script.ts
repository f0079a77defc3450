import { ShellError } from './control.ts';
import { runScript } from './interpret.ts';
import { writeText } from './io.ts';
import { report } from './message.ts';
import type { Shell } from './shell.ts';
import { faultText, parseText, SyntaxFault } from './syntax.ts';

/** Does a here-document of the text still wait for its end? */
export function openHereDocument(text: string): boolean {
  if (!text.includes('<<')) return false;
  const { script } = parseText(text);
  return unclosed(script);
}

function unclosed(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(unclosed);
  if (typeof node !== 'object' || node === null) return false;
  const one = node as { type?: unknown; closing?: unknown };
  if (one.type === 'HereDoc' && one.closing === undefined) return true;
  return Object.values(node).some(unclosed);
}

/**
 * Runs a script line by line, each command as soon as it is complete, as shells do: what comes before a syntax error has run.
 */
export async function runLines(sh: Shell, lines: AsyncIterable<string>): Promise<number> {
  let text = '';
  let firstLine = 1;
  let count = 0;
  const ash = sh.flavour.kind === 'ash';
  const run = async (last: boolean): Promise<boolean> => {
    const { script, problem } = parseText(text, ash);
    if (!last && (problem?.incomplete || openHereDocument(text))) return false;
    sh.source = { text, firstLine };
    if (problem && problem.message !== '') throw new SyntaxFault(faultText(sh, problem, text), 2);
    if (sh.options.has('verbose')) await writeText(sh.sys, 2, text);
    try {
      await runScript(sh, script);
    } catch (error) {
      if (!(error instanceof ShellError) || error.fatal || error instanceof SyntaxFault || ash) throw error;
      await report(sh, error.message);
      sh.status = error.status;
    }
    return true;
  };
  for await (const line of lines) {
    count++;
    text += line;
    if (await run(false)) {
      text = '';
      firstLine = count + 1;
    }
  }
  if (text !== '') await run(true);
  return sh.status;
}
