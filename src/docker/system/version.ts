import { SystemVersion } from '../../api/client.ts';
import type { Version } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { describe, StatusError } from '../errors.ts';
import { alignTabs } from '../format/table.ts';
import { Template, TemplateError, TemplateSyntaxError } from '../format/template.ts';
import { apiValue } from '../format/api-types.ts';

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

{{- with .Server}}

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
  {{- range $key, $detail := .Details}}
  {{$key}}:\t{{$detail}}
  {{- end}}
  {{- end}}
 {{- end}}
{{- end}}`;

/** The answer of the engine with its build times as we write them. */
const server = (version: Version): unknown => ({
  ...version,
  Components: version.Components.map((component) => ({
    ...component,
    Details: Object.fromEntries(
      Object.entries(component.Details ?? {}).map(([key, value]) => [key, key === 'BuildTime' ? ansic(value) : value]),
    ),
  })),
});

/** `docker version` */
export const version: Command = {
  usage: '[OPTIONS]',
  short: 'Show the Docker version information',
  flags: `f,format string: Format the output using the given Go template
kubeconfig string: Kubernetes config file`,
  accepted: ['kubeconfig'],
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
    const answer = await SystemVersion(cli.wire).then(server, (error: unknown) => {
      failure = describe(error);
      return null;
    });
    const data = apiValue('system.versionInfo', {
      Client: {
        Platform: { Name: '' },
        Version: client.version,
        ApiVersion: client.api,
        DefaultAPIVersion: client.api,
        GitCommit: client.commit,
        GoVersion: client.go,
        Os: client.os,
        Arch: client.arch,
        BuildTime: ansic(client.built),
        Context: cli.contextName,
        Experimental: true,
      },
      Server: answer,
    });
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
