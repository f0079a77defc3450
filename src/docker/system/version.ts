import { SystemVersion } from '../../api/client.ts';
import type { Version } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { describe, StatusError } from '../errors.ts';
import { alignTabs } from '../format/table.ts';
import { Template, TemplateError, TemplateSyntaxError } from '../format/template.ts';
import { GoStruct } from '../format/value.ts';

/** The build of the client that this one is equal to. */
export const client = {
  version: '20.10.24+dfsg1',
  api: '1.41',
  go: 'go1.19.8',
  commit: '297e128',
  built: '2026-05-07T21:09:36.000000000+00:00',
  os: 'linux',
  arch: 'amd64',
} as const;

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3339 as ANSI C writes times: "Thu May  7 21:09:36 2026". */
function ansic(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 19)} ${date.getUTCFullYear()}`;
}

const standard = `{{with .Client -}}
Client:{{if ne .Platform.Name ""}} {{.Platform.Name}}{{end}}
 Version:\t{{.Version}}
 API version:\t{{.APIVersion}}{{if ne .APIVersion .DefaultAPIVersion}} (downgraded from {{.DefaultAPIVersion}}){{end}}
 Go version:\t{{.GoVersion}}
 Git commit:\t{{.GitCommit}}
 Built:\t{{.BuildTime}}
 OS/Arch:\t{{.Os}}/{{.Arch}}
 Context:\t{{.Context}}
 Experimental:\t{{.Experimental}}
{{- end}}

{{- if .ServerOK}}{{with .Server}}

Server:{{if ne .Platform.Name ""}} {{.Platform.Name}}{{end}}
 {{- range $component := .Components}}
 {{$component.Name}}:
  {{- if eq $component.Name "Engine" }}
  Version:\t{{.Version}}
  API version:\t{{index .Details "ApiVersion"}} (minimum version {{index .Details "MinAPIVersion"}})
  Go version:\t{{index .Details "GoVersion"}}
  Git commit:\t{{index .Details "GitCommit"}}
  Built:\t{{index .Details "BuildTime"}}
  OS/Arch:\t{{index .Details "Os"}}/{{index .Details "Arch"}}
  Experimental:\t{{index .Details "Experimental"}}
  {{- else }}
  Version:\t{{$component.Version}}
  {{- $detailsOrder := .Order}}
  {{- range $key := $detailsOrder}}
  {{$key}}:\t{{index $component.Details $key}}
  {{- end}}
  {{- end}}
 {{- end}}
{{- end}}{{- end}}`;

function server(version: Version): GoStruct {
  const components = version.Components.map(({ Name, Version: number, Details }) => {
    const details = new Map(Object.entries(Details ?? {}).map(([key, value]) => [key, key === 'BuildTime' ? ansic(value) : value]));
    return new GoStruct('types.ComponentVersion', { Name, Version: number, Details: details, Order: () => [...details.keys()].sort() });
  });
  return new GoStruct(
    'system.serverVersion',
    {
      Platform: new GoStruct('struct', { Name: version.Platform?.Name ?? '' }),
      Components: components,
      Version: version.Version,
      APIVersion: version.ApiVersion,
      MinAPIVersion: version.MinAPIVersion,
      GitCommit: version.GitCommit,
      GoVersion: version.GoVersion,
      Os: version.Os,
      Arch: version.Arch,
      KernelVersion: version.KernelVersion,
      Experimental: version.Experimental ?? false,
      BuildTime: ansic(version.BuildTime),
    },
    { APIVersion: 'ApiVersion' },
  );
}

/** `docker version` */
export const version: Command = {
  usage: '[OPTIONS]',
  short: 'Show the Docker version information',
  flags: `f,format string: Format the output using the given Go template
kubeconfig string: Kubernetes config file`,
  args: [0, 0],
  async run(cli, flags) {
    const format = flags.string('format');
    let template: Template;
    try {
      template = new Template(format || standard, 'version');
    } catch (error) {
      throw error instanceof TemplateSyntaxError ? new StatusError(64, `template parsing error: ${error.message}`) : error;
    }
    let failure = '';
    const answer: GoStruct | null = await SystemVersion(cli.wire).then(server, (error: unknown) => {
      failure = describe(error);
      return null;
    });
    const data = new GoStruct(
      'system.versionInfo',
      {
        Client: new GoStruct(
          'system.clientVersion',
          {
            Platform: new GoStruct('struct', { Name: '' }),
            Version: client.version,
            APIVersion: client.api,
            DefaultAPIVersion: client.api,
            GitCommit: client.commit,
            GoVersion: client.go,
            Os: client.os,
            Arch: client.arch,
            BuildTime: ansic(client.built),
            Context: 'default',
            Experimental: true,
          },
          { APIVersion: 'ApiVersion' },
        ),
        Server: answer,
        ServerOK: answer !== null,
      },
      { ServerOK: '' },
    );
    try {
      const text = template.execute(data);
      await cli.print(alignTabs(text, 20, 1));
    } catch (error) {
      await cli.print('');
      throw error instanceof TemplateError ? new Error(failure || error.message) : error;
    }
    if (failure) throw new Error(failure);
  },
};
