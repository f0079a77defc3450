import type { AuthConfig } from '../api/types.ts';
import type { Cli } from './command.ts';

const hubServer = 'https://index.docker.io/v1/';

/** The key that a registry's credentials have in the configuration file. */
export const serverKey = (domain: string): string => (domain === 'docker.io' ? hubServer : domain);

/** Base64 for URLs of a JSON value, as the header X-Registry-Auth takes it. */
const encodeAuth = (auth: AuthConfig): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(auth))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/** The header X-Registry-Auth for a registry, from what `docker login` kept; empty credentials when there are none. */
export async function registryAuth(cli: Cli, domain: string): Promise<string> {
  const server = serverKey(domain);
  const kept = (await cli.auths())[server];
  if (!kept?.auth) return encodeAuth({});
  const [username = '', ...password] = atob(kept.auth).split(':');
  return encodeAuth({ username, password: password.join(':'), serveraddress: server });
}
