import { SwarmInspect, SwarmLeave } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { describe } from '../errors.ts';
import { commandUsage } from '../help.ts';
import { type Declared, known, managerOnly, unsimulated } from '../unsimulated.ts';

const unlockKey: typeof SwarmInspect = (wire) =>
  SwarmInspect(wire).catch((error: unknown) => Promise.reject(new Error(`could not fetch unlock key: ${describe(error)}`)));

/** `docker swarm update`, which without a flag shows its help. */
function updateOrHelp(declared: Declared): Command {
  const command = managerOnly('docker swarm update', SwarmInspect, declared);
  return {
    ...command,
    async run(cli, flags, args) {
      if (flags.definitions.some(({ name }) => flags.changed(name))) return command.run(cli, flags, args);
      const entry = { name: 'update', command };
      await cli.write(`\n${commandUsage('docker swarm update', entry, command, flags.definitions, cli.winsize()?.cols ?? 80, true)}`);
    },
  };
}

/** The verbs of `docker swarm` as the real client has them; what they do is not simulated. */
export const verbs: Readonly<Record<string, Command>> = {
  ca: managerOnly('docker swarm ca', SwarmInspect, {
    usage: '[OPTIONS]',
    short: 'Display and rotate the root CA',
    flags: `ca-cert pem-file: Path to the PEM-formatted root CA certificate to use for the new cluster
ca-key pem-file: Path to the PEM-formatted root CA key to use for the new cluster
cert-expiry duration: Validity period for node certificates (ns|us|ms|s|m|h) (default 2160h0m0s)
d,detach: Exit immediately instead of waiting for the root rotation to converge
external-ca external-ca: Specifications of one or more certificate signing endpoints
q,quiet: Suppress progress output
rotate: Rotate the swarm CA - if no certificate or key are provided, new ones will be generated`,
  }),
  init: unsimulated('docker swarm init', {
    usage: '[OPTIONS]',
    short: 'Initialize a swarm',
    flags: `advertise-addr string: Advertised address (format: <ip|interface>[:port])
autolock: Enable manager autolocking (requiring an unlock key to start a stopped manager)
availability string: Availability of the node ("active"|"pause"|"drain") (default "active")
cert-expiry duration: Validity period for node certificates (ns|us|ms|s|m|h) (default 2160h0m0s)
data-path-addr string: Address or interface to use for data path traffic (format: <ip|interface>)
data-path-port uint32: Port number to use for data path traffic (1024 - 49151). If no value is set or is set to 0, the default port (4789) is used.
default-addr-pool ipNetSlice: default address pool in CIDR format (default [])
default-addr-pool-mask-length uint32: default address pool subnet mask length (default 24)
dispatcher-heartbeat duration: Dispatcher heartbeat period (ns|us|ms|s|m|h) (default 5s)
external-ca external-ca: Specifications of one or more certificate signing endpoints
force-new-cluster: Force create a new cluster from current state
listen-addr node-addr: Listen address (format: <ip|interface>[:port]) (default 0.0.0.0:2377)
max-snapshots uint: Number of additional Raft snapshots to retain
snapshot-interval uint: Number of log entries between Raft snapshots (default 10000)
task-history-limit int: Task history retention limit (default 5)`,
  }),
  join: unsimulated('docker swarm join', {
    usage: '[OPTIONS] HOST:PORT',
    short: 'Join a swarm as a node and/or manager',
    flags: `advertise-addr string: Advertised address (format: <ip|interface>[:port])
availability string: Availability of the node ("active"|"pause"|"drain") (default "active")
data-path-addr string: Address or interface to use for data path traffic (format: <ip|interface>)
listen-addr node-addr: Listen address (format: <ip|interface>[:port]) (default 0.0.0.0:2377)
token string: Token for entry into the swarm`,
  }),
  'join-token': managerOnly('docker swarm join-token', SwarmInspect, {
    usage: '[OPTIONS] (worker|manager)',
    short: 'Manage join tokens',
    check(_flags, [role = '']) {
      if (role !== 'worker' && role !== 'manager') throw new Error(`unknown role ${role}`);
    },
    flags: `q,quiet: Only display token
rotate: Rotate join token`,
  }),
  leave: known(
    {
      usage: '[OPTIONS]',
      short: 'Leave the swarm',
      flags: 'f,force: Force this node to leave the swarm, ignoring warnings',
    },
    (cli, flags) => SwarmLeave(cli.wire, { force: flags.bool('force') }),
  ),
  unlock: unsimulated('docker swarm unlock', {
    usage: '',
    short: 'Unlock swarm',
  }),
  'unlock-key': managerOnly('docker swarm unlock-key', unlockKey, {
    usage: '[OPTIONS]',
    short: 'Manage the unlock key',
    flags: `q,quiet: Only display token
rotate: Rotate unlock key`,
  }),
  update: updateOrHelp({
    usage: '[OPTIONS]',
    short: 'Update the swarm',
    flags: `autolock: Change manager autolocking setting (true|false)
cert-expiry duration: Validity period for node certificates (ns|us|ms|s|m|h) (default 2160h0m0s)
dispatcher-heartbeat duration: Dispatcher heartbeat period (ns|us|ms|s|m|h) (default 5s)
external-ca external-ca: Specifications of one or more certificate signing endpoints
max-snapshots uint: Number of additional Raft snapshots to retain
snapshot-interval uint: Number of log entries between Raft snapshots (default 10000)
task-history-limit int: Task history retention limit (default 5)`,
  }),
};
