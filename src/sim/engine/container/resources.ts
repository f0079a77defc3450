import type { HostConfig } from '../../../api/types.ts';
import type { RuntimeResources } from '../../kernel/runtime.ts';

const PERIOD = 100_000;

/** The limits of a container's settings as its control group has them; a limit that is not set is taken away. */
export function resourcesOf(config: HostConfig): RuntimeResources {
  const { NanoCpus, CpuQuota, CpuPeriod } = config;
  return {
    memory: config.Memory,
    memorySwap: config.MemorySwap,
    memoryReservation: config.MemoryReservation,
    kernelMemory: config.KernelMemory,
    memorySwappiness: config.MemorySwappiness ?? 60,
    oomKillDisable: config.OomKillDisable ?? false,
    cpuShares: config.CpuShares,
    // A number of CPUs is so much of every period.
    cpuQuota: NanoCpus > 0 ? Math.round((NanoCpus * PERIOD) / 1e9) : CpuQuota,
    cpuPeriod: NanoCpus > 0 ? PERIOD : CpuPeriod,
    cpusetCpus: config.CpusetCpus,
    cpusetMems: config.CpusetMems,
    pids: config.PidsLimit ?? 0,
    blkioWeight: config.BlkioWeight,
  };
}
