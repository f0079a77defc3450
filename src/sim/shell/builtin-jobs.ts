import { writeText } from './io.ts';
import {
  exitStatus,
  findJob,
  forget,
  giveTerminal,
  jobLine,
  jobState,
  notify,
  reap,
  settle,
  tellDeath,
  waitForeground,
  waitPid,
  type Job,
} from './jobs.ts';
import { builtinError, reason } from './message.ts';
import type { Shell } from './shell.ts';
import { signalNames, signalNumber } from '../kernel/signals.ts';
import { parseSignal } from './signals.ts';
import { runPendingTraps } from './traps.ts';
import { Interrupt } from './control.ts';

async function noJob(sh: Shell, name: string, spec: string): Promise<number> {
  return builtinError(
    sh,
    name,
    sh.flavour.kind === 'bash' || name === 'kill' || spec !== 'current' ? `${spec}: no such job` : 'No current job',
  );
}

/** `jobs` */
export async function jobsBuiltin(sh: Shell, argv: string[]): Promise<number> {
  await reap(sh);
  const flags = argv
    .slice(1)
    .filter((arg) => arg.startsWith('-'))
    .join('');
  // busybox lists the newest first.
  for (const job of sh.flavour.kind === 'bash' ? [...sh.jobs] : [...sh.jobs].reverse()) {
    const state = jobState(job);
    if ((flags.includes('r') && state !== 'running') || (flags.includes('s') && state !== 'stopped')) continue;
    await writeText(sh.sys, 1, flags.includes('p') ? `${job.pgid}\n` : jobLine(sh, job, flags.includes('l')));
    job.notified = true;
    if (state === 'done') forget(sh, job);
  }
  return 0;
}

async function resume(sh: Shell, job: Job): Promise<void> {
  for (const [pid, status] of job.statuses) if (status.kind === 'stopped') job.statuses.delete(pid);
  await sh.sys.kill(sh.jobControl ? -job.pgid : job.pgid, 'CONT');
}

/** `fg` */
export async function fgBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (!sh.jobControl) return builtinError(sh, 'fg', 'no job control');
  await reap(sh);
  const job = findJob(sh, argv[1]);
  if (!job) return noJob(sh, 'fg', argv[1] ?? 'current');
  await writeText(sh.sys, 1, `${job.command}\n`);
  giveTerminal(sh, job.pgid);
  job.background = false;
  await resume(sh, job);
  return waitForeground(sh, job);
}

/** `bg` */
export async function bgBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (!sh.jobControl) return builtinError(sh, 'bg', 'no job control');
  const job = findJob(sh, argv[1]);
  if (!job) return noJob(sh, 'bg', argv[1] ?? 'current');
  job.background = true;
  await resume(sh, job);
  await writeText(sh.sys, 1, sh.flavour.kind === 'bash' ? `[${job.id}]+ ${job.command} &\n` : `[${job.id}] ${job.command}\n`);
  return 0;
}

/** `disown` */
export async function disownBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (argv[1] === '-a') sh.jobs = [];
  const job = findJob(sh, argv[1]);
  if (job) forget(sh, job);
  return 0;
}

/** `kill` */
export async function killBuiltin(sh: Shell, argv: string[]): Promise<number> {
  let args = argv.slice(1);
  const bash = sh.flavour.kind === 'bash';
  if (args[0] === '-l' || args[0] === '-L') {
    const names = args.slice(1);
    if (names.length) {
      for (const name of names) {
        const n = Number(name);
        const found = Number.isNaN(n) ? parseSignal(name) : signalNames[(n > 128 ? n - 128 : n) - 1];
        if (!found) return builtinError(sh, 'kill', `${name}: invalid signal specification`);
        await writeText(sh.sys, 1, `${Number.isNaN(n) ? (signalNames as readonly unknown[]).indexOf(found) + 1 : found}\n`);
      }
      return 0;
    }
    if (bash) {
      let out = '';
      signalNames.forEach((s, i) => {
        out += `${String(i + 1).padStart(2)}) SIG${s}${(i + 1) % 5 === 0 ? '\n' : '\t'}`;
      });
      await writeText(sh.sys, 1, `${out}\n`);
    } else await writeText(sh.sys, 1, signalNames.map((s, i) => `${String(i + 1).padStart(2)}) ${s}\n`).join(''));
    return 0;
  }
  let signal: ReturnType<typeof parseSignal> = 'TERM';
  const first = args[0] ?? '';
  if (first === '-s' || first === '-n') {
    signal = parseSignal(args[1] ?? '');
    if (signal === null) return builtinError(sh, 'kill', `${args[1]}: invalid signal specification`);
    args = args.slice(2);
  } else if (first === '--') args = args.slice(1);
  else if (/^-./.test(first)) {
    signal = parseSignal(first.slice(1));
    if (signal === null)
      return bash
        ? builtinError(sh, 'kill', `${first.slice(1)}: invalid signal specification`)
        : plain(sh, `bad signal name '${first.slice(1)}'`);
    args = args.slice(1);
  }
  if (args[0] === '--') args = args.slice(1);
  if (args.length === 0) {
    if (!bash) return plain(sh, 'you need to specify whom to kill');
    await writeText(sh.sys, 2, 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
    return 2;
  }
  let status = 0;
  let sent = 0;
  for (const target of args) {
    const job = target.startsWith('%') ? findJob(sh, target) : undefined;
    if (target.startsWith('%') && !job) {
      status = await noJob(sh, 'kill', target);
      continue;
    }
    if (!job && !/^-?\d+$/.test(target)) {
      status = bash
        ? await builtinError(sh, 'kill', `${target}: arguments must be process or job IDs`)
        : await plain(sh, `invalid number '${target}'`);
      continue;
    }
    const pid = job ? (sh.jobControl ? -job.pgid : (job.pids[0] ?? 0)) : Number(target);
    const name = signalNames.find((s) => s === signal) ?? 0;
    try {
      await sh.sys.kill(pid, name);
      sent++;
      sh.justKilled = true;
      if (job && jobState(job) === 'stopped' && (name === 'TERM' || name === 'HUP')) await sh.sys.kill(pid, 'CONT');
    } catch (error) {
      status = bash
        ? await builtinError(sh, 'kill', `(${pid}) - ${reason(error)}`)
        : await plain(sh, `can't kill pid ${pid}: ${reason(error)}`);
    }
  }
  await sh.sys.cpu(0.01);
  return bash && sent > 0 && status === 1 && args.length > 1 ? 0 : status;
}

async function plain(sh: Shell, message: string): Promise<number> {
  await writeText(sh.sys, 2, `${sh.errorPrefix}: ${message}\n`);
  return 1;
}

/** `wait` */
export async function waitBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const args = argv.slice(1).filter((arg) => arg !== '-f');
  const next = args[0] === '-n';
  if (next) args.shift();
  const interrupted = async (): Promise<number> => {
    if (sh.interrupted) {
      sh.interrupted = false;
      throw new Interrupt();
    }
    const signal = signalNames.find((s) => s === sh.pending[0]);
    await runPendingTraps(sh);
    return 128 + (signal ? signalNumber(signal) : 0);
  };
  // ash looks at its children only when it waits for one.
  if (sh.flavour.kind === 'bash') await reap(sh);
  if (next) {
    const over = sh.jobs.find((job) => job.background && jobState(job) === 'done');
    if (over && !sh.interactive) {
      const status = sh.ended.get(over.pids.at(-1) ?? 0) ?? 0;
      await settle(sh, over);
      return status;
    }
    const running = sh.jobs.filter((job) => jobState(job) === 'running');
    if (running.length === 0) return 127;
    const result = await waitPid(sh, -1, true);
    if (result === 'interrupted') return interrupted();
    const ended = running.find((job) => jobState(job) === 'done');
    if (ended && !sh.interactive) await settle(sh, ended);
    return result === 'none' ? 127 : exitStatus(result);
  }
  if (args.length === 0) {
    for (const job of [...sh.jobs]) {
      for (const pid of job.pids) {
        if (job.statuses.has(pid)) continue;
        if ((await waitPid(sh, pid, true)) === 'interrupted') return interrupted();
      }
      if (!sh.interactive) await settle(sh, job);
    }
    if (sh.interactive) await notify(sh);
    return 0;
  }
  let status = 0;
  for (const target of args) {
    const job = findJob(sh, target);
    const pid = target.startsWith('%') ? job?.pids.at(-1) : Number(target);
    if (target.startsWith('%') && !job) {
      status = (await noJob(sh, 'wait', target)) && 127;
      continue;
    }
    if (pid === undefined || Number.isNaN(pid)) {
      status = await builtinError(sh, 'wait', `\`${target}': not a pid or valid job spec`);
      continue;
    }
    const known = sh.ended.get(pid);
    if (known !== undefined && (!job || jobState(job) !== 'running')) {
      status = known;
      if (job && !sh.interactive) await settle(sh, job);
      continue;
    }
    if (!job) {
      if (sh.flavour.kind === 'bash') await builtinError(sh, 'wait', `pid ${pid} is not a child of this shell`);
      status = 127;
      continue;
    }
    for (const member of target.startsWith('%') ? job.pids : [pid]) {
      if (job.statuses.has(member)) continue;
      const result = await waitPid(sh, member, true);
      if (result === 'interrupted') return interrupted();
    }
    const end = job.statuses.get(pid);
    status = end ? exitStatus(end) : 127;
    if (sh.interactive) continue;
    if (sh.flavour.kind === 'ash' && end?.kind === 'signaled') await tellDeath(sh, end.signal, job);
    if (jobState(job) === 'done') await settle(sh, job);
  }
  return status;
}
