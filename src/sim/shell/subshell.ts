import { FsError } from '../fs/types.ts';
import { ExitJump, Interrupt, LoopJump, ReturnJump, ShellError } from './control.ts';
import { report } from './message.ts';
import { Shell } from './shell.ts';
import { writeText } from './io.ts';
import { SyntaxFault } from './syntax.ts';
import { signalNames } from '../kernel/signals.ts';
import { runExitTrap } from './traps.ts';

function copyShell(sh: Shell): Shell {
  const sub = new Shell(sh.sys, sh.flavour, sh.arg0);
  sub.vars = sh.vars.clone();
  sub.functions = new Map(sh.functions);
  sub.aliases = new Map(sh.aliases);
  sub.options = new Set(sh.options);
  sub.shopts = new Set(sh.shopts);
  sub.args = [...sh.args];
  sub.status = sh.status;
  sub.lastBackground = sh.lastBackground;
  sub.pid = sh.pid;
  sub.parent = sh.parent;
  sub.fromString = sh.fromString;
  sub.atTerminal = sh.atTerminal;
  sub.errorPrefix = sh.errorPrefix;
  sub.subshellDepth = sh.subshellDepth + 1;
  sub.source = sh.source;
  sub.line = sh.line;
  sub.loopDepth = sh.loopDepth;
  sub.calls = [...sh.calls];
  sub.sourceDepth = sh.sourceDepth;
  sub.condition = sh.condition;
  sub.hash = new Map(sh.hash);
  sub.dirStack = [...sh.dirStack];
  sub.extraFds = new Set(sh.extraFds);
  sub.applets = sh.applets;
  sub.completers = sh.completers;
  sub.startedAt = sh.startedAt;
  for (const [signal, command] of sh.traps) if (command === '') sub.traps.set(signal, '');
  sub.traceDepth = sh.traceDepth;
  return sub;
}

/** Gives a new child's signals their defaults back: ignored ones stay ignored, trapped ones do not. */
function resetSignals(sh: Shell, signals: ReadonlySet<string>): void {
  for (const signal of signalNames) if (signals.has(signal) && sh.traps.get(signal) !== '') sh.sys.sigaction(signal, 'default');
}

/** Forks a child that goes on with a copy of the shell, made now, and ends with the status of `body`. Returns its pid. */
export function forkShell(
  sh: Shell,
  body: (sub: Shell) => Promise<number>,
  options: { pgid?: number; foreground?: boolean } = {},
): Promise<number> {
  const sub = copyShell(sh);
  const saved = [...sh.savedFds];
  const handled = new Set<string>([
    ...sh.traps.keys(),
    ...(sh.interactive ? ['INT', 'TSTP', 'TTIN', 'TTOU', 'TERM', 'QUIT', 'WINCH'] : []),
  ]);
  return persist(sh, () =>
    sh.sys.fork((sys) => {
      sub.sys = sys;
      resetSignals(sub, handled);
      for (const fd of saved) sys.close(fd);
      return runToEnd(sub, body);
    }, options),
  );
}

/** When the machine takes no more processes (a fork bomb) bash tries again after 1, 2, 4 and 8 seconds; ash gives up. */
export async function persist(sh: Shell, start: () => number): Promise<number> {
  const full = 'Resource temporarily unavailable';
  for (let seconds = 1; ; seconds *= 2) {
    try {
      return start();
    } catch (error) {
      if (!(error instanceof FsError) || error.code !== 'EAGAIN') throw error;
    }
    if (sh.flavour.kind === 'ash') throw new ShellError(`can't fork: ${full}`, 2, true);
    if (seconds > 8) throw new ShellError(`fork: ${full}`, 126);
    await writeText(sh.sys, 2, `${sh.errorPrefix}: fork: retry: ${full}\n`);
    try {
      await sh.sys.sleep(seconds * 1000);
    } catch (error) {
      if (!(error instanceof FsError) || error.code !== 'EINTR') throw error;
      throw new ShellError('fork: Interrupted system call', 126);
    }
  }
}

/** Runs a shell's work to its exit status: `exit`, fatal errors and the EXIT trap. */
export async function runToEnd(sh: Shell, body: (sh: Shell) => Promise<number>): Promise<number> {
  sh.status = await caught(sh, body);
  if (sh.traps.get('EXIT')) sh.status = await caught(sh, (s) => runExitTrap(s));
  return sh.status & 255;
}

async function caught(sh: Shell, body: (sh: Shell) => Promise<number>): Promise<number> {
  try {
    return await body(sh);
  } catch (error) {
    if (error instanceof ExitJump || error instanceof ReturnJump) return error.status;
    if (error instanceof LoopJump) return 0;
    if (error instanceof Interrupt) return 130;
    if (error instanceof SyntaxFault) {
      await writeText(sh.sys, 2, error.lines);
      return error.status;
    }
    if (error instanceof ShellError) {
      await report(sh, error.message);
      return error.status;
    }
    throw error;
  }
}
