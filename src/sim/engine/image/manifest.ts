import { parseReference } from '../../../api/reference.ts';
import type { RegistryManifest } from '../../../api/registry.ts';
import type { Daemon } from '../daemon.ts';
import type { PullCredentials } from './pull.ts';
import { checked } from './read.ts';

/** GET /_huajuan/manifest: what `docker manifest inspect` asks a registry. */
export const manifest = (daemon: Daemon, name: string, insecure: boolean, credentials?: PullCredentials): Promise<RegistryManifest> =>
  daemon.parts.registry.manifest(
    checked('parameter', () => parseReference(name)),
    insecure,
    credentials,
  );
