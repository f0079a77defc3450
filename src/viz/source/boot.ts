/** Asks an engine how its host booted and how its newest container started, again whenever something may have changed. */
import { ContainerInspect, ContainerList, ImageHistory, ImageInspect, SystemEvents, SystemInfo } from '../../api/client.ts';
import { readJson } from '../../api/request.ts';
import type { BootView } from '../../api/stage.ts';
import type { EventMessage } from '../../api/types.ts';
import type { EngineTransport } from '../../api/wire.ts';
import type { BootFacts, StartFacts } from '../model/boot/facts.ts';
import { matchHistory } from './inventory.ts';
import { listenTo } from './listen.ts';

/** A host that boots has no engine that could tell of it: it is asked this often, milliseconds. */
const ASK_MS = 2000;
/** Several events of one command are one change. */
const SETTLE_MS = 60;

/** Starts to ask; gives back what ends it. */
export function startBootSource(transport: EngineTransport, onFacts: (facts: BootFacts) => void): () => void {
  const over = new AbortController();
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  const ask = async (): Promise<void> => {
    if (asking || over.signal.aborted) return;
    asking = true;
    clearTimeout(timer);
    const facts = await readBoot(transport).catch(() => null);
    asking = false;
    if (over.signal.aborted) return;
    timer = setTimeout(() => void ask(), ASK_MS);
    const text = JSON.stringify(facts);
    if (!facts || text === told) return;
    told = text;
    onFacts(facts);
  };
  const take = (event: EventMessage): void => {
    if (!['start', 'die', 'destroy', 'rename'].includes(event.Action)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), SETTLE_MS);
  };
  void ask();
  // Without events the next question finds what is new.
  void listenTo({ open: () => SystemEvents(transport, { filters: { type: ['container'] } }), take }, over.signal);
  return () => {
    over.abort();
    clearTimeout(timer);
  };
}

/** What the engine tells; of a true one by Docker's own API, without the moments. */
export async function readBoot(transport: EngineTransport): Promise<BootFacts> {
  const response = await transport.fetch({ method: 'GET', url: '/_huajuan/boot', headers: {} });
  if (response.status >= 400) return plainBoot(transport);
  const { kernel, poweredOn, stages, container } = await readJson<BootView>(response);
  return { kernel, poweredOn, stages, start: container && { ...container, ms: container.ms.executed, made: container } };
}

async function plainBoot(transport: EngineTransport): Promise<BootFacts> {
  const [info, containers] = await Promise.all([SystemInfo(transport), ContainerList(transport, { all: true })]);
  const newest = containers.find(({ State }) => State !== 'created');
  const start = newest ? await plainStart(transport, newest.Id).catch(() => null) : null;
  return { kernel: `Linux ${info.KernelVersion}`, poweredOn: null, stages: [], start };
}

async function plainStart(transport: EngineTransport, id: string): Promise<StartFacts> {
  const { value: container } = await ContainerInspect(transport, id);
  const [image, history] = await Promise.all([ImageInspect(transport, container.Image), ImageHistory(transport, container.Image)]);
  return {
    name: container.Name.replace(/^\//, ''),
    image: container.Config.Image,
    command: [container.Path, ...container.Args].join(' '),
    layers: matchHistory(image.value.RootFS.Layers ?? [], history).map(({ bytes, createdBy }) => ({ size: bytes, createdBy })),
    first: container.RestartCount === 0,
    readonly: container.HostConfig.ReadonlyRootfs,
    running: container.State.Running,
    ms: null,
    made: null,
  };
}
