import { ServiceList } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { pathError } from '../errors.ts';
import { managerOnly } from '../unsimulated.ts';

/** The verbs of `docker stack` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  deploy: managerOnly('docker stack deploy', ServiceList, {
    usage: '[OPTIONS] STACK',
    short: 'Deploy a new stack or update an existing stack',
    async check(flags, _args, cli) {
      const files = flags.list('compose-file');
      if (files.length === 0) throw new Error('Please specify a Compose file (with --compose-file)');
      for (const file of files)
        if (file !== '-') await cli.files.read(file).catch((error: unknown) => Promise.reject(pathError('open', file, error)));
    },
    flags: `c,compose-file strings: Path to a Compose file, or "-" to read from stdin
orchestrator string: Orchestrator to use (swarm|kubernetes|all)
prune: Prune services that are no longer referenced
resolve-image string: Query the registry to resolve image digest and supported platforms ("always"|"changed"|"never") (default "always")
with-registry-auth: Send registry authentication details to Swarm agents`,
  }),
  ls: managerOnly('docker stack ls', ServiceList, {
    usage: '[OPTIONS]',
    short: 'List stacks',
    flags: `format string: Pretty-print stacks using a Go template
orchestrator string: Orchestrator to use (swarm|kubernetes|all)`,
  }),
  ps: managerOnly('docker stack ps', ServiceList, {
    usage: '[OPTIONS] STACK',
    short: 'List the tasks in the stack',
    flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print tasks using a Go template
no-resolve: Do not map IDs to Names
no-trunc: Do not truncate output
orchestrator string: Orchestrator to use (swarm|kubernetes|all)
q,quiet: Only display task IDs`,
  }),
  rm: managerOnly('docker stack rm', ServiceList, {
    usage: '[OPTIONS] STACK [STACK...]',
    short: 'Remove one or more stacks',
    flags: 'orchestrator string: Orchestrator to use (swarm|kubernetes|all)',
  }),
  services: managerOnly('docker stack services', ServiceList, {
    usage: '[OPTIONS] STACK',
    short: 'List the services in the stack',
    flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print services using a Go template
orchestrator string: Orchestrator to use (swarm|kubernetes|all)
q,quiet: Only display IDs`,
  }),
};
