/** The tree of commands: what is simulated, and what `--help` lists but is not simulated yet. */
import { prune as builderPrune } from './builder/prune.ts';
import type { Command, Entry, Group } from './command.ts';
import { attach } from './container/attach.ts';
import { commit } from './container/commit.ts';
import { cp } from './container/cp.ts';
import { create } from './container/create.ts';
import { diff } from './container/diff.ts';
import { exec } from './container/exec.ts';
import { exportContainer } from './container/export.ts';
import { kill } from './container/kill.ts';
import { logs } from './container/logs.ts';
import { ls as containerLs } from './container/ls.ts';
import { pause } from './container/pause.ts';
import { port } from './container/port.ts';
import { prune as containerPrune } from './container/prune.ts';
import { rename } from './container/rename.ts';
import { restart } from './container/restart.ts';
import { rm as containerRm } from './container/rm.ts';
import { run } from './container/run.ts';
import { start } from './container/start.ts';
import { stats } from './container/stats.ts';
import { stop } from './container/stop.ts';
import { top } from './container/top.ts';
import { unpause } from './container/unpause.ts';
import { update } from './container/update.ts';
import { wait } from './container/wait.ts';
import { build } from './image/build.ts';
import { history } from './image/history.ts';
import { importImage } from './image/import.ts';
import { load } from './image/load.ts';
import { ls as imageLs } from './image/ls.ts';
import { prune as imagePrune } from './image/prune.ts';
import { pull } from './image/pull.ts';
import { push } from './image/push.ts';
import { rm as imageRm } from './image/rm.ts';
import { save } from './image/save.ts';
import { search } from './image/search.ts';
import { tag } from './image/tag.ts';
import { inspect, inspectOne } from './inspect.ts';
import { annotate as manifestAnnotate } from './manifest/annotate.ts';
import { create as manifestCreate } from './manifest/create.ts';
import { inspect as manifestInspect } from './manifest/inspect.ts';
import { push as manifestPush } from './manifest/push.ts';
import { rm as manifestRm } from './manifest/rm.ts';
import { connect as networkConnect } from './network/connect.ts';
import { create as networkCreate } from './network/create.ts';
import { disconnect as networkDisconnect } from './network/disconnect.ts';
import { ls as networkLs } from './network/ls.ts';
import { prune as networkPrune } from './network/prune.ts';
import { rm as networkRm } from './network/rm.ts';
import { df } from './system/df.ts';
import { events } from './system/events.ts';
import { info } from './system/info.ts';
import { login } from './system/login.ts';
import { logout } from './system/logout.ts';
import { prune as systemPrune } from './system/prune.ts';
import { version } from './system/version.ts';
import { create as volumeCreate } from './volume/create.ts';
import { ls as volumeLs } from './volume/ls.ts';
import { prune as volumePrune } from './volume/prune.ts';
import { rm as volumeRm } from './volume/rm.ts';

/** Commands that are only listed: "name: What it does", a line each. */
function listed(lines: string): Entry[] {
  return lines.split('\n').map((line) => {
    const at = line.indexOf(': ');
    return { name: line.slice(0, at), command: { short: line.slice(at + 2) } };
  });
}

/** Commands of a noun that is loaded when it is used: as `listed`, and where they are. */
function lazy(
  load: () => Promise<{ readonly verbs: Readonly<Record<string, Command>> }>,
  lines: string,
  aliases: Readonly<Record<string, readonly string[]>> = {},
): Entry[] {
  return listed(lines).map(({ name, command: { short } }) => ({
    name,
    command: { short, load: async () => (await load()).verbs[name] },
    ...(aliases[name] ? { aliases: aliases[name] } : {}),
  }));
}

function sorted(
  commands: Readonly<Record<string, Entry['command']>>,
  rest = '',
  aliases: Readonly<Record<string, readonly string[]>> = {},
): Entry[] {
  const entries = Object.entries(commands).map(
    ([name, command]): Entry => ({ name, command, ...(aliases[name] ? { aliases: aliases[name] } : {}) }),
  );
  return [...entries, ...(rest ? listed(rest) : [])].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const container = {
  attach,
  commit,
  cp,
  create,
  diff,
  exec,
  export: exportContainer,
  kill,
  logs,
  pause,
  port,
  rename,
  restart,
  rm: containerRm,
  run,
  start,
  stats,
  stop,
  top,
  unpause,
  update,
  wait,
};
const image = { build, history, import: importImage, load, pull, push, save, tag };

/** The nouns. */
export const groups: readonly Group[] = [
  { name: 'builder', short: 'Manage builds', entries: sorted({ build, prune: builderPrune }) },
  // Offered by engines with experimental features only, and listed by none.
  { name: 'checkpoint', short: 'Manage checkpoints', hidden: true, experimental: true, entries: listed('create: \nls: \nrm: ') },
  {
    name: 'completion',
    short: 'Generate the autocompletion script for the specified shell',
    long: `Generate the autocompletion script for docker for the specified shell.
See each sub-command's help for details on how to use the generated script.`,
    hidden: true,
    entries: lazy(
      () => import('./completion/verbs.ts'),
      `bash: Generate the autocompletion script for bash
fish: Generate the autocompletion script for fish
powershell: Generate the autocompletion script for powershell
zsh: Generate the autocompletion script for zsh`,
    ),
  },
  {
    name: 'config',
    short: 'Manage Docker configs',
    entries: lazy(
      () => import('./config/verbs.ts'),
      `create: Create a config from a file or STDIN
inspect: Display detailed information on one or more configs
ls: List configs
rm: Remove one or more configs`,
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'container',
    short: 'Manage containers',
    entries: sorted({ ...container, inspect: inspectOne('container', 'containers', true), ls: containerLs, prune: containerPrune }, '', {
      ls: ['ps', 'list'],
    }),
  },
  {
    name: 'context',
    short: 'Manage contexts',
    entries: lazy(
      () => import('./context/verbs.ts'),
      `create: Create a context
export: Export a context to a tar or kubeconfig file
import: Import a context from a tar or zip file
inspect: Display detailed information on one or more contexts
ls: List contexts
rm: Remove one or more contexts
update: Update a context
use: Set the current docker context`,
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'image',
    short: 'Manage images',
    entries: sorted({ ...image, inspect: inspectOne('image', 'images', false), ls: imageLs, prune: imagePrune, rm: imageRm }, '', {
      ls: ['list'],
      rm: ['rmi', 'remove'],
    }),
  },
  {
    name: 'manifest',
    short: 'Manage Docker image manifests and manifest lists',
    long: `The **docker manifest** command has subcommands for managing image manifests and
manifest lists. A manifest list allows you to use one name to refer to the same image
built for multiple architectures.

To see help for a subcommand, use:

    docker manifest CMD --help

For full details on using docker manifest lists, see the registry v2 specification.

EXPERIMENTAL:
  docker manifest is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`,
    entries: sorted({
      annotate: manifestAnnotate,
      create: manifestCreate,
      inspect: manifestInspect,
      push: manifestPush,
      rm: manifestRm,
    }),
  },
  {
    name: 'network',
    short: 'Manage networks',
    entries: sorted(
      {
        connect: networkConnect,
        create: networkCreate,
        disconnect: networkDisconnect,
        inspect: inspectOne('network', 'networks', false),
        ls: networkLs,
        prune: networkPrune,
        rm: networkRm,
      },
      '',
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'node',
    short: 'Manage Swarm nodes',
    entries: lazy(
      () => import('./node/verbs.ts'),
      `demote: Demote one or more nodes from manager in the swarm
inspect: Display detailed information on one or more nodes
ls: List nodes in the swarm
promote: Promote one or more nodes to manager in the swarm
ps: List tasks running on one or more nodes, defaults to current node
rm: Remove one or more nodes from the swarm
update: Update a node`,
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'plugin',
    short: 'Manage plugins',
    entries: lazy(
      () => import('./plugin/verbs.ts'),
      `create: Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.
disable: Disable a plugin
enable: Enable a plugin
inspect: Display detailed information on one or more plugins
install: Install a plugin
ls: List plugins
push: Push a plugin to a registry
rm: Remove one or more plugins
set: Change settings for a plugin
upgrade: Upgrade an existing plugin`,
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'secret',
    short: 'Manage Docker secrets',
    entries: lazy(
      () => import('./secret/verbs.ts'),
      `create: Create a secret from a file or STDIN as content
inspect: Display detailed information on one or more secrets
ls: List secrets
rm: Remove one or more secrets`,
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'service',
    short: 'Manage services',
    entries: lazy(
      () => import('./service/verbs.ts'),
      `create: Create a new service
inspect: Display detailed information on one or more services
logs: Fetch the logs of a service or task
ls: List services
ps: List the tasks of one or more services
rm: Remove one or more services
rollback: Revert changes to a service's configuration
scale: Scale one or multiple replicated services
update: Update a service`,
      { ls: ['list'], rm: ['remove'] },
    ),
  },
  {
    name: 'stack',
    short: 'Manage Docker stacks',
    flags: 'orchestrator string: Orchestrator to use (swarm|kubernetes|all)',
    entries: lazy(
      () => import('./stack/verbs.ts'),
      `deploy: Deploy a new stack or update an existing stack
ls: List stacks
ps: List the tasks in the stack
rm: Remove one or more stacks
services: List the services in the stack`,
      { deploy: ['up'], ls: ['list'], rm: ['remove', 'down'] },
    ),
  },
  {
    name: 'swarm',
    short: 'Manage Swarm',
    entries: lazy(
      () => import('./swarm/verbs.ts'),
      `ca: Display and rotate the root CA
init: Initialize a swarm
join: Join a swarm as a node and/or manager
join-token: Manage join tokens
leave: Leave the swarm
unlock: Unlock swarm
unlock-key: Manage the unlock key
update: Update the swarm`,
    ),
  },
  { name: 'system', short: 'Manage Docker', entries: sorted({ df, events, info, prune: systemPrune }) },
  {
    name: 'trust',
    short: 'Manage trust on Docker images',
    groups: [
      {
        name: 'key',
        short: 'Manage keys for signing Docker images',
        entries: lazy(
          () => import('./trust/key.ts'),
          `generate: Generate and load a signing key-pair
load: Load a private key file for signing`,
        ),
      },
      {
        name: 'signer',
        short: 'Manage entities who can sign Docker images',
        entries: lazy(
          () => import('./trust/signer.ts'),
          `add: Add a signer
remove: Remove a signer`,
        ),
      },
    ],
    entries: lazy(
      () => import('./trust/verbs.ts'),
      `inspect: Return low-level information about keys and signatures
revoke: Remove trust for an image
sign: Sign an image`,
    ),
  },
  {
    name: 'volume',
    short: 'Manage volumes',
    entries: sorted(
      { create: volumeCreate, inspect: inspectOne('volume', 'volumes', false), ls: volumeLs, prune: volumePrune, rm: volumeRm },
      '',
      { ls: ['list'], rm: ['remove'] },
    ),
  },
];

/** The commands without a noun. */
export const entries: readonly Entry[] = sorted({
  ...container,
  ...image,
  events,
  images: imageLs,
  info,
  inspect,
  login,
  logout,
  ps: containerLs,
  rmi: imageRm,
  search,
  version,
});

/** The flags before the command. */
export const globalFlags = (home: string): string => `config string: Location of client config files (default "${home}/.docker")
c,context string: Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")
D,debug: Enable debug mode
H,host list: Daemon socket(s) to connect to
l,log-level string: Set the logging level ("debug"|"info"|"warn"|"error"|"fatal") (default "info")
tls: Use TLS; implied by --tlsverify
tlscacert string: Trust certs signed only by this CA (default "${home}/.docker/ca.pem")
tlscert string: Path to TLS certificate file (default "${home}/.docker/cert.pem")
tlskey string: Path to TLS key file (default "${home}/.docker/key.pem")
tlsverify: Use TLS and verify the remote
v,version: Print version information and quit`;
