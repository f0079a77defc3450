import { ContainerUpdate } from '../../api/client.ts';
import type { ContainerUpdateRequest } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { describe } from '../errors.ts';
import { containerFlags } from './flag-table.ts';
import { parseRestart } from './options.ts';

const shared =
  'blkio-weight cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems kernel-memory memory memory-reservation memory-swap pids-limit'.split(
    ' ',
  );

/** `docker update` */
export const update: Command = {
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Update configuration of one or more containers',
  flags: `${containerFlags
    .split('\n')
    .filter((line) => shared.includes(/^(?:\w,)?([\w-]+)/.exec(line)?.[1] ?? ''))
    .join('\n')}
cpu-rt-period int: Limit the CPU real-time period in microseconds
cpu-rt-runtime int: Limit the CPU real-time runtime in microseconds
restart string: Restart policy to apply when a container exits`,
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'container',
  async run(cli, flags, names) {
    if (!flags.definitions.some(({ name }) => flags.changed(name)))
      throw new Error('you must provide one or more flags when using this command');
    const body: ContainerUpdateRequest = {
      BlkioWeight: flags.number('blkio-weight'),
      CpuPeriod: flags.number('cpu-period'),
      CpuQuota: flags.number('cpu-quota'),
      CpuRealtimePeriod: flags.number('cpu-rt-period'),
      CpuRealtimeRuntime: flags.number('cpu-rt-runtime'),
      CpuShares: flags.number('cpu-shares'),
      NanoCpus: flags.number('cpus'),
      CpusetCpus: flags.string('cpuset-cpus'),
      CpusetMems: flags.string('cpuset-mems'),
      KernelMemory: flags.number('kernel-memory'),
      Memory: flags.number('memory'),
      MemoryReservation: flags.number('memory-reservation'),
      MemorySwap: flags.number('memory-swap'),
      ...(flags.changed('pids-limit') ? { PidsLimit: flags.number('pids-limit') } : {}),
      RestartPolicy: parseRestart(flags.string('restart')),
    };
    const errors: string[] = [];
    const warnings: string[] = [];
    for (const name of names) {
      try {
        warnings.push(...((await ContainerUpdate(cli.wire, name, body)).Warnings ?? []));
        await cli.print(name);
      } catch (error) {
        errors.push(describe(error));
      }
    }
    if (warnings.length > 0) await cli.print(warnings.join('\n'));
    if (errors.length > 0) throw new Error(errors.join('\n'));
  },
};
