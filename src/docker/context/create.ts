import type { Cli, Command } from '../command.ts';
import { pathError } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { DEFAULT_HOST, parseHost } from '../endpoint.ts';
import { type ContextMeta, checkName, DEFAULT_CONTEXT, findContext, hasContext, keepContext } from './store.ts';

const FILES = ['ca', 'cert', 'key'];
const KEYS = ['from', 'host', 'skip-tls-verify', ...FILES];

/** The docker endpoint that `--docker` describes. Throws in Docker's words. */
export async function dockerEndpoint(cli: Cli, flags: Flags): Promise<NonNullable<ContextMeta['Endpoints']['docker']>> {
  const asked = flags.map('docker');
  const failed = (message: string): Error => new Error(`unable to create docker endpoint config: ${message}`);
  for (const key of Object.keys(asked)) if (!KEYS.includes(key)) throw failed(`${key}: unrecognized config key`);
  if (asked['from'] !== undefined) {
    if (asked['from'] === DEFAULT_CONTEXT) return { Host: currentHost(cli), SkipTLSVerify: false };
    const { meta } = await findContext(cli.files, cli.folder, asked['from']).catch((error: Error) => Promise.reject(failed(error.message)));
    return meta.Endpoints.docker ?? { Host: '', SkipTLSVerify: false };
  }
  for (const key of FILES) {
    const path = asked[key];
    if (path) await cli.files.read(path).catch((error: unknown) => Promise.reject(failed(pathError('open', path, error).message)));
  }
  const Host = asked['host'] ?? '';
  if (!Host.includes('://')) throw failed(`unable to apply docker endpoint options: unable to parse docker host \`${Host}\``);
  return { Host, SkipTLSVerify: /^(1|t|T|TRUE|true|True)$/.test(asked['skip-tls-verify'] ?? '') };
}

/** The address that the environment and `--host` make. */
export const currentHost = (cli: Cli): string => (cli.contextName === DEFAULT_CONTEXT ? cli.host : environmentHost(cli));
const environmentHost = (cli: Cli): string => {
  const host = cli.env['DOCKER_HOST'] ?? '';
  return host === '' ? DEFAULT_HOST : parseHost(host);
};

/** `docker context create` */
export const create: Command = {
  usage: '[OPTIONS] CONTEXT',
  short: 'Create a context',
  long: `Create a context

Docker endpoint config:

NAME                DESCRIPTION
from                Copy named context's Docker endpoint configuration
host                Docker endpoint on which to connect
ca                  Trust certs signed only by this CA
cert                Path to TLS certificate file
key                 Path to TLS key file
skip-tls-verify     Skip TLS certificate validation

Kubernetes endpoint config:

NAME                 DESCRIPTION
from                 Copy named context's Kubernetes endpoint configuration
config-file          Path to a Kubernetes config file
context-override     Overrides the context set in the kubernetes config file
namespace-override   Overrides the namespace set in the kubernetes config file

Example:

$ docker context create my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"`,
  flags: `default-stack-orchestrator string: Default orchestrator for stack operations to use with this context (swarm|kubernetes|all)
description string: Description of the context
docker stringToString: set the docker endpoint (default [])
from string: create context from a named context
kubernetes stringToString: set the kubernetes endpoint (default [])`,
  accepted: ['kubernetes'],
  args: [1, 1],
  async run(cli, flags, [name = '']) {
    const { files, folder } = cli;
    checkName(name);
    if (await hasContext(files, folder, name)) throw new Error(`context "${name}" already exists`);
    const from = flags.string('from');
    const described = flags.string('description') ? { Description: flags.string('description') } : {};
    const orchestrator = flags.string('default-stack-orchestrator');
    const orchestrated = orchestrator ? { StackOrchestrator: orchestrator } : {};
    if (from !== '' && (flags.changed('docker') || flags.changed('kubernetes')))
      throw new Error('cannot use --docker or --kubernetes flags when --from is set');
    let meta: ContextMeta;
    if (from !== '' && from !== DEFAULT_CONTEXT) {
      const found = await findContext(files, folder, from);
      meta = { ...found.meta, Name: name, Metadata: { ...found.meta.Metadata, ...described, ...orchestrated } };
    } else if (flags.changed('docker'))
      meta = { Name: name, Metadata: { ...described, ...orchestrated }, Endpoints: { docker: await dockerEndpoint(cli, flags) } };
    else
      meta = {
        Name: name,
        Metadata: { ...described, StackOrchestrator: orchestrator || 'swarm' },
        Endpoints: { docker: { Host: currentHost(cli), SkipTLSVerify: false } },
      };
    await keepContext(files, folder, meta);
    await cli.print(name);
    await cli.complain(`Successfully created context "${name}"`);
  },
};
