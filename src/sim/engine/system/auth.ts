import type { AuthConfig, AuthResponse } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';

const HUB = 'https://index.docker.io/v1/';

/** POST /auth: tries a user's name and password at a registry. */
export async function SystemAuth(daemon: Daemon, { username = '', password = '', serveraddress = '' }: AuthConfig): Promise<AuthResponse> {
  await daemon.parts.registry.login(serveraddress || HUB, { username, password });
  return { IdentityToken: '', Status: 'Login Succeeded' };
}
