import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Script, Statement, Subshell } from 'unbash';
import { FsError } from '../fs/types.ts';
import { ReadonlyError } from './variables.ts';
import { ExitJump, Interrupt, ShellError } from './control.ts';
import { runSimple } from './command.ts';
import { runCompound } from './compound.ts';
import { writeText } from './io.ts';
import { addJob, reap, waitForeground } from './jobs.ts';
import { report } from './message.ts';
import { applyRedirects, RedirectError } from './redirect.ts';
import type { Shell } from './shell.ts';
import { forkShell } from './subshell.ts';
import { timeAsApplet } from './time-applet.ts';
import { runPendingTraps, runTrap } from './traps.ts';

/** Runs a parsed script, statement by statement; gives the last status. */
export async function runScript(sh: Shell, script: Script): Promise<number> {
  for (const statement of script.commands) await runStatement(sh, statement);
  return sh.status;
}

/** Runs the text of `-c`: its last command takes the shell's own process over when nothing has to be done afterwards. */
export async function runLastInPlace(sh: Shell, script: Script): Promise<number> {
  const last = script.commands.at(-1);
  for (const statement of script.commands) {
    if (statement === last && !last.background && sh.traps.size === 0) {
      const { command } = last;
      const redirected = command.type === 'Command' && command.redirects.length > 0 && script.commands.length > 1;
      if (sh.flavour.kind === 'ash') sh.replaceable = command.type === 'Command' || command.type === 'AndOr';
      else sh.replaceable = command.type === 'Command' && !redirected;
    }
    await runStatement(sh, statement);
  }
  return sh.status;
}

/** Runs a compound list. An empty one succeeds. */
export async function runList(sh: Shell, list: CompoundList): Promise<number> {
  if (list.commands.length === 0) sh.status = 0;
  for (const statement of list.commands) await runStatement(sh, statement);
  return sh.status;
}

/** The number of the line that a position of the running text is on. */
export function lineOf(sh: Shell, pos: number): number {
  let line = sh.source.firstLine;
  for (let i = sh.source.text.indexOf('\n'); i >= 0 && i < pos; i = sh.source.text.indexOf('\n', i + 1)) line++;
  return line;
}

async function runStatement(sh: Shell, statement: Statement): Promise<void> {
  if (sh.options.has('noexec') && !sh.interactive) return;
  await breathe(sh);
  if (statement.background) await runBackground(sh, statement);
  else await runAndOr(sh, statement.command);
  if (sh.pending.length > 0) await runPendingTraps(sh);
}

/** A moment of CPU time: others get a turn, ^C gets through. */
export async function breathe(sh: Shell): Promise<void> {
  await sh.sys.cpu(0.02);
  if (sh.interrupted) {
    sh.interrupted = false;
    throw new Interrupt();
  }
}

async function runAndOr(sh: Shell, node: PipelineNode | AndOr): Promise<number> {
  if (node.type !== 'AndOr') return runPipeline(sh, node);
  const { replaceable } = sh;
  sh.replaceable = false;
  for (const [i, command] of node.commands.entries()) {
    const before = node.operators[i - 1];
    if ((before === '&&' && sh.status !== 0) || (before === '||' && sh.status === 0)) continue;
    if (i < node.commands.length - 1) await asCondition(sh, () => runPipeline(sh, command));
    else {
      sh.replaceable = replaceable && command.type === 'Command';
      await runPipeline(sh, command);
    }
  }
  return sh.status;
}

/** Runs something whose failure is not one for `set -e`. */
export async function asCondition<T>(sh: Shell, run: () => Promise<T>): Promise<T> {
  sh.condition++;
  try {
    return await run();
  } finally {
    sh.condition--;
  }
}

async function runPipeline(sh: Shell, given: PipelineNode): Promise<number> {
  if (given.type !== 'Pipeline') return runCommand(sh, given);
  const node = sh.flavour.kind === 'ash' ? timeAsApplet(given) : given;
  const negated = node.prefixes.filter((p) => p.type === 'Negation').length % 2 === 1;
  const timed = node.prefixes.find((p) => p.type === 'Time');
  const from = sh.sys.now();
  const run = (): Promise<number> => {
    const [only] = node.commands;
    if (!only) return Promise.resolve((sh.status = 0));
    return node.commands.length === 1 ? runCommand(sh, only) : runPipes(sh, node);
  };
  if (negated) {
    await asCondition(sh, run);
    sh.status = sh.status === 0 ? 1 : 0;
  } else await run();
  if (timed) await tellTime(sh, sh.sys.now() - from, timed.type === 'Time' && timed.posix !== undefined);
  return sh.status;
}

async function tellTime(sh: Shell, ms: number, posix: boolean): Promise<void> {
  const rows: [string, number][] = [
    ['real', ms],
    ['user', 0],
    ['sys', 0],
  ];
  const clock = (t: number): string => `${Math.floor(t / 60000)}m${((t % 60000) / 1000).toFixed(3)}s`;
  const text = posix
    ? rows.map(([name, t]) => `${name} ${(t / 1000).toFixed(2)}\n`).join('')
    : `\n${rows.map(([name, t]) => `${name}\t${clock(t)}\n`).join('')}`;
  await writeText(sh.sys, 2, text);
}

/** Starts the processes of a pipeline (or one command) in a process group of their own when there is job control. */
async function startProcesses(
  sh: Shell,
  commands: readonly CommandNode[],
  merge: readonly boolean[],
  foreground: boolean,
): Promise<number[]> {
  const pids: number[] = [];
  let input: number | null = null;
  for (const [i, command] of commands.entries()) {
    const pipe: [number, number] | null = i < commands.length - 1 ? sh.sys.pipe() : null;
    const from: number | null = input;
    const group = sh.jobControl ? { pgid: pids[0] ?? 0, foreground } : {};
    pids.push(
      await forkShell(
        sh,
        async (sub) => {
          const { sys } = sub;
          if (from !== null) {
            sys.dup2(from, 0);
            sys.close(from);
          }
          if (pipe) {
            sys.close(pipe[0]);
            if (pipe[1] !== 1) {
              sys.dup2(pipe[1], 1);
              sys.close(pipe[1]);
            }
            if (merge[i]) sys.dup2(1, 2);
          }
          if (!foreground && !sh.jobControl && i === 0) detach(sub);
          sub.replaceable = true;
          return runCommand(sub, command);
        },
        group,
      ),
    );
    if (from !== null) sh.sys.close(from);
    if (pipe) sh.sys.close(pipe[1]);
    input = pipe ? pipe[0] : null;
  }
  return pids;
}

// A background command without job control does not read the terminal and ignores ^C.
function detach(sub: Shell): void {
  try {
    const fd = sub.sys.open('/dev/null', { read: true });
    if (fd !== 0) {
      sub.sys.dup2(fd, 0);
      sub.sys.close(fd);
    }
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
  sub.sys.sigaction('INT', 'ignore');
  sub.sys.sigaction('QUIT', 'ignore');
}

async function runPipes(sh: Shell, node: Pipeline): Promise<number> {
  const merge = node.operators.map((operator) => operator === '|&');
  const pids = await startProcesses(sh, node.commands, merge, true);
  const job = addJob(sh, pids, commandText(sh, node), false);
  sh.status = await waitForeground(sh, job);
  if (sh.options.has('pipefail')) {
    const codes = pids.map((pid) => job.statuses.get(pid)).map((s) => (s?.kind === 'exited' ? s.code : s ? 1 : 0));
    if (sh.status === 0) sh.status = codes.findLast((code) => code !== 0) ?? 0;
  }
  return failed(sh);
}

/** The source text of a command, as `jobs` shows it. */
export const commandText = (sh: Shell, node: { pos: number; end: number }): string =>
  sh.source.text.slice(node.pos, node.end).replace(/\s*\n\s*/g, '; ');

async function runBackground(sh: Shell, statement: Statement): Promise<void> {
  const { command } = statement;
  const text = commandText(sh, { pos: command.pos, end: Math.max(command.end, command.pos) });
  await reap(sh);
  const pids =
    command.type === 'Pipeline' && command.prefixes.length === 0
      ? await startProcesses(
          sh,
          command.commands,
          command.operators.map((operator) => operator === '|&'),
          false,
        )
      : command.type === 'AndOr' || command.type === 'Pipeline'
        ? [
            await forkShell(
              sh,
              (sub) => {
                if (!sh.jobControl) detach(sub);
                return runAndOr(sub, command);
              },
              sh.jobControl ? { pgid: 0 } : {},
            ),
          ]
        : await startProcesses(sh, [command], [], false);
  const job = addJob(sh, pids, text, true);
  sh.lastBackground = pids.at(-1);
  if (sh.interactive) await writeText(sh.sys, 2, sh.flavour.kind === 'bash' ? `[${job.id}] ${sh.lastBackground}\n` : '');
  sh.status = 0;
}

/** After a failed command: the ERR trap and `set -e`. */
export async function failed(sh: Shell): Promise<number> {
  if (sh.status !== 0 && sh.condition === 0) {
    const trap = sh.traps.get('ERR');
    if (trap && sh.calls.length === 0) await runTrap(sh, trap);
    if (sh.options.has('errexit')) throw new ExitJump(sh.status);
  }
  return sh.status;
}

/** Runs one command of any kind in this process; errors of expansion and redirection become its status. */
export async function runCommand(sh: Shell, node: CommandNode): Promise<number> {
  const replaceable = sh.replaceable;
  sh.replaceable = false;
  try {
    switch (node.type) {
      case 'Command':
        sh.line = lineOf(sh, node.pos);
        sh.status = await runSimple(sh, node, replaceable);
        return await failed(sh);
      case 'Redirected': {
        const applied = await applyRedirects(sh, node.redirects);
        try {
          return await runCommand(sh, node.command);
        } finally {
          applied.undo();
        }
      }
      case 'Function': {
        sh.functions.set(node.name.text, { node, source: sh.source });
        return (sh.status = 0);
      }
      case 'Subshell':
        if (replaceable) return await runList(sh, node.body);
        sh.status = await runParenthesised(sh, node);
        return await failed(sh);
      case 'Coproc':
        throw new ShellError('coproc: not supported');
      default:
        sh.status = await runCompound(sh, node);
        return sh.status;
    }
  } catch (error) {
    if (error instanceof RedirectError) {
      await report(sh, error.message);
      sh.status = sh.flavour.errorStatus === 2 && node.type !== 'Command' ? 2 : 1;
      return failed(sh);
    }
    if (error instanceof ReadonlyError)
      throw new ShellError(sh.flavour.kind === 'bash' ? error.message : `${error.variable}: is read only`, sh.flavour.errorStatus);
    throw error;
  }
}

async function runParenthesised(sh: Shell, node: Subshell): Promise<number> {
  const pid = await forkShell(sh, (sub) => runList(sub, node.body), sh.jobControl ? { pgid: 0, foreground: true } : {});
  return waitForeground(sh, addJob(sh, [pid], commandText(sh, node), false));
}
