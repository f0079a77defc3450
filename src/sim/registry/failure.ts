/** What the engine makes of a registry's error answers (moby: distribution/errors.go, distribution/registry/client/errors.go). */
import { readAll } from '../../api/bytes.ts';
import { familiarName, familiarString, type Reference } from '../../api/reference.ts';
import type { EngineResponse } from '../../api/wire.ts';
import { EngineError, notFound, systemError } from '../errors.ts';

/** An error of the Distribution API: its code in the spelling of the API ("" when there is none), and the engine's text for it. */
export interface RegistryFailure {
  readonly code: string;
  readonly text: string;
}

interface ErrorBody {
  readonly details?: string;
  readonly errors?: readonly { readonly code?: string; readonly message?: string }[];
}

const named = (code: string, message: string): RegistryFailure => ({
  code,
  text: `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`,
});

/** Reads an error answer. What a Bearer challenge says of the token goes before what stands in the body. */
export async function failureOf({ status, headers, body }: EngineResponse): Promise<RegistryFailure> {
  const [, error] = /^Bearer .*\berror="(\w+)"/.exec(headers['www-authenticate'] ?? '') ?? [];
  if (error === 'insufficient_scope') return named('DENIED', 'requested access to the resource is denied');
  if (error === 'invalid_token') return named('UNAUTHORIZED', 'authentication required');
  const text = new TextDecoder().decode(await readAll(body));
  const unexpected = (why: string): RegistryFailure => ({
    code: '',
    text: `error parsing HTTP ${status} response body: ${why}: ${JSON.stringify(text.trim())}`,
  });
  let value: ErrorBody;
  try {
    value = JSON.parse(text) as ErrorBody;
  } catch {
    return unexpected(`invalid character '${text.trim()[0] ?? ''}' looking for beginning of value`);
  }
  if (value.details) return named(status === 401 ? 'UNAUTHORIZED' : 'UNKNOWN', value.details);
  const { code, message = '' } = value.errors?.[0] ?? {};
  return code === undefined ? unexpected('no error details found in HTTP response body') : named(code, message);
}

/** A failure in the words of a pull. */
export function pullError(reference: Reference, { code, text }: RegistryFailure): EngineError {
  if (code === 'DENIED')
    return notFound(`pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': ${text}`);
  if (code === 'MANIFEST_UNKNOWN') return notFound(`manifest for ${familiarString(reference)} not found: ${text}`);
  if (code === 'NAME_UNKNOWN') return notFound(`repository ${familiarName(reference)} not found: ${text}`);
  return systemError(text);
}

/** A request that could not even be made: for want of credentials, of a token, or of anybody to answer. */
export class RequestError extends EngineError {
  /** Without the request in front: what a push says. */
  readonly reason: string;

  constructor(request: string, reason: string) {
    super('System', `${request}: ${reason}`);
    this.reason = reason;
  }
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+)(?::(\d+))?$/;

/** Whether a host is this machine, where plain HTTP is allowed without being asked for. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** Why nobody answers at a host: a refused port of this machine, or a name that does not resolve. */
export function unreachable(host: string, scheme: 'http' | 'https', path: string, nameserver: string): RequestError {
  const request = `Get "${scheme}://${host}${path}"`;
  const loopback = LOOPBACK.exec(host);
  if (loopback) {
    const address = `${host.startsWith('127.') ? host.replace(/:.*/, '') : '127.0.0.1'}:${loopback[1] ?? (scheme === 'https' ? '443' : '80')}`;
    return new RequestError(request, `dial tcp ${address}: connect: connection refused`);
  }
  const name = host.replace(/:\d+$/, '');
  if (/^\d+(?:\.\d+){3}$/.test(name))
    return new RequestError(request, `dial tcp ${/:\d+$/.test(host) ? host : `${host}:443`}: connect: no route to host`);
  return new RequestError(request, `dial tcp: lookup ${name} on ${nameserver}:53: no such host`);
}
