import type { EngineResponse } from '../../api/wire.ts';
import { type EngineError, notFound, systemError } from '../errors.ts';
import { familiarName, familiarString, type Reference } from '../../api/reference.ts';
import { readAll } from '../../api/bytes.ts';

interface RegistryError {
  readonly code?: string;
  readonly message?: string;
}

/** The words the engine makes of a registry's error answer to a pull (moby: distribution/errors.go). */
export async function pullFailure(reference: Reference, response: EngineResponse, request: string): Promise<EngineError> {
  const { status, headers } = response;
  const text = new TextDecoder().decode(await readAll(response.body));
  let errors: readonly RegistryError[] = [];
  try {
    errors = (JSON.parse(text) as { errors?: readonly RegistryError[] }).errors ?? [];
  } catch {
    return systemError(`error parsing HTTP ${status} response body: invalid character in "${text.trim()}"`);
  }
  const { code, message = '' } = errors[0] ?? {};
  if (code === undefined)
    return systemError(`error parsing HTTP ${status} response body: no error details found in HTTP response body: ${JSON.stringify(text)}`);
  const cause = `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`;
  if (code === 'DENIED')
    return notFound(`pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': ${cause}`);
  if (code === 'MANIFEST_UNKNOWN') return notFound(`manifest for ${familiarString(reference)} not found: ${cause}`);
  if (code === 'NAME_UNKNOWN') return notFound(`repository ${familiarName(reference)} not found: ${cause}`);
  if (status === 401 && headers['www-authenticate'] && request !== '') return systemError(`${request}: no basic auth credentials`);
  return systemError(cause);
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+)(?::(\d+))?$/;

/** The words for a registry that nobody runs: a refused port of this host, or a name that does not resolve. */
export function unreachable(host: string, nameserver: string): EngineError {
  const loopback = LOOPBACK.exec(host);
  if (loopback) {
    const address = `${host.startsWith('127.') ? host.replace(/:.*/, '') : '127.0.0.1'}:${loopback[1] ?? '80'}`;
    return systemError(`Get "http://${host}/v2/": dial tcp ${address}: connect: connection refused`);
  }
  const name = host.replace(/:\d+$/, '');
  return systemError(`Get "https://${host}/v2/": dial tcp: lookup ${name} on ${nameserver}:53: no such host`);
}
