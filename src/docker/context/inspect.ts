import type { Cli, Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { ANY, type GoType, type GoValue, goBool, goString, mapOf, STRING, sliceOf, untyped } from '../format/go.ts';
import { parseFormat } from '../format/table.ts';
import { TemplateError } from '../format/template.ts';
import { currentHost } from './create.ts';
import { type ContextMeta, DEFAULT_CONTEXT, findContext, metaFolder, tlsFolder } from './store.ts';

interface Described {
  readonly meta: ContextMeta;
  readonly storage: { readonly MetadataPath: string; readonly TLSPath: string };
}

async function describeContext(cli: Cli, name: string): Promise<Described> {
  if (name === DEFAULT_CONTEXT)
    return {
      meta: {
        Name: name,
        Metadata: { StackOrchestrator: 'swarm' },
        Endpoints: { docker: { Host: currentHost(cli), SkipTLSVerify: false } },
      },
      storage: { MetadataPath: '<IN MEMORY>', TLSPath: '<IN MEMORY>' },
    };
  const { meta } = await findContext(cli.files, cli.folder, name);
  return { meta, storage: { MetadataPath: metaFolder(cli.folder, name), TLSPath: tlsFolder(cli.folder, name) } };
}

const escaped = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);

const field = (name: string, type: GoType) => ({ name, type, json: name, omitEmpty: false, embedded: false });
const endpointType: GoType = {
  kind: 'struct',
  name: 'docker.EndpointMeta',
  fields: () => [field('Host', STRING), field('SkipTLSVerify', { kind: 'bool', name: 'bool' })],
};
const contextType: GoType = {
  kind: 'struct',
  name: 'context.contextWithTLSListing',
  fields: () => [
    field('Name', STRING),
    field('Metadata', ANY),
    field('Endpoints', mapOf(STRING, ANY)),
    field('TLSMaterial', mapOf(STRING, sliceOf(STRING))),
    field('Storage', ANY),
  ],
};

function goContext({ meta, storage }: Described): GoValue {
  const { docker } = meta.Endpoints;
  const endpoint: GoValue = {
    type: endpointType,
    data: (name: string) => (name === 'Host' ? goString(docker?.Host ?? '') : goBool(docker?.SkipTLSVerify ?? false)),
  };
  const parts: Readonly<Record<string, GoValue>> = {
    Name: goString(meta.Name),
    // Go's embedded store.Metadata: templates see no field of it, JSON all of the context.
    Metadata: { type: { kind: 'struct', name: 'store.Metadata', fields: () => [], json: () => escaped(meta) }, data: () => goString('') },
    Endpoints: { type: mapOf(STRING, ANY), data: new Map([['docker', { type: ANY, data: endpoint }]]) },
    TLSMaterial: { type: mapOf(STRING, sliceOf(STRING)), data: new Map() },
    Storage: { type: ANY, data: untyped(storage) },
  };
  return { type: contextType, data: (name: string) => parts[name] ?? goString('') };
}

/** `docker context inspect` */
export const inspect: Command = {
  usage: '[OPTIONS] [CONTEXT] [CONTEXT...]',
  short: 'Display detailed information on one or more contexts',
  flags: 'f,format string: Format the output using the given Go template',
  args: [0, Number.POSITIVE_INFINITY],
  async run(cli, flags, args) {
    const format = flags.string('format');
    const template = format === '' ? null : parseFormat(format, '');
    const texts: string[] = [];
    const found: unknown[] = [];
    const problems: string[] = [];
    for (const name of args.length > 0 ? args : [cli.contextName]) {
      try {
        const context = await describeContext(cli, name);
        if (template) texts.push(template.execute(goContext(context)));
        found.push({
          Name: context.meta.Name,
          Metadata: context.meta.Metadata,
          Endpoints: context.meta.Endpoints,
          TLSMaterial: {},
          Storage: context.storage,
        });
      } catch (error) {
        const prefix = error instanceof TemplateError ? 'template parsing error: ' : '';
        problems.push(prefix + (error instanceof Error ? error.message : String(error)));
      }
    }
    await cli.print(template ? texts.join('\n') : found.length === 0 ? '[]' : escaped(found, 4));
    if (problems.length > 0) throw new StatusError(1, problems.join('\n'));
  },
};
