import type { Reference } from '../../api/reference.ts';
import type { Cli } from '../command.ts';
import type { Flags } from '../flags.ts';

/** Whether names are to be signed or checked: `--disable-content-trust=false`, or DOCKER_CONTENT_TRUST in the environment. */
export function contentTrust(cli: Cli, flags: Flags): boolean {
  if (flags.changed('disable-content-trust')) return !flags.bool('disable-content-trust');
  return /^(?:1|t|true)$/i.test(cli.env['DOCKER_CONTENT_TRUST'] ?? '');
}

/** There are no notary servers in this world: a registry of this machine answers the handshake with plain HTTP, others are not simulated. */
export function refuseTrust({ domain }: Reference): never {
  throw new Error(
    /^(?:localhost|127\.)/.test(domain)
      ? 'Error: error contacting notary server: tls: first record does not look like a TLS handshake'
      : 'content trust is not simulated yet',
  );
}
