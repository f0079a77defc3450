import type { ProcessInfo } from '../kernel/types.ts';
import { type Command, type Main, errno } from './command.ts';
import { strftime } from './dates.ts';
import { getopt } from './getopt.ts';
import { busyboxArgs, short } from './ps.ts';
import { userNames } from './users.ts';

/** top(1): `-b -n COUNT -d SECONDS`; q ends it. */
export const top: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, cmd.gnu ? 'bcd:Hin:o:p:su:w::' : 'bHn:d:');
  const batch = options.has('b') || !sys.isatty(1);
  const rounds = Number(options.get('n') ?? Number.POSITIVE_INFINITY);
  const delay = Number(options.get('d') ?? (cmd.gnu ? 3 : 5)) * 1000;
  const raw = !batch && sys.isatty(0);
  const old = raw ? sys.tcgetattr(0) : null;
  if (old) sys.tcsetattr(0, { ...old, canonical: false, echo: false });
  let stop = false;
  const quit = (async () => {
    while (raw && !stop) {
      const data = await sys.read(0, 1);
      if (data.length === 0 || data[0] === 113) stop = true;
    }
  })();
  const restore = (): void => {
    if (old) sys.tcsetattr(0, old);
  };
  sys.sigaction('INT', () => {
    stop = true;
  });
  const before = new Map<number, number>();
  for (let round = 0; round < rounds && !stop; round++) {
    const screen = (cmd.gnu ? gnu : busybox)(cmd, before, delay);
    const rows = batch ? screen.length : (sys.winsize(1).rows || 24) - 1;
    cmd.out(
      batch
        ? `${screen.join('\n')}\n${cmd.gnu && round + 1 < rounds ? '\n' : ''}`
        : `\x1b[H\x1b[J${screen
            .slice(0, rows)
            .map((line) => line.slice(0, sys.winsize(1).cols || 80))
            .join('\r\n')}`,
    );
    await cmd.flush();
    if (round + 1 >= rounds) break;
    try {
      await (raw ? Promise.race([sys.sleep(delay), quit]) : sys.sleep(delay));
    } catch (error) {
      errno(error);
    }
  }
  restore();
  if (!batch) cmd.out('\n');
  return 0;
};

function shares(processes: readonly ProcessInfo[], before: Map<number, number>, ms: number): (process: ProcessInfo) => number {
  const used = new Map(processes.map((process) => [process.pid, process.cpuMs - (before.get(process.pid) ?? process.cpuMs)]));
  for (const process of processes) before.set(process.pid, process.cpuMs);
  return (process) => Math.min(100, ((used.get(process.pid) ?? 0) * 100) / ms);
}

function busybox(cmd: Command, before: Map<number, number>, ms: number): string[] {
  const { sys } = cmd;
  const { total, free, available } = sys.memory();
  const k = (bytes: number): number => Math.floor(bytes / 1024);
  const processes = [...sys.processes()];
  const share = shares(processes, before, ms);
  const user = userNames(sys);
  const running = processes.filter((process) => process.state === 'R').length;
  return [
    `Mem: ${k(total - free)}K used, ${k(free)}K free, 0K shrd, 0K buff, ${k(Math.max(0, available - free))}K cached`,
    'CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq',
    `Load average: 0.00 0.00 0.00 ${running}/${processes.length} ${Math.max(...processes.map((process) => process.pid))}`,
    '  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND',
    ...processes
      .sort((a, b) => share(b) - share(a) || b.rss - a.rss)
      .map(
        (p) =>
          `${String(p.pid).padStart(5)} ${String(p.ppid).padStart(5)} ${user(p.uid).slice(0, 8).padEnd(8)} ${p.state.padEnd(4)} ${short(p.vsz).padStart(5)} ${String(Math.floor((p.vsz * 100) / total)).padStart(3)}% ${String(Math.floor(share(p))).padStart(3)}% ${busyboxArgs(p)}`,
      ),
  ];
}

function gnu(cmd: Command, before: Map<number, number>, ms: number): string[] {
  const { sys } = cmd;
  const { total, free, available, swapTotal, swapFree } = sys.memory();
  const mib = (bytes: number): string => (bytes / 1048576).toFixed(1).padStart(8);
  const processes = [...sys.processes()];
  const share = shares(processes, before, ms);
  const user = userNames(sys);
  const count = (state: string): string => String(processes.filter((process) => process.state === state).length).padStart(3);
  const minutes = Math.floor(sys.uptime() / 60000);
  const up = minutes >= 60 ? `${String(Math.floor(minutes / 60)).padStart(2)}:${String(minutes % 60).padStart(2, '0')}` : `${minutes} min`;
  return [
    `top - ${strftime('%H:%M:%S', sys.now())} up ${up},  0 users,  load average: 0.00, 0.00, 0.00`,
    `Tasks: ${String(processes.length).padStart(3)} total, ${count('R')} running, ${count('S')} sleeping, ${count('T')} stopped, ${count('Z')} zombie`,
    '%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
    `MiB Mem : ${mib(total)} total, ${mib(free)} free, ${mib(total - available)} used, ${mib(Math.max(0, available - free))} buff/cache     `,
    `MiB Swap: ${mib(swapTotal)} total, ${mib(swapFree)} free, ${mib(swapTotal - swapFree)} used. ${mib(available)} avail Mem `,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
    ...processes
      .sort((a, b) => share(b) - share(a) || a.pid - b.pid)
      .map((p) => {
        const time = `${Math.floor(p.cpuMs / 60000)}:${((p.cpuMs / 1000) % 60).toFixed(2).padStart(5, '0')}`;
        return `${String(p.pid).padStart(7)} ${user(p.uid).slice(0, 8).padEnd(8)}  20   0 ${String(Math.round(p.vsz / 1024)).padStart(7)} ${String(Math.round(p.rss / 1024)).padStart(6)} ${String(Math.round(p.rss / 1536)).padStart(6)} ${p.state} ${share(p).toFixed(1).padStart(5)} ${((p.rss * 100) / total).toFixed(1).padStart(5)} ${time.padStart(9)} ${p.comm}`;
      }),
  ];
}
