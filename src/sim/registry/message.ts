import type { EngineRequest } from '../../api/wire.ts';

/** A request to a registry: as one of the Engine API, and PATCH as well. */
export interface RegistryRequest extends Omit<EngineRequest, 'method'> {
  readonly method: EngineRequest['method'] | 'PATCH';
}
