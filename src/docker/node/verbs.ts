import { NodeList } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { managerEach, managerInspect, managerOnly } from '../unsimulated.ts';

/** The verbs of `docker node` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  demote: managerOnly('docker node demote', NodeList, {
    usage: 'NODE [NODE...]',
    short: 'Demote one or more nodes from manager in the swarm',
  }),
  inspect: managerInspect('docker node inspect', NodeList, {
    usage: '[OPTIONS] self|NODE [NODE...]',
    short: 'Display detailed information on one or more nodes',
    flags: `f,format string: Format the output using the given Go template
pretty: Print the information in a human friendly format`,
  }),
  ls: managerOnly('docker node ls', NodeList, {
    usage: '[OPTIONS]',
    short: 'List nodes in the swarm',
    flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print nodes using a Go template
q,quiet: Only display IDs`,
  }),
  promote: managerOnly('docker node promote', NodeList, {
    usage: 'NODE [NODE...]',
    short: 'Promote one or more nodes to manager in the swarm',
  }),
  ps: managerOnly('docker node ps', NodeList, {
    usage: '[OPTIONS] [NODE...]',
    short: 'List tasks running on one or more nodes, defaults to current node',
    flags: `f,filter filter: Filter output based on conditions provided
format string: Pretty-print tasks using a Go template
no-resolve: Do not map IDs to Names
no-trunc: Do not truncate output
q,quiet: Only display task IDs`,
  }),
  rm: managerEach('docker node rm', NodeList, {
    usage: '[OPTIONS] NODE [NODE...]',
    short: 'Remove one or more nodes from the swarm',
    flags: 'f,force: Force remove a node from the swarm',
  }),
  update: managerOnly('docker node update', NodeList, {
    usage: '[OPTIONS] NODE',
    short: 'Update a node',
    flags: `availability string: Availability of the node ("active"|"pause"|"drain")
label-add list: Add or update a node label (key=value)
label-rm list: Remove a node label if exists
role string: Role of the node ("worker"|"manager")`,
  }),
};
