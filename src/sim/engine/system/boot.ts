import type { BootView, ContainerStartView } from '../../../api/stage.ts';
import type { StartRecord } from '../container/start-record.ts';
import type { Daemon } from '../daemon.ts';
import { readOnlyLayers } from './stage.ts';

function startView(daemon: Daemon, { container: id, layers, first, steps, made, pid }: StartRecord): ContainerStartView | null {
  const container = daemon.containers.all().find((one) => one.id === id);
  if (!container || !made || steps.executed === undefined) return null;
  const shown = new Map(readOnlyLayers(daemon, container.imageId).map((layer) => [layer.id, layer]));
  const since = (at: number | undefined): number => Math.max(0, (at ?? steps.asked) - steps.asked);
  return {
    id,
    name: container.name,
    image: container.image,
    driver: daemon.parts.driver.name,
    command: [container.path, ...container.args].join(' '),
    asked: steps.asked,
    ms: { network: since(steps.network), mounted: since(steps.mounted), executed: since(steps.executed) },
    layers: layers.map((chain) => ({ id: chain, size: shown.get(chain)?.size ?? 0, createdBy: shown.get(chain)?.createdBy ?? '' })),
    first,
    namespaces: made.namespaces,
    cgroup: made.cgroup,
    mounts: made.mounts,
    readonly: container.hostConfig.ReadonlyRootfs,
    pid,
    pidInside: made.pidInside,
    running: container.running,
  };
}

/** GET /_huajuan/boot[?container=ID] */
export function boot(daemon: Daemon, id: string | null): BootView {
  const { starts } = daemon;
  const wanted = id === null ? null : daemon.containers.get(id).id;
  const records = starts.all().filter(({ container }) => wanted === null || container === wanted);
  let container: ContainerStartView | null = null;
  for (const record of records) container ??= startView(daemon, record);
  const stages = daemon.parts.info.boot?.() ?? [];
  const poweredOn = stages[0]?.at ?? 0;
  return {
    kernel: `Linux ${daemon.parts.info.kernelVersion}`,
    os: daemon.parts.info.operatingSystem,
    poweredOn,
    stages: stages.map(({ at, ...stage }) => ({ ...stage, ms: Math.round(at - poweredOn) })),
    container,
  };
}
