import type { ContainerStats as Stats, CpuStats } from '../../../api/types.ts';
import type { Body } from '../../../api/wire.ts';
import type { Timer } from '../../clock.ts';
import type { Daemon } from '../daemon.ts';
import { invalidParameter } from '../../errors.ts';
import { JsonStream } from '../stream.ts';
import { NEVER, rfc3339 } from '../time.ts';
import type { Container } from './container.ts';

const SECOND = 1000;
const idle = (): CpuStats => ({
  cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
  throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
});

function cpu(daemon: Daemon, cpuMs: number): CpuStats {
  const total = Math.round(cpuMs * 1e6);
  return {
    ...idle(),
    cpu_usage: { total_usage: total, usage_in_kernelmode: 0, usage_in_usermode: total },
    system_cpu_usage: Math.round((daemon.clock.now() - daemon.parts.info.bootedAt) * 1e6 * daemon.parts.info.cpus),
    online_cpus: daemon.parts.info.cpus,
  };
}

function sample(daemon: Daemon, container: Container, before: Stats | null): Stats {
  const common = { name: `/${container.name}`, id: container.id };
  const blkio = { io_service_bytes_recursive: null };
  if (!container.task)
    return {
      read: NEVER,
      preread: NEVER,
      pids_stats: {},
      blkio_stats: blkio,
      num_procs: 0,
      storage_stats: {},
      cpu_stats: idle(),
      precpu_stats: idle(),
      memory_stats: {},
      ...common,
    };
  const { memory, cpuMs, pids } = container.task.stats();
  const limit = container.hostConfig.Memory || daemon.parts.info.memory;
  return {
    read: rfc3339(daemon.clock.now()),
    preread: before?.read ?? NEVER,
    pids_stats: { current: pids },
    blkio_stats: { io_service_bytes_recursive: [] },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpu(daemon, cpuMs),
    precpu_stats: before?.cpu_stats ?? idle(),
    memory_stats: { usage: memory, max_usage: memory, stats: { total_inactive_file: 0 }, limit },
    ...common,
    networks: {
      eth0: { rx_bytes: 0, rx_packets: 0, rx_errors: 0, rx_dropped: 0, tx_bytes: 0, tx_packets: 0, tx_errors: 0, tx_dropped: 0 },
    },
  };
}

/** GET /containers/{id}/stats: one sample every second, or (not `stream`) one that knows the second before. */
export function ContainerStats(daemon: Daemon, id: string, options: { stream: boolean; oneShot: boolean }): Body {
  if (options.stream && options.oneShot) throw invalidParameter('cannot have stream=true and one-shot=true');
  const container = daemon.containers.get(id);
  const out = new JsonStream();
  let last: Stats | null = null;
  let timer: Timer | null = null;
  const tick = (): void => {
    if (daemon.containers.named(container.name) !== container) return out.end();
    const next = sample(daemon, container, last);
    const done = !options.stream && (options.oneShot || last !== null || !container.task);
    if (options.stream || done) out.send(next);
    last = next;
    if (done) out.end();
    else timer = daemon.clock.after(SECOND, tick);
  };
  out.onClose = () => timer?.cancel();
  tick();
  return out;
}
