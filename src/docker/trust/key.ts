import type { Command } from '../command.ts';
import { unsimulated } from '../unsimulated.ts';

/** The verbs of `docker trust key` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  generate: unsimulated('docker trust key generate', {
    usage: 'NAME',
    short: 'Generate and load a signing key-pair',
    flags: 'dir string: Directory to generate key in, defaults to current directory',
  }),
  load: unsimulated('docker trust key load', {
    usage: '[OPTIONS] KEYFILE',
    short: 'Load a private key file for signing',
    flags: 'name string: Name for the loaded key (default "signer")',
  }),
};
