import { SecretList } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { managerEach, managerInspect, managerOnly, readable } from '../unsimulated.ts';

/** The verbs of `docker secret` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  create: managerOnly('docker secret create', SecretList, {
    usage: '[OPTIONS] SECRET [file|-]',
    short: 'Create a secret from a file or STDIN as content',
    check: readable,
    flags: `d,driver string: Secret driver
l,label list: Secret labels
template-driver string: Template driver`,
  }),
  inspect: managerInspect('docker secret inspect', SecretList, {
    usage: '[OPTIONS] SECRET [SECRET...]',
    short: 'Display detailed information on one or more secrets',
    flags: `f,format string: Format the output using the given Go template
pretty: Print the information in a human friendly format`,
  }),
  ls: managerOnly('docker secret ls', SecretList, {
    usage: '[OPTIONS]',
    short: 'List secrets',
    flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print secrets using a Go template
q,quiet: Only display IDs`,
  }),
  rm: managerEach('docker secret rm', SecretList, {
    usage: 'SECRET [SECRET...]',
    short: 'Remove one or more secrets',
  }),
};
