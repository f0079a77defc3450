/** Which engine a command line speaks to: `--host`, `--context`, DOCKER_HOST, DOCKER_CONTEXT or the current context. */
import { ConnectionError } from '../api/errors.ts';
import type { EngineRequest, EngineTransport } from '../api/wire.ts';
import { DEFAULT_CONTEXT, findContext } from './context/store.ts';
import type { CliContext } from './context.ts';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

function parseTcp(text: string): string {
  const [, authority = '', path = ''] = /^([^/]*)(.*)$/s.exec(text) ?? [];
  const at = authority.lastIndexOf(':');
  if (at >= 0 && !/^:\d*$/.test(authority.slice(at)))
    throw new Error(`parse ${JSON.stringify(`tcp://${text}`)}: invalid port ${JSON.stringify(authority.slice(at))} after host`);
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

/** What became of a request that found no way to an engine. The client speaks 1.24 to one whose version it could not ask. */
export function lostRequest({ method, url }: EngineRequest, authority: string, why: string): ConnectionError {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  return new ConnectionError(`error during connect: ${verb} "http://${authority}${url.replace(/^\/v[\d.]+/, '/v1.24')}": ${why}`);
}

/** An engine that does not answer. */
export function nobody(host: string): EngineTransport {
  const refuse = (request: EngineRequest): Promise<never> => Promise.reject(refusal(host, request));
  return { fetch: refuse, connect: refuse };
}

function refusal(host: string, request: EngineRequest): ConnectionError {
  const [, protocol, authority = '', name = ''] = /^(\w+):\/\/(([^:/]*)[^/]*)/.exec(host) ?? [];
  if (protocol === 'fd') return lostRequest(request, '', 'http: no Host in request URL');
  if (protocol === 'ssh')
    return lostRequest(
      request,
      'docker.example.com',
      `command [ssh -- ${name} docker system dial-stdio] has exited with exit status 255, please make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=ssh: Could not resolve hostname ${name}: Temporary failure in name resolution\n`,
    );
  if (protocol === 'tcp' && name !== 'localhost' && !/^[\d.]+$/.test(name))
    return lostRequest(request, authority, `dial tcp: lookup ${name} on 10.0.2.3:53: no such host`);
  return new ConnectionError(`Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?`);
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
  let host: string;
  try {
    if (contextName === DEFAULT_CONTEXT && flags.hosts.length > 1) throw new Error('Please specify only one -H');
    const asked =
      contextName === DEFAULT_CONTEXT ? (flags.hosts[0] ?? fromEnvironment) : (await findContext(ctx.files, folder, contextName)).host;
    host = parseHost(asked);
  } catch (error) {
    throw new Error(`unable to resolve docker endpoint: ${error instanceof Error ? error.message : error}`);
  }
  if (host.startsWith('npipe:')) throw new Error('protocol not available');
  return { contextName, host, wire: ctx.dial ? (ctx.dial(host) ?? nobody(host)) : ctx.transport };
}
