import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** A link of a container to another one: the name it goes by there. */
export interface Link {
  readonly target: Container;
  readonly alias: string;
}

/** The links of the default bridge, to containers that are still there. */
export function linksOf(daemon: Daemon, { hostConfig }: Container): Link[] {
  return (hostConfig.Links ?? []).flatMap((link) => {
    const [name = '', alias = name] = link.split(':');
    const target = daemon.containers.find(name);
    return target ? [{ target, alias: alias.replace(/^.*\//, '') }] : [];
  });
}

/** "80/tcp" before "443/tcp": ports by their numbers. */
const byNumber = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10);

/** What a linked container tells by the environment (W_PORT_80_TCP_ADDR …), as Docker's links did from the first day. */
export function linkVariables(daemon: Daemon, container: Container): string[] {
  return linksOf(daemon, container).flatMap(({ target, alias }) => {
    const name = alias.toUpperCase().replaceAll('-', '_');
    const address = target.endpoints.get('bridge')?.settings.IPAddress ?? '';
    const ports = Object.keys(target.config.ExposedPorts ?? {}).sort(byNumber);
    const variables: string[] = [];
    for (const [i, port] of ports.entries()) {
      const [number = '', protocol = 'tcp'] = port.split('/');
      const url = `${protocol}://${address}:${number}`;
      const prefix = `${name}_PORT_${number}_${protocol.toUpperCase()}`;
      if (i === 0) variables.push(`${name}_PORT=${url}`);
      variables.push(`${prefix}=${url}`, `${prefix}_ADDR=${address}`, `${prefix}_PORT=${number}`, `${prefix}_PROTO=${protocol}`);
    }
    variables.push(`${name}_NAME=/${container.name}/${alias}`);
    for (const entry of target.config.Env ?? []) if (!entry.startsWith('PATH=')) variables.push(`${name}_ENV_${entry}`);
    return variables;
  });
}
