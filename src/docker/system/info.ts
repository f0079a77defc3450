import { SystemInfo } from '../../api/client.ts';
import type { SystemInfo as Info } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { describe } from '../errors.ts';
import { parseFormat } from '../format/table.ts';
import { TemplateError } from '../format/template.ts';
import { bytesSize } from '../format/units.ts';
import { apiValue } from '../format/api-types.ts';

function security(options: readonly string[]): string[] {
  if (options.length === 0) return [];
  return [
    ' Security Options:',
    ...options.flatMap((option) => {
      const pairs = option.split(',').map((pair) => pair.split('='));
      const name = pairs.find(([key]) => key === 'name')?.[1] ?? option;
      return [
        `  ${name}`,
        ...pairs.filter(([key]) => key !== 'name').map(([key = '', value]) => `   ${key === 'profile' ? 'Profile' : key}: ${value}`),
      ];
    }),
  ];
}

function server(info: Info): string[] {
  const optional = (label: string, value: string | undefined): string[] => (value ? [` ${label}: ${value}`] : []);
  const registry = info.RegistryConfig;
  return [
    ` Containers: ${info.Containers}`,
    `  Running: ${info.ContainersRunning}`,
    `  Paused: ${info.ContainersPaused}`,
    `  Stopped: ${info.ContainersStopped}`,
    ` Images: ${info.Images}`,
    ...optional('Server Version', info.ServerVersion),
    ` Storage Driver: ${info.Driver}`,
    ...(info.DriverStatus ?? []).map(([key, value]) => `  ${key}: ${value}`),
    ...optional('Logging Driver', info.LoggingDriver),
    ...optional('Cgroup Driver', info.CgroupDriver),
    ...optional('Cgroup Version', info.CgroupVersion),
    ' Plugins:',
    `  Volume: ${info.Plugins.Volume.join(' ')}`,
    `  Network: ${info.Plugins.Network.join(' ')}`,
    ...(info.Plugins.Authorization?.length ? [`  Authorization: ${info.Plugins.Authorization.join(' ')}`] : []),
    `  Log: ${info.Plugins.Log.join(' ')}`,
    ` Swarm: ${info.Swarm.LocalNodeState}`,
    ` Runtimes: ${Object.keys(info.Runtimes).join(' ')}`,
    ` Default Runtime: ${info.DefaultRuntime}`,
    ` Init Binary: ${info.InitBinary}`,
    ...(
      [
        ['containerd', info.ContainerdCommit],
        ['runc', info.RuncCommit],
        ['init', info.InitCommit],
      ] as const
    ).map(([name, commit]) => ` ${name} version: ${commit.ID}${commit.ID !== commit.Expected ? ` (expected: ${commit.Expected})` : ''}`),
    ...security(info.SecurityOptions ?? []),
    ` Kernel Version: ${info.KernelVersion}`,
    ` Operating System: ${info.OperatingSystem}`,
    ` OSType: ${info.OSType}`,
    ` Architecture: ${info.Architecture}`,
    ` CPUs: ${info.NCPU}`,
    ` Total Memory: ${bytesSize(info.MemTotal)}`,
    ...optional('Name', info.Name),
    ...optional('ID', info.ID),
    ` Docker Root Dir: ${info.DockerRootDir}`,
    ` Debug Mode: ${info.Debug}`,
    ...(info.Debug
      ? [
          `  File Descriptors: ${info.NFd}`,
          `  Goroutines: ${info.NGoroutines}`,
          `  System Time: ${info.SystemTime}`,
          `  EventsListeners: ${info.NEventsListener}`,
        ]
      : []),
    ...optional('HTTP Proxy', info.HttpProxy),
    ...optional('HTTPS Proxy', info.HttpsProxy),
    ...optional('No Proxy', info.NoProxy),
    ...optional('Registry', info.IndexServerAddress),
    ...(info.Labels ? [' Labels:', ...info.Labels.map((label) => `  ${label}`)] : []),
    ` Experimental: ${info.ExperimentalBuild}`,
    ...(registry
      ? [
          ' Insecure Registries:',
          ...Object.values(registry.IndexConfigs)
            .filter(({ Secure }) => !Secure)
            .map(({ Name }) => `  ${Name}`),
          ...registry.InsecureRegistryCIDRs.map((range) => `  ${range}`),
        ]
      : []),
    ...(registry?.Mirrors?.length ? [' Registry Mirrors:', ...registry.Mirrors.map((mirror) => `  ${mirror}`)] : []),
    ` Live Restore Enabled: ${info.LiveRestoreEnabled}`,
    ...optional('Product License', info.ProductLicense),
    ...(info.DefaultAddressPools?.length
      ? [' Default Address Pools:', ...info.DefaultAddressPools.map(({ Base, Size }) => `   Base: ${Base}, Size: ${Size}`)]
      : []),
    '',
  ];
}

/** `docker info` */
export const info: Command = {
  usage: '[OPTIONS]',
  short: 'Display system-wide information',
  flags: 'f,format string: Format the output using the given Go template',
  args: [0, 0],
  async run(cli, flags) {
    const format = flags.string('format');
    if (format !== '') {
      const template = parseFormat(format, '');
      const value = await SystemInfo(cli.wire);
      try {
        const ClientInfo = { Debug: cli.debug, Context: cli.contextName, Plugins: [], Warnings: null };
        await cli.print(template.execute(apiValue('system.info', { ...value, ClientInfo })));
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        await cli.print(error.partial);
        throw new Error(error.message);
      }
      return;
    }
    let lines: string[];
    let warnings: readonly string[] = [];
    let failure = '';
    try {
      const value = await SystemInfo(cli.wire);
      lines = server(value);
      warnings = value.Warnings ?? [];
    } catch (error) {
      failure = describe(error);
      lines = [`ERROR: ${failure}`];
    }
    await cli.print(['Client:', ` Context:    ${cli.contextName}`, ` Debug Mode: ${cli.debug}`, '', 'Server:', ...lines].join('\n'));
    for (const warning of warnings) await cli.complain(warning);
    if (failure) throw new Error('errors pretty printing info');
  },
};
