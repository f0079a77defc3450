import type { Command } from '../command.ts';
import { renderList } from '../format/table.ts';
import { listFormat } from '../list-format.ts';
import { currentHost } from './create.ts';
import { DEFAULT_CONTEXT, listContexts } from './store.ts';

const titles = {
  Name: 'NAME',
  Description: 'DESCRIPTION',
  DockerEndpoint: 'DOCKER ENDPOINT',
  KubernetesEndpoint: 'KUBERNETES ENDPOINT',
  StackOrchestrator: 'ORCHESTRATOR',
};

/** `docker context ls` */
export const ls: Command = {
  usage: '[OPTIONS]',
  short: 'List contexts',
  flags: `format string: Pretty-print contexts using a Go template
q,quiet: Only show context names`,
  args: [0, Number.POSITIVE_INFINITY],
  async run(cli, flags) {
    const row = (Name: string, Description: string, DockerEndpoint: string, StackOrchestrator: string) => ({
      Name,
      Description,
      DockerEndpoint,
      KubernetesEndpoint: '',
      StackOrchestrator,
      Current: Name === cli.contextName,
    });
    const kept = await listContexts(cli.files, cli.folder);
    const rows = [
      row(DEFAULT_CONTEXT, 'Current DOCKER_HOST based configuration', currentHost(cli), 'swarm'),
      ...kept.map(({ Name, Metadata, Endpoints }) =>
        row(Name, Metadata.Description ?? '', Endpoints.docker?.Host ?? '', Metadata.StackOrchestrator ?? ''),
      ),
    ].sort((a, b) => (a.Name < b.Name ? -1 : 1));
    const format = listFormat(flags.string('format'), flags.bool('quiet'), {
      quiet: '{{.Name}}',
      table:
        'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.KubernetesEndpoint}}\t{{.StackOrchestrator}}',
    });
    await cli.write(renderList(format, { type: '*formatter.clientContextContext', titles, rows }));
    if (cli.env['DOCKER_HOST'])
      await cli.complain(
        'Warning: DOCKER_HOST environment variable overrides the active context. To use a context, either set the global --context flag, or unset DOCKER_HOST environment variable.',
      );
  },
};
