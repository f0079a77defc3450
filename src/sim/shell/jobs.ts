import { FsError } from '../fs/types.ts';
import type { Signal, WaitStatus } from '../kernel/types.ts';
import { Interrupt } from './control.ts';
import { writeText } from './io.ts';
import { prefix } from './message.ts';
import { signalNumber } from '../kernel/signals.ts';
import { signalWords } from './signals.ts';
import type { Shell } from './shell.ts';

/** A pipeline that the shell started. */
export interface Job {
  readonly id: number;
  readonly pgid: number;
  readonly pids: readonly number[];
  readonly command: string;
  readonly statuses: Map<number, WaitStatus>;
  background: boolean;
  /** The user has been told about its present state. */
  notified: boolean;
}

/** A process's end as `$?` shows it. */
export const exitStatus = (status: WaitStatus): number => (status.kind === 'exited' ? status.code : 128 + signalNumber(status.signal));

/** Running, stopped or done, with the status of its last process. */
export function jobState(job: Job): 'running' | 'stopped' | 'done' {
  const states = job.pids.map((pid) => job.statuses.get(pid));
  if (states.some((s) => s?.kind === 'stopped')) return 'stopped';
  return states.every((s) => s !== undefined) ? 'done' : 'running';
}

/** Enters a job in the table. */
export function addJob(sh: Shell, pids: readonly number[], command: string, background: boolean): Job {
  const job: Job = {
    id: Math.max(0, ...sh.jobs.map((j) => j.id)) + 1,
    pgid: pids[0] ?? 0,
    pids,
    command,
    statuses: new Map(),
    background,
    notified: false,
  };
  sh.jobs.push(job);
  return job;
}

const currentFirst = (sh: Shell): Job[] =>
  [...sh.jobs].reverse().sort((a, b) => Number(jobState(b) === 'stopped') - Number(jobState(a) === 'stopped'));

/** A job by `%1`, `%%`, `%+`, `%-`, `%name`, `%?text` or a process id. */
export function findJob(sh: Shell, spec = '%%'): Job | undefined {
  if (/^\d+$/.test(spec)) return sh.jobs.find((job) => job.pids.includes(Number(spec)));
  const name = spec.slice(1);
  if (/^\d+$/.test(name)) return sh.jobs.find((job) => job.id === Number(name));
  const order = currentFirst(sh);
  if (name === '' || name === '%' || name === '+') return order[0];
  if (name === '-') return order[1] ?? order[0];
  return order.find((job) => (name.startsWith('?') ? job.command.includes(name.slice(1)) : job.command.startsWith(name)));
}

function words(job: Job): string {
  const state = jobState(job);
  if (state === 'running') return 'Running';
  if (state === 'stopped') return 'Stopped';
  const last = job.statuses.get(job.pids.at(-1) ?? 0);
  if (last?.kind === 'exited') return last.code === 0 ? 'Done' : `Exit ${last.code}`;
  return last ? signalWords(last.signal) : 'Done';
}

/** A line of `jobs`: `[1]+  Running                 sleep 9 &`. */
export function jobLine(sh: Shell, job: Job, withPid = false): string {
  const order = currentFirst(sh);
  const mark = order[0] === job ? '+' : order[1] === job ? '-' : ' ';
  const state = sh.flavour.kind === 'ash' && words(job).startsWith('Exit ') ? `Done(${words(job).slice(5)})` : words(job);
  const running = jobState(job) === 'running' && sh.flavour.kind === 'bash' ? ' &' : '';
  return `[${job.id}]${mark}  ${withPid ? `${String(job.pgid).padStart(5)} ` : ''}${state.padEnd(sh.flavour.kind === 'bash' ? 23 : 26)} ${job.command}${running}\n`;
}

function record(sh: Shell, pid: number, status: WaitStatus): void {
  for (const job of sh.jobs) {
    if (!job.pids.includes(pid)) continue;
    // One more process of a stopped pipeline is no news.
    const known = job.notified && jobState(job) === 'stopped' && status.kind === 'stopped';
    job.statuses.set(pid, status);
    job.notified = known;
    if (status.kind !== 'stopped') sh.ended.set(pid, exitStatus(status));
  }
}

/** Takes note of children that have ended or stopped, without waiting. */
export async function reap(sh: Shell): Promise<void> {
  for (;;) {
    try {
      const result = await sh.sys.wait(-1, { noHang: true, untraced: sh.jobControl });
      if (!result) return;
      record(sh, result.pid, result.status);
    } catch (error) {
      if (error instanceof FsError && error.code === 'EINTR') continue;
      if (error instanceof FsError && error.code === 'ECHILD') return;
      throw error;
    }
  }
}

/** Tells an interactive user which jobs have ended or stopped, and forgets the ended ones. */
export async function notify(sh: Shell): Promise<void> {
  // What `kill` has just hit is not dead yet when the shell looks for the first time.
  if (sh.justKilled) sh.justKilled = false;
  else await reap(sh);
  for (const job of [...sh.jobs]) {
    const state = jobState(job);
    if (state === 'running' || (state === 'stopped' && job.notified)) continue;
    if (sh.interactive && !job.notified) await writeText(sh.sys, 2, jobLine(sh, job));
    job.notified = true;
    if (state === 'done') forget(sh, job);
  }
}

/** Takes a job out of the table. */
export function forget(sh: Shell, job: Job): void {
  sh.jobs = sh.jobs.filter((other) => other !== job);
}

/** Waits until one child has ended (or stopped, under job control). EINTR ends the waiting only when `interruptible`. */
export async function waitPid(sh: Shell, pid: number, interruptible = false): Promise<WaitStatus | 'interrupted' | 'none'> {
  for (;;) {
    try {
      const result = await sh.sys.wait(pid, { untraced: sh.jobControl });
      if (!result) continue;
      record(sh, result.pid, result.status);
      return result.status;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      if (error.code === 'ECHILD') return 'none';
      if (error.code !== 'EINTR') throw error;
      if (interruptible && (sh.pending.length > 0 || sh.interrupted)) return 'interrupted';
    }
  }
}

/** Makes a group the terminal's foreground group; TTOU must be ignored for it, but not in the programs we start. */
export function giveTerminal(sh: Shell, group: number): void {
  sh.sys.sigaction('TTOU', 'ignore');
  sh.sys.tcsetpgrp(sh.terminalFd, group);
  sh.resetSignal('TTOU');
}

/** Takes a background job that has ended out of a script's table; bash says first which signal it was. */
export async function settle(sh: Shell, job: Job): Promise<void> {
  const last = job.statuses.get(job.pids.at(-1) ?? 0);
  const told = sh.flavour.kind === 'bash' && sh.traceDepth === 0 && last?.kind === 'signaled' && !sh.traps.has(last.signal);
  if (told) await tellDeath(sh, last.signal, job);
  forget(sh, job);
}

/** A script has waited for a command: it takes note of what ended meanwhile in the background, and bash of what died there. */
async function lookBehind(sh: Shell): Promise<void> {
  if (sh.interactive || sh.jobs.length === 0) return;
  await reap(sh);
  if (sh.flavour.kind !== 'bash') return;
  for (const job of [...sh.jobs])
    if (job.background && jobState(job) === 'done' && job.statuses.get(job.pids.at(-1) ?? 0)?.kind === 'signaled') await settle(sh, job);
}

/** Waits for a foreground job, takes the terminal back, and says how it ended when that is worth saying. */
export async function waitForeground(sh: Shell, job: Job): Promise<number> {
  for (const pid of job.pids) {
    const seen = job.statuses.get(pid);
    if (seen && seen.kind !== 'stopped') continue;
    const status = await waitPid(sh, pid);
    if (status === 'none') job.statuses.set(pid, { kind: 'exited', code: 127 });
    else if (status !== 'interrupted') job.statuses.set(pid, status);
    if (status !== 'none' && status !== 'interrupted' && status.kind === 'stopped') break;
  }
  if (sh.jobControl) giveTerminal(sh, sh.sys.getpgid());
  const last = job.statuses.get(job.pids.at(-1) ?? 0) ?? [...job.statuses.values()].at(-1);
  const stopped = jobState(job) === 'stopped';
  if (stopped) {
    job.background = true;
    job.notified = true;
    await writeText(sh.sys, 2, `${sh.flavour.kind === 'bash' ? '\n' : ''}${jobLine(sh, job)}`);
    return 128 + signalNumber('TSTP');
  }
  forget(sh, job);
  await lookBehind(sh);
  const status = last ? exitStatus(last) : 0;
  const killed = job.pids.map((pid) => job.statuses.get(pid)).find((s) => s?.kind === 'signaled');
  if (last?.kind === 'signaled') await tellDeath(sh, last.signal, job);
  else if (killed?.kind === 'signaled' && killed.signal === 'INT' && sh.jobControl) throw new Interrupt();
  sh.vars.setArrayQuietly(
    'PIPESTATUS',
    job.pids.map((pid) => String(exitStatus(job.statuses.get(pid) ?? { kind: 'exited', code: 0 }))),
  );
  return status;
}

/** Prints that a signal ended a job, as the shell does. */
export async function tellDeath(sh: Shell, signal: Signal, job: Job): Promise<void> {
  if (signal === 'INT') {
    if (sh.jobControl) {
      sh.status = 130;
      throw new Interrupt();
    }
    return;
  }
  if (signal === 'PIPE' || (signal === 'TERM' && job.background && sh.flavour.kind === 'bash')) return;
  const text = signalWords(signal);
  if (sh.interactive || sh.flavour.kind === 'ash' || (signal === 'TERM' && !job.background)) await writeText(sh.sys, 2, `${text}\n`);
  else await writeText(sh.sys, 2, `${prefix(sh)}${String(job.pids.at(-1)).padStart(5)} ${text.padEnd(23)} ${job.command}\n`);
}
