/** Who may do what in a registry: everybody, who knows a password (Basic), or who has a token (Bearer). */
import type { EngineResponse } from '../../api/wire.ts';
import { errorAnswer } from './answer.ts';
import { basicCredentials } from './credentials.ts';
import type { Action, TokenServer } from './token-server.ts';
import type { RegistryRequest } from './message.ts';

/** A registry's door. */
export interface Access {
  /** Null lets the request in; else the answer that turns it away. `name` is the repository it is about. */
  refusal(request: RegistryRequest, name: string | undefined): EngineResponse | null;
  /** Whose request it is; null for a stranger's. */
  user(request: RegistryRequest): string | null;
}

/** No door at all. */
export const openAccess: Access = { refusal: () => null, user: () => null };

const actionsOf = ({ method }: RegistryRequest): Action[] => (method === 'GET' || method === 'HEAD' ? ['pull'] : ['pull', 'push']);

function wanted(name: string | undefined, request: RegistryRequest): unknown {
  return name === undefined ? null : actionsOf(request).map((Action) => ({ Type: 'repository', Class: '', Name: name, Action }));
}

/** Users and their passwords, for everything (as docker-registry's htpasswd). */
export class BasicAccess implements Access {
  readonly #passwords: Readonly<Record<string, string>>;
  readonly #realm: string;

  constructor(passwords: Readonly<Record<string, string>>, realm: string) {
    this.#passwords = passwords;
    this.#realm = realm;
  }

  refusal(request: RegistryRequest, name: string | undefined): EngineResponse | null {
    const given = basicCredentials(request);
    if (given && Object.hasOwn(this.#passwords, given.username) && this.#passwords[given.username] === given.password) return null;
    return errorAnswer('UNAUTHORIZED', wanted(name, request), { 'www-authenticate': `Basic realm="${this.#realm}"` });
  }

  user(request: RegistryRequest): string | null {
    return basicCredentials(request)?.username ?? null;
  }
}

const tokenOf = ({ headers }: RegistryRequest): string | undefined => /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1];

/** Tokens of a token server, each good for the repositories and actions written in it. */
export class TokenAccess implements Access {
  readonly #server: TokenServer;

  constructor(server: TokenServer) {
    this.#server = server;
  }

  refusal(request: RegistryRequest, name: string | undefined): EngineResponse | null {
    const { realm, service } = this.#server;
    const actions = actionsOf(request);
    const token = tokenOf(request);
    const granted = token === undefined ? null : (this.#server.read(token)?.grants ?? null);
    if (granted && (name === undefined || actions.every((action) => granted.get(name)?.includes(action)))) return null;
    const scope = name === undefined ? '' : `,scope="repository:${name}:${actions.join(',')}"`;
    const error = token === undefined ? '' : `,error="${granted ? 'insufficient_scope' : 'invalid_token'}"`;
    return errorAnswer('UNAUTHORIZED', wanted(name, request), {
      'www-authenticate': `Bearer realm="${realm}",service="${service}"${scope}${error}`,
    });
  }

  user(request: RegistryRequest): string | null {
    return this.#server.read(tokenOf(request) ?? '')?.user ?? null;
  }
}
