import type { ContainerConfig, HostConfig, RestartPolicy } from '../../../api/types.ts';
import { invalidParameter, systemError } from '../../errors.ts';
import type { HostInfo } from '../parts.ts';
import { parseSignal } from '../signals.ts';
import { checkCapabilities, checkSecurity } from './rights.ts';
import { checkLogConfig } from './validate-log.ts';
import { checkResources } from './validate-resources.ts';

/** Docker's checks of a restart policy. */
export function checkRestartPolicy({ Name = '', MaximumRetryCount = 0 }: Partial<RestartPolicy>): void {
  if (['always', 'unless-stopped', 'no'].includes(Name)) {
    if (MaximumRetryCount !== 0) throw invalidParameter(`maximum retry count cannot be used with restart policy '${Name}'`);
  } else if (Name === 'on-failure') {
    if (MaximumRetryCount < 0) throw invalidParameter('maximum retry count cannot be negative');
  } else if (Name !== '') throw invalidParameter(`invalid restart policy '${Name}'`);
}

/** Whether a text is a port's number; none at all is port 0. */
const isPort = (text: string): boolean => /^\d*$/.test(text) && Number(text) <= 65_535;

/** What cannot be had together with another container's network. */
function checkJoinedNetwork(config: Partial<ContainerConfig>, host: Partial<HostConfig>): void {
  const conflicts: readonly (readonly [asked: unknown, message: string])[] = [
    [config.Hostname, 'hostname and the network mode'],
    [host.Links?.length, "container type network can't be used with links. This would result in undefined behavior"],
    [host.Dns?.length, 'dns and the network mode'],
    [host.ExtraHosts?.length, 'custom host-to-IP mapping and the network mode'],
    [config.MacAddress, 'mac-address and the network mode'],
    [host.PublishAllPorts || Object.keys(host.PortBindings ?? {}).length, 'port publishing and the container type network mode'],
    [Object.keys(config.ExposedPorts ?? {}).length, 'port exposing and the container type network mode'],
  ];
  for (const [asked, message] of conflicts) if (asked) throw invalidParameter(`conflicting options: ${message}`);
}

/** Docker's checks of a container's settings, in its order. */
export function checkSettings(config: Partial<ContainerConfig>, host: Partial<HostConfig>, info: HostInfo): void {
  const { WorkingDir, Env, StopSignal, Healthcheck } = config;
  if (WorkingDir && !WorkingDir.startsWith('/'))
    throw invalidParameter(`the working directory '${WorkingDir}' is invalid, it needs to be an absolute path`);
  if (StopSignal) parseSignal(StopSignal);
  for (const variable of Env ?? [])
    if (variable === '' || variable.startsWith('=')) throw invalidParameter(`invalid environment variable: ${variable}`);
  for (const [name, least] of [
    ['Interval', 1e6],
    ['Timeout', 1e6],
    ['StartPeriod', 1e6],
  ] as const) {
    const value = Healthcheck?.[name] ?? 0;
    if (value !== 0 && value < least) throw invalidParameter(`${name} in Healthcheck cannot be less than 1ms`);
  }
  if (host.Isolation && host.Isolation !== 'default')
    throw systemError(`Invalid isolation: "${host.Isolation}" - linux only supports 'default'`);
  if (host.AutoRemove && host.RestartPolicy?.Name && host.RestartPolicy.Name !== 'no')
    throw invalidParameter("can't create 'AutoRemove' container with restart policy");
  if (host.UTSMode === 'host' && config.Hostname) throw invalidParameter('conflicting options: hostname and the UTS mode');
  if (host.NetworkMode?.startsWith('container:')) checkJoinedNetwork(config, host);
  for (const entry of host.ExtraHosts ?? []) if (!/^[^:]+:.+$/.test(entry)) throw invalidParameter(`bad format for add-host: "${entry}"`);
  for (const [port, bindings] of Object.entries(host.PortBindings ?? {})) {
    const [number = ''] = port.split('/');
    if (!isPort(number)) throw invalidParameter(`invalid port specification: "${number}"`);
    for (const { HostPort } of bindings ?? [])
      if (HostPort && !HostPort.split('-').every(isPort)) throw invalidParameter(`invalid port specification: "${HostPort}"`);
  }
  checkRestartPolicy(host.RestartPolicy ?? {});
  checkCapabilities(host);
  checkSecurity(host.SecurityOpt ?? []);
  if ((host.ShmSize ?? 0) < 0) throw invalidParameter('SHM size can not be less than 0');
  const oom = host.OomScoreAdj ?? 0;
  if (oom < -1000 || oom > 1000) throw invalidParameter(`Invalid value ${oom}, range for oom score adj is [-1000, 1000]`);
  checkResources(host, info);
  if (host.Runtime && !['runc', 'io.containerd.runc.v2', 'io.containerd.runtime.v1.linux'].includes(host.Runtime))
    throw invalidParameter(`Unknown runtime specified ${host.Runtime}`);
  checkLogConfig(host.LogConfig ?? {});
  for (const option of Object.keys(host.StorageOpt ?? {})) {
    if (option.toLowerCase() !== 'size') throw invalidParameter(`Unknown option ${option}`);
    throw invalidParameter("--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
  }
}
