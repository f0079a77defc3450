import type { AuthConfig } from '../api/types.ts';
import type { Cli } from './command.ts';

/** Docker Hub's key in the configuration file, and its address for a login. */
export const HUB_SERVER = 'https://index.docker.io/v1/';

/** The key that a registry's credentials have in the configuration file. */
const serverKey = (domain: string): string => (domain === 'docker.io' ? HUB_SERVER : domain);

/** A server's address without scheme and path: what its credentials are kept under. */
export const hostnameOf = (server: string): string => server.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';

/** The credentials that were kept for a server; empty when there are none. Keys may have a scheme and a path. */
export async function keptAuth(cli: Cli, server: string): Promise<AuthConfig> {
  const auths = await cli.auths();
  const kept = auths[server] ?? Object.entries(auths).find(([key]) => hostnameOf(key) === server)?.[1];
  return kept ? { ...kept, serveraddress: server } : {};
}

/** Base64 for URLs of a JSON value, as the header X-Registry-Auth takes it. */
const encode = (auth: AuthConfig | Readonly<Record<string, AuthConfig>>): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(auth))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/** The header X-Registry-Auth for a registry, from what `docker login` kept; empty credentials when there are none. */
export const registryAuth = async (cli: Cli, domain: string): Promise<string> => encode(await keptAuth(cli, serverKey(domain)));

/** The header X-Registry-Config: all that `docker login` kept, for a build that pulls from any registry. */
export const allAuths = async (cli: Cli): Promise<string> => encode({ ...(await cli.auths()) });
