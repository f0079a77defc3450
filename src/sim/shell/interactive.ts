import { FsError } from '../fs/types.ts';
import { runText } from './builtin-commands.ts';
import { ExitJump, Interrupt, LoopJump, ReturnJump, ShellError } from './control.ts';
import { expandHistory } from './history-expansion.ts';
import { runScript } from './interpret.ts';
import { moveHigh, writeText } from './io.ts';
import { giveTerminal, jobState, notify } from './jobs.ts';
import { report } from './message.ts';
import { expandPrompt } from './prompt.ts';
import { LineEditor } from './readline.ts';
import { openHereDocument } from './script.ts';
import type { Shell } from './shell.ts';
import { runExitTrap, runPendingTraps } from './traps.ts';
import { faultText, parseText, SyntaxFault } from './syntax.ts';

/** What startup files to read. */
export interface Startup {
  readonly norc: boolean;
  readonly noprofile: boolean;
  readonly rcfile?: string;
}

async function sourceIfThere(sh: Shell, path: string): Promise<boolean> {
  let text: string;
  try {
    text = new TextDecoder().decode(sh.sys.readFile(path));
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
  const { errorPrefix } = sh;
  sh.sourceDepth++;
  sh.errorPrefix = path;
  try {
    await runText(sh, text);
  } catch (error) {
    if (!(error instanceof ReturnJump)) await absorb(sh, error);
  } finally {
    sh.sourceDepth--;
    sh.errorPrefix = errorPrefix;
  }
  return true;
}

/** Reads the files that a login or interactive shell starts with. */
export async function readRc(sh: Shell, startup: Startup): Promise<void> {
  const home = sh.vars.get('HOME') ?? '';
  if (sh.login && !startup.noprofile) {
    await sourceIfThere(sh, '/etc/profile');
    for (const name of sh.flavour.kind === 'bash' ? ['.bash_profile', '.bash_login', '.profile'] : ['.profile'])
      if (await sourceIfThere(sh, `${home}/${name}`)) break;
  }
  if (!sh.interactive) return;
  if (sh.flavour.kind === 'ash') {
    const env = sh.vars.get('ENV');
    if (env) await sourceIfThere(sh, env);
  } else if (!sh.login && !startup.norc) {
    if (startup.rcfile === undefined) await sourceIfThere(sh, '/etc/bash.bashrc');
    await sourceIfThere(sh, startup.rcfile ?? `${home}/.bashrc`);
  }
}

/** Takes an error that ended a command back to the prompt; the end of the shell is thrown on. */
async function absorb(sh: Shell, error: unknown): Promise<void> {
  if (error instanceof SyntaxFault) {
    await writeText(sh.sys, 2, error.lines);
    sh.status = 2;
  } else if (error instanceof ShellError) {
    await report(sh, error.message);
    sh.status = error.status === 127 ? 1 : error.status;
  } else if (error instanceof Interrupt) {
    if (!sh.atPrompt) await writeText(sh.sys, 2, '\n');
    sh.status = 130;
  } else if (error instanceof LoopJump || error instanceof ReturnJump) sh.status = 0;
  else throw error;
  sh.loopDepth = 0;
  sh.condition = 0;
  sh.calls = [];
  sh.vars.scopes.length = 1;
}

function takeTerminal(sh: Shell): void {
  const { sys } = sh;
  sh.terminalFd = moveHigh(sys, sys.dup(0), 255);
  sh.savedFds.add(sh.terminalFd);
  try {
    if (sys.getpgid() !== sys.getpid()) sys.setpgid(0, 0);
    giveTerminal(sh, sys.getpgid());
    sh.jobControl = true;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

const historyFile = (sh: Shell): string | undefined => sh.vars.get('HISTFILE');

function loadHistory(sh: Shell): void {
  const home = sh.vars.get('HOME');
  if (sh.vars.get('HISTFILE') === undefined && home)
    sh.vars.set('HISTFILE', `${home.replace(/\/$/, '')}/${sh.flavour.kind === 'bash' ? '.bash_history' : '.ash_history'}`);
  const file = historyFile(sh);
  if (!file) return;
  try {
    sh.history = new TextDecoder()
      .decode(sh.sys.readFile(file))
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

function saveHistory(sh: Shell, from: number): void {
  const file = historyFile(sh);
  const lines = sh.history.slice(from);
  if (!file || lines.length === 0) return;
  try {
    sh.sys.writeFile(file, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')), { append: true, mode: 0o600 });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

/** The lines of one command as one history entry, as `shopt cmdhist` joins them. */
function joined(lines: readonly string[]): string {
  let text = lines[0] ?? '';
  for (const line of lines.slice(1)) {
    const { problem } = parseText(text);
    const quoted = problem?.message.includes('looking for matching') ?? false;
    if (text.endsWith('\\') && !quoted) text = text.slice(0, -1) + line;
    else if (quoted || text.includes('<<')) text += `\n${line}`;
    else
      text += `${/(^|[\s;&|(])(do|then|else|elif|in|\{|\(|&&|\|\||\||if|while|until|time|!)\s*$|[;&|({]\s*$/.test(text) ? ' ' : '; '}${line}`;
  }
  return text.includes('\n') && text.includes('<<') && !openHereDocument(`${text}\n`) ? `${text}\n` : text;
}

function remember(sh: Shell, lines: readonly string[]): boolean {
  const text = joined(lines);
  const control = sh.vars.get('HISTCONTROL') ?? '';
  if (text === '') return false;
  if (/ignore(space|both)/.test(control) && text.startsWith(' ')) return false;
  if ((/ignore(dups|both)/.test(control) || sh.flavour.kind === 'ash') && sh.history.at(-1) === text) return false;
  sh.history.push(text);
  return true;
}

async function promptFor(sh: Shell, name: 'PS1' | 'PS2'): Promise<string> {
  const text = sh.vars.get(name) ?? '';
  const { status, line } = sh;
  try {
    return await expandPrompt(sh, text);
  } finally {
    sh.status = status;
    sh.line = line;
  }
}

/** Reads commands from a terminal and runs them, to the shell's exit status. */
export async function interact(sh: Shell, startup: Startup): Promise<number> {
  const bash = sh.flavour.kind === 'bash';
  sh.interactive = sh.atTerminal = true;
  sh.errorPrefix = sh.arg0.replace(/^.*\//, '');
  sh.options.add('history');
  if (bash) {
    sh.options.add('histexpand');
    sh.shopts.add('expand_aliases');
    if (sh.vars.get('PS1') === undefined) sh.vars.set('PS1', '\\s-\\v\\$ ');
    if (sh.vars.get('PS2') === undefined) sh.vars.set('PS2', '> ');
    sh.vars.set('HISTSIZE', '500');
    sh.vars.set('HISTFILESIZE', '500');
  }
  const tty = sh.sys.isatty(0);
  if (tty) takeTerminal(sh);
  const editor = new LineEditor(sh);
  if (bash && tty) sh.editLine = (prompt, initial) => new LineEditor(sh).read(prompt, initial);
  for (const signal of ['INT', 'TSTP', 'TTIN', 'TTOU', 'TERM', 'QUIT'] as const) sh.resetSignal(signal);
  sh.sys.sigaction('WINCH', () => {
    editor.resized = true;
  });
  if (!bash && tty)
    await writeText(
      sh.sys,
      1,
      "\n\nBusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n",
    );
  try {
    await readRc(sh, startup);
  } catch (error) {
    if (error instanceof ExitJump) return error.status;
    throw error;
  }
  loadHistory(sh);
  const before = sh.history.length;
  let status = 0;
  try {
    await loop(sh, editor);
    status = sh.status;
  } catch (error) {
    if (!(error instanceof ExitJump)) throw error;
    status = error.status;
  }
  sh.status = status;
  await runExitTrap(sh);
  if (sh.login && bash)
    await sourceIfThere(sh, `${sh.vars.get('HOME') ?? ''}/.bash_logout`).catch((error: unknown) => {
      if (!(error instanceof ExitJump)) throw error;
    });
  saveHistory(sh, before);
  return status & 255;
}

async function loop(sh: Shell, editor: LineEditor): Promise<void> {
  const bash = sh.flavour.kind === 'bash';
  let lines: string[] = [];
  /** Lines still to run of a text of several that was pasted or recalled. */
  let queue: string[] = [];
  let number = 0;
  for (;;) {
    sh.atPrompt = true;
    await notify(sh);
    if (sh.pending.length > 0) await runPendingTraps(sh);
    const command = lines.length === 0 ? sh.vars.get('PROMPT_COMMAND') : undefined;
    if (command) {
      const { status } = sh;
      await runText(sh, command).catch((error: unknown) => absorb(sh, error));
      sh.status = status;
    }
    const next = queue.shift();
    const result =
      next !== undefined
        ? { kind: 'line' as const, text: next }
        : await editor.read(await promptFor(sh, lines.length === 0 ? 'PS1' : 'PS2'));
    if (result.kind === 'interrupt') {
      lines = queue = [];
      sh.status = 130;
      continue;
    }
    if (result.kind === 'eof') {
      if (lines.length > 0) {
        const text = lines.join('\n');
        lines = [];
        const { problem } = parseText(text, !bash);
        await writeText(sh.sys, 2, `\n${problem ? faultText(sh, problem, text) : ''}`);
        sh.status = 2;
        if (bash) continue;
      }
      const stopped = sh.jobs.some((job) => jobState(job) === 'stopped') && !sh.warnedJobs;
      if (bash) await writeText(sh.sys, 2, sh.login ? 'logout\n' : 'exit\n');
      else if (!stopped) await writeText(sh.sys, 2, '\n');
      if (stopped) {
        sh.warnedJobs = true;
        await writeText(sh.sys, 2, bash ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n');
        continue;
      }
      return;
    }
    if (next === undefined && sh.sys.isatty(0)) sh.sys.lineEntered(result.text);
    let [line = '', ...rest] = result.text.replace(/(?<=.)\n$/s, '').split('\n');
    queue = [...rest, ...queue];
    if (bash && sh.options.has('histexpand') && (line.includes('!') || line.startsWith('^'))) {
      const expanded = expandHistory(sh.history, line);
      if (expanded && 'missing' in expanded) {
        await writeText(sh.sys, 2, `${sh.errorPrefix}: ${expanded.missing}: ${expanded.why}\n`);
        continue;
      }
      if (expanded) {
        await writeText(sh.sys, 2, `${expanded.text}\n`);
        line = expanded.text;
        if (expanded.printOnly) {
          remember(sh, [line]);
          continue;
        }
      }
    }
    number++;
    lines.push(line);
    // busybox keeps each line by itself.
    if (!bash) remember(sh, [line]);
    const text = lines.join('\n');
    const { script, problem } = parseText(text, !bash);
    if (problem?.incomplete || openHereDocument(`${text}\n`)) continue;
    if (bash) remember(sh, lines);
    const first = number - lines.length + 1;
    lines = [];
    if (problem && problem.message !== '') {
      await writeText(sh.sys, 2, faultText(sh, problem, text));
      sh.status = 2;
      continue;
    }
    sh.source = { text, firstLine: first };
    sh.interrupted = false;
    sh.atPrompt = false;
    const wasWarned = sh.warnedJobs;
    try {
      await runScript(sh, script);
    } catch (error) {
      await absorb(sh, error);
    }
    // `jobs` may stand between the two `exit`s.
    if (wasWarned && !(bash && /^\s*jobs\b/.test(text))) sh.warnedJobs = false;
  }
}
