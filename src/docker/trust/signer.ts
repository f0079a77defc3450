import type { Command } from '../command.ts';
import { unsimulated } from '../unsimulated.ts';

/** The verbs of `docker trust signer` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  add: unsimulated('docker trust signer add', {
    usage: 'OPTIONS NAME REPOSITORY [REPOSITORY...] ',
    short: 'Add a signer',
    flags: "key list: Path to the signer's public key file",
  }),
  remove: unsimulated('docker trust signer remove', {
    usage: '[OPTIONS] NAME REPOSITORY [REPOSITORY...]',
    short: 'Remove a signer',
    flags: 'f,force: Do not prompt for confirmation before removing the most recent signer',
  }),
};
