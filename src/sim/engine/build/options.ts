import type { AuthConfig, HostConfig } from '../../../api/types.ts';
import type { Body } from '../../../api/wire.ts';

/** What POST /build is asked for. */
export interface BuildOptions {
  readonly tags: readonly string[];
  /** Path in the context, "" for "Dockerfile". */
  readonly dockerfile: string;
  /** URL of the context, "" when it is the body. */
  readonly remote: string;
  readonly quiet: boolean;
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly remove: boolean;
  readonly forceRemove: boolean;
  readonly squash: boolean;
  readonly target: string;
  readonly platform: string;
  readonly buildArgs: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly cacheFrom: readonly string[];
  readonly securityOpt: readonly string[];
  readonly isolation: string;
  /** Of the containers that run the commands. */
  readonly host: Partial<HostConfig>;
  /** "1" the classic builder, "2" BuildKit. */
  readonly version: string;
  readonly credentials: Readonly<Record<string, AuthConfig>>;
  /** A tar archive, plain or gzip. */
  readonly context: Body;
}
