import type { Command } from '../command.ts';
import { unsimulated } from '../unsimulated.ts';

/** The verbs of `docker trust` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  inspect: unsimulated('docker trust inspect', {
    usage: 'IMAGE[:TAG] [IMAGE[:TAG]...]',
    short: 'Return low-level information about keys and signatures',
    flags: 'pretty: Print the information in a human friendly format',
  }),
  revoke: unsimulated('docker trust revoke', {
    usage: '[OPTIONS] IMAGE[:TAG]',
    short: 'Remove trust for an image',
    flags: 'y,yes: Do not prompt for confirmation',
  }),
  sign: unsimulated('docker trust sign', {
    usage: 'IMAGE:TAG',
    short: 'Sign an image',
    flags: 'local: Sign a locally tagged image',
  }),
};
