/** Which engine a command line speaks to: `--host`, `--context`, DOCKER_HOST, DOCKER_CONTEXT or the current context. */
import { ConnectionError } from '../api/errors.ts';
import type { EngineTransport } from '../api/wire.ts';
import { DEFAULT_CONTEXT, findContext } from './context/store.ts';
import type { CliContext } from './context.ts';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

function parseTcp(text: string): string {
  const [, authority = '', path = ''] = /^([^/]*)(.*)$/s.exec(text) ?? [];
  const at = authority.lastIndexOf(':');
  const [host, port] = at < 0 ? [authority, ''] : [authority.slice(0, at), authority.slice(at + 1)];
  return `tcp://${host || 'localhost'}:${port || '2375'}${path}`;
}

/** An address as `--host` takes it, in full: ":2375" is "tcp://localhost:2375". Throws in Docker's words. */
export function parseHost(text: string): string {
  const value = text.trim();
  if (value === '') return DEFAULT_HOST;
  const [, protocol = 'tcp', address = ''] = /^(?:([^:]*):\/\/)?(.*)$/s.exec(value) ?? [];
  if (protocol === 'tcp') return parseTcp(address);
  if (protocol === 'unix') return address === '' ? DEFAULT_HOST : value;
  if (protocol === 'npipe' || protocol === 'fd' || protocol === 'ssh') return value;
  throw new Error(`Invalid bind address format: ${value}`);
}

/** An engine that does not answer. */
function nobody(host: string): EngineTransport {
  const refuse = (): Promise<never> =>
    Promise.reject(new ConnectionError(`Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?`));
  return { fetch: refuse, connect: refuse };
}

/** The context of a command line and the engine behind it. */
export interface Endpoint {
  readonly contextName: string;
  readonly host: string;
  readonly wire: EngineTransport;
}

/** Finds the engine; `hosts` and `context` are what the flags say. Throws in Docker's words. */
export async function resolveEndpoint(
  ctx: CliContext,
  folder: string,
  flags: { readonly hosts: readonly string[]; readonly context: string; readonly current: string },
): Promise<Endpoint> {
  if (flags.context !== '' && flags.hosts.length > 0) throw new Error('Conflicting options: either specify --host or --context, not both');
  const fromEnvironment = ctx.env['DOCKER_HOST'] ?? '';
  let contextName = flags.context;
  if (contextName === '' && flags.hosts.length === 0 && fromEnvironment === '')
    contextName = (ctx.env['DOCKER_CONTEXT'] ?? '') || flags.current;
  contextName ||= DEFAULT_CONTEXT;
  const open = (host: string): Endpoint => ({
    contextName,
    host,
    wire: ctx.dial ? (ctx.dial(host) ?? nobody(host)) : ctx.transport,
  });
  try {
    if (contextName !== DEFAULT_CONTEXT) return open(parseHost((await findContext(ctx.files, folder, contextName)).host));
    if (flags.hosts.length > 1) throw new Error('Please specify only one -H');
    return open(parseHost(flags.hosts[0] ?? fromEnvironment));
  } catch (error) {
    throw new Error(`unable to resolve docker endpoint: ${error instanceof Error ? error.message : error}`);
  }
}
