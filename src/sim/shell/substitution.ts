import type { ParsedScript, ProcessSubstitutionPart } from 'unbash';
import { runScript } from './interpret.ts';
import { isOpen, moveHigh, readAll, retry } from './io.ts';
import { exitStatus } from './jobs.ts';
import { openRedirect } from './redirect.ts';
import type { Shell, Source } from './shell.ts';
import { forkShell } from './subshell.ts';
import { checkSyntax } from './syntax.ts';

const sourceOf = (sh: Shell, script: ParsedScript): Source =>
  script.source === undefined ? sh.source : { text: script.source, firstLine: sh.line };

/** The output of `$(…)`, without the newlines at its end; sets `substitutionStatus`. */
export async function captureOutput(sh: Shell, script: ParsedScript | undefined): Promise<string> {
  if (!script) return '';
  const only = script.commands.length === 1 ? script.commands[0]?.command : undefined;
  if (
    only?.type === 'Command' &&
    !only.name &&
    only.prefix.length === 1 &&
    only.prefix[0]?.type === 'Redirect' &&
    only.prefix[0].operator === '<'
  ) {
    const fd = await openRedirect(sh, only.prefix[0]);
    const data = await readAll(sh.sys, fd);
    sh.sys.close(fd);
    return new TextDecoder().decode(data).replace(/\0/g, '').replace(/\n+$/, '');
  }
  const [read, write] = sh.sys.pipe();
  const pid = await forkShell(sh, async (sub) => {
    sub.sys.close(read);
    if (write !== 1) {
      sub.sys.dup2(write, 1);
      sub.sys.close(write);
    }
    sub.traceDepth++;
    sub.source = sourceOf(sh, script);
    if (sub.flavour.kind === 'bash') sub.options.delete('errexit');
    checkSyntax(sub, script, sub.source.text);
    return runScript(sub, script);
  });
  sh.sys.close(write);
  const text = new TextDecoder().decode(await readAll(sh.sys, read));
  sh.sys.close(read);
  const result = await retry(() => sh.sys.wait(pid));
  sh.substitutionStatus = result ? exitStatus(result.status) : 0;
  return text.replace(/\0/g, '').replace(/\n+$/, '');
}

/** `<(…)` and `>(…)`: starts the process and gives the path of our end of its pipe. */
export async function substituteProcess(sh: Shell, part: ProcessSubstitutionPart): Promise<string> {
  const [read, write] = sh.sys.pipe();
  const ours = part.operator === '<' ? read : write;
  const theirs = part.operator === '<' ? write : read;
  const { script } = part;
  sh.lastBackground = await forkShell(sh, async (sub) => {
    sub.sys.close(ours);
    sub.sys.dup2(theirs, part.operator === '<' ? 1 : 0);
    sub.sys.close(theirs);
    return script ? runScript(sub, script) : 0;
  });
  sh.sys.close(theirs);
  let high = 63;
  while (isOpen(sh.sys, high)) high--;
  const fd = moveHigh(sh.sys, ours, high);
  sh.extraFds.add(fd);
  sh.processFds.push(fd);
  return `/dev/fd/${fd}`;
}
