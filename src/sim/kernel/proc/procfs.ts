import type { Kernel } from '../kernel.ts';
import type { PidNamespace } from '../pid.ts';
import type { Process } from '../process.ts';
import { bootCommandLine, procVersion } from '../version.ts';
import { type Entry, entryOf, folder, GeneratedFs, text } from './generated-fs.ts';
import { cpuinfo, filesystems, loadavg, meminfo, statText } from './machine.ts';
import { netFolder } from './net.ts';
import { processFolder } from './process-folder.ts';
import { sysFolder } from './sysctl.ts';

/** The /proc of a PID namespace (proc(5)). */
export function makeProcfs(kernel: Kernel, namespace: PidNamespace<Process>): GeneratedFs {
  const { clock } = kernel;
  const current = (): Process | null => {
    const process = kernel.current;
    return process && process.pid.in(namespace) > 0 ? process : null;
  };
  // Not kept: every running container has a /proc of its own.
  const fixed = (): Readonly<Record<string, Entry>> => ({
    self: { type: 'symlink', target: () => String(current()?.pid.in(namespace) ?? '') },
    'thread-self': {
      type: 'symlink',
      target: () => {
        const pid = current()?.pid.in(namespace) ?? '';
        return `${pid}/task/${pid}`;
      },
    },
    mounts: { type: 'symlink', target: () => 'self/mounts' },
    net: netFolder(() => (kernel.current ?? kernel.init).state.network),
    bus: folder({}),
    fs: folder({}),
    irq: folder({}),
    acpi: folder({}),
    keys: text(() => ''),
    timer_list: text(() => '', 0o400),
    cmdline: text(() => `${bootCommandLine}\n`),
    cpuinfo: text(cpuinfo),
    filesystems: text(filesystems),
    loadavg: text(() => loadavg(kernel, namespace)),
    meminfo: text(() => meminfo(kernel)),
    stat: text(() => statText(kernel)),
    swaps: text(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    uptime: text(() => {
      const seconds = (clock.now() - kernel.bootedAt) / 1000;
      return `${seconds.toFixed(2)} ${(2 * seconds - kernel.cpuMs / 1000).toFixed(2)}\n`;
    }),
    version: text(() => `${procVersion}\n`),
  });
  const root: Entry = {
    type: 'dir',
    mode: 0o555,
    list: () => [...[...namespace.processes.keys()].sort((a, b) => a - b).map(String), ...Object.keys(fixed()), 'sys'],
    get: (name) => {
      const process = /^[1-9]\d*$/.test(name) ? namespace.processes.get(Number(name)) : undefined;
      if (process) return processFolder(process, namespace);
      return name === 'sys' ? sysFolder(kernel) : entryOf(fixed(), name);
    },
  };
  return new GeneratedFs('proc', kernel.newDevice(), root, clock);
}
