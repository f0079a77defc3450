/** What the docker client asks registries itself, without the engine: beside Docker's API, on the same wire; a true engine answers 404. */
import { readAll } from './bytes.ts';
import { call } from './request.ts';
import type { EngineTransport } from './wire.ts';

/** A manifest as a registry has it. */
export interface RegistryManifest {
  readonly text: string;
  readonly digest: string;
  readonly mediaType: string;
  /** Of a single image. */
  readonly platform: { readonly architecture: string; readonly os: string } | null;
}

/** Fetches the manifest behind a name. Throws ApiError. */
export async function registryManifest(
  wire: EngineTransport,
  name: string,
  insecure: boolean,
  registryAuth: string,
): Promise<RegistryManifest> {
  const response = await call(wire, 'GET', '/_huajuan/manifest', {
    query: { name, insecure },
    headers: { 'x-registry-auth': registryAuth },
  });
  return JSON.parse(new TextDecoder().decode(await readAll(response.body))) as RegistryManifest;
}
