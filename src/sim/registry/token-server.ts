/** A token server (Distribution's "Token Authentication"): trades a name and a password for a token of what they may do. */
import type { EngineResponse } from '../../api/wire.ts';
import { sha256 } from '../image/digest.ts';
import { jsonAnswer } from './answer.ts';
import { basicCredentials } from './credentials.ts';
import type { RegistryRequest } from './message.ts';

/** What one can ask for in a repository. */
export type Action = 'pull' | 'push';

export interface TokenServerOptions {
  /** "https://auth.docker.io/token" */
  readonly realm: string;
  /** "registry.docker.io" */
  readonly service: string;
  /** Whether it knows the user by that password. */
  readonly knows: (username: string, password: string) => boolean;
  /** What a user (null: a stranger) may do in a repository. */
  readonly allowed: (username: string | null, repository: string) => readonly Action[];
  /** Resolves when it can tell what there is. */
  readonly ready: () => Promise<void>;
  /** What it says to a wrong password. */
  readonly refusal: string;
}

/** Whose a token is (null: a stranger's), and what may be done with it in which repositories. */
export interface Token {
  readonly user: string | null;
  readonly grants: ReadonlyMap<string, readonly Action[]>;
}

const LIFETIME_S = 300;
/** Tokens are only good in this world, so what signs them may be known. */
const KEY = 'huajuan';

/** Says who may do what, in tokens a registry can read without asking. */
export class TokenServer {
  readonly realm: string;
  readonly service: string;
  readonly #options: TokenServerOptions;

  constructor(options: TokenServerOptions) {
    this.realm = options.realm;
    this.service = options.service;
    this.#options = options;
  }

  /** GET /token?service=…&scope=repository:NAME:pull,push (any number of scopes). */
  async fetch(request: RegistryRequest): Promise<EngineResponse> {
    await this.#options.ready();
    const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
    const given = basicCredentials(request);
    if (given && !this.#options.knows(given.username, given.password)) return jsonAnswer({ details: this.#options.refusal }, 401);
    const user = given?.username ?? null;
    const grants = query
      .getAll('scope')
      .flatMap((scope) => scope.split(' '))
      .flatMap((scope): [string, Action[]][] => {
        const [, name, actions = ''] = /^repository(?:\([^)]*\))?:(.+):([a-z,*]*)$/.exec(scope) ?? [];
        if (name === undefined) return [];
        const allowed = this.#options.allowed(user, name);
        return [[name, allowed.filter((action) => actions.split(',').includes(action))]];
      });
    const token = this.#sign(JSON.stringify([user, grants]));
    return jsonAnswer({ token, access_token: token, expires_in: LIFETIME_S });
  }

  /** Null when it is none of ours. */
  read(token: string): Token | null {
    const [payload = ''] = token.split('.', 1);
    try {
      const text = decodeURIComponent(atob(payload));
      if (this.#sign(text) !== token) return null;
      const [user, grants] = JSON.parse(text) as [string | null, [string, Action[]][]];
      return { user, grants: new Map(grants) };
    } catch {
      return null;
    }
  }

  #sign(text: string): string {
    const payload = btoa(encodeURIComponent(text));
    return `${payload}.${sha256(`${KEY} ${this.service} ${payload}`).slice('sha256:'.length)}`;
  }
}
