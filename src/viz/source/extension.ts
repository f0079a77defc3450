/** The calls under `/_huajuan/`, which only the simulated engine answers. */
import type { Observation, StorageCost } from '../../api/observation.ts';
import { readJson, readJsonStream } from '../../api/request.ts';
import type { HostView, LayerNode, LayerStack } from '../../api/stage.ts';
import type { EngineResponse, EngineTransport } from '../../api/wire.ts';

/** Kernel and clock of the simulated host; null from a true engine. */
export async function hostView(wire: EngineTransport): Promise<HostView | null> {
  const response = await ask(wire, '/_huajuan/host');
  return response && readJson<HostView>(response);
}

/** Layers of a container or an image; null when there is no such thing (any more). */
export async function layerStack(wire: EngineTransport, of: { container: string } | { image: string }): Promise<LayerStack | null> {
  const response = await ask(wire, `/_huajuan/stack?${new URLSearchParams({ ...of })}`);
  return response && readJson<LayerStack>(response);
}

/** One folder of one layer; empty when the layer does not have it. */
export async function layerFolder(wire: EngineTransport, layer: string, path: string): Promise<readonly LayerNode[]> {
  const response = await ask(wire, `/_huajuan/tree?${new URLSearchParams({ layer, path })}`);
  return response ? readJson<readonly LayerNode[]>(response) : [];
}

/** Observations from now on, and what they cost; null from a true engine. */
export async function observations(wire: EngineTransport): Promise<AsyncGenerator<Observation | StorageCost> | null> {
  const response = await ask(wire, '/_huajuan/observations');
  return response && readJsonStream<Observation | StorageCost>(response.body);
}

/** An answer under `/_huajuan/`, or null. */
export async function ask(wire: EngineTransport, url: string): Promise<EngineResponse | null> {
  const response = await wire.fetch({ method: 'GET', url, headers: {} });
  return response.status < 400 ? response : null;
}
