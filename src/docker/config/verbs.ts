import { ConfigList } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { managerEach, managerInspect, managerOnly, readable } from '../unsimulated.ts';

/** The verbs of `docker config` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  create: managerOnly('docker config create', ConfigList, {
    usage: '[OPTIONS] CONFIG file|-',
    short: 'Create a config from a file or STDIN',
    check: readable,
    flags: `l,label list: Config labels
template-driver string: Template driver`,
  }),
  inspect: managerInspect('docker config inspect', ConfigList, {
    usage: '[OPTIONS] CONFIG [CONFIG...]',
    short: 'Display detailed information on one or more configs',
    flags: `f,format string: Format the output using the given Go template
pretty: Print the information in a human friendly format`,
  }),
  ls: managerOnly('docker config ls', ConfigList, {
    usage: '[OPTIONS]',
    short: 'List configs',
    flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print configs using a Go template
q,quiet: Only display IDs`,
  }),
  rm: managerEach('docker config rm', ConfigList, {
    usage: 'CONFIG [CONFIG...]',
    short: 'Remove one or more configs',
  }),
};
