import { ContainerInspect } from '../../api/client.ts';
import type { Command } from '../command.ts';

/** `docker port` */
export const port: Command = {
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  short: 'List port mappings or a specific mapping for the container',
  args: [1, 2],
  completesFirst: 'running',
  async run(cli, _flags, [name = '', wanted]) {
    const { value } = await ContainerInspect(cli.wire, name);
    const ports = value.NetworkSettings.Ports ?? {};
    if (wanted !== undefined) {
      const [number = '', protocol = 'tcp'] = wanted.split('/');
      if (!/^\d+(-\d+)?$/.test(number)) throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`);
      const key = `${number}/${protocol}`;
      const bindings = ports[key];
      if (!bindings) throw new Error(`Error: No public port '${key}' published for ${name}`);
      for (const { HostIp, HostPort } of bindings) await cli.print(`${HostIp}:${HostPort}`);
      return;
    }
    for (const [key, bindings] of Object.entries(ports))
      for (const { HostIp, HostPort } of bindings ?? []) await cli.print(`${key} -> ${HostIp}:${HostPort}`);
  },
};
