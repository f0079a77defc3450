import type { HostConfig } from '../../../api/types.ts';
import { invalidParameter } from '../../errors.ts';
import { cpusOf } from '../../kernel/cgroup.ts';
import type { HostInfo } from '../parts.ts';

const LEAST_MEMORY = 6 << 20;

/** What is wrong with the limits on memory, in Docker's words and order; null when nothing is. */
function memoryProblem(config: Partial<HostConfig>, updating: boolean): string | null {
  const { Memory = 0, MemorySwap = 0, MemoryReservation = 0, KernelMemory = 0, MemorySwappiness } = config;
  if (Memory !== 0 && Memory < LEAST_MEMORY) return 'Minimum memory limit allowed is 6MB';
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) return 'Minimum memoryswap limit should be larger than memory limit, see usage';
  if (Memory === 0 && MemorySwap > 0 && !updating) return 'You should always set the Memory limit when using Memoryswap limit, see usage';
  if (MemorySwappiness && (MemorySwappiness < -1 || MemorySwappiness > 100))
    return `Invalid value: ${MemorySwappiness}, valid memory swappiness range is 0-100`;
  if (MemoryReservation > 0 && MemoryReservation < LEAST_MEMORY) return 'Minimum memory reservation allowed is 6MB';
  if (Memory > 0 && MemoryReservation > Memory) return 'Minimum memory limit can not be less than memory reservation limit, see usage';
  return KernelMemory > 0 && KernelMemory < LEAST_MEMORY ? 'Minimum kernel memory limit allowed is 6MB' : null;
}

function cpuProblem(config: Partial<HostConfig>, { cpus }: HostInfo): string | null {
  const { NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0 } = config;
  if (NanoCpus > 0 && CpuPeriod > 0) return 'Conflicting options: Nano CPUs and CPU Period cannot both be set.';
  if (NanoCpus > 0 && CpuQuota > 0) return 'Conflicting options: Nano CPUs and CPU Quota cannot both be set.';
  if (NanoCpus < 0 || NanoCpus > cpus * 1e9) return `Range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`;
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > 1_000_000))
    return 'CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)';
  return CpuQuota > 0 && CpuQuota < 1000 ? 'CPU cfs quota can not be less than 1ms (i.e. 1000)' : null;
}

function setProblem(text: string, available: number, what: 'cpus' | 'mems'): string | null {
  if (text === '') return null;
  const backwards = text.split(',').some((range) => Number(range.split('-')[0]) > Number(range.split('-')[1] ?? range));
  if (backwards || !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return `Invalid value ${text} for cpuset ${what}: invalid format: ${text}`;
  if (cpusOf(text).every((number) => number < available)) return null;
  const there = available > 1 ? `0-${available - 1}` : '0';
  return `Requested ${what === 'cpus' ? 'CPUs' : 'memory nodes'} are not available - requested ${text}, available: ${there}`;
}

/** Docker's checks of the limits, at create and update. */
export function checkResources(config: Partial<HostConfig>, host: HostInfo, updating = false): void {
  const problem =
    memoryProblem(config, updating) ??
    cpuProblem(config, host) ??
    setProblem(config.CpusetCpus ?? '', host.cpus, 'cpus') ??
    setProblem(config.CpusetMems ?? '', 1, 'mems');
  if (problem !== null) throw invalidParameter(problem);
}

/** The limits without those that this kernel does not have, and what is said about it. */
export function adaptResources<T extends Partial<HostConfig>>(config: T): { config: T; warnings: string[] } {
  const warnings: string[] = [];
  let kept = config;
  if ((config.KernelMemory ?? 0) > 0)
    warnings.push('Specifying a kernel memory limit is deprecated and will be removed in a future release.');
  if (config.OomKillDisable && !config.Memory)
    warnings.push(
      'OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.',
    );
  if ((config.BlkioWeight ?? 0) > 0) {
    warnings.push('Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.');
    kept = { ...kept, BlkioWeight: 0 };
  }
  if (config.BlkioWeightDevice?.length) {
    warnings.push('Your kernel does not support Block I/O weight_device or the cgroup is not mounted. Weight-device discarded.');
    kept = { ...kept, BlkioWeightDevice: [] };
  }
  return { config: kept, warnings };
}
