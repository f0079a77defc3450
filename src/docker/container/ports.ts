/** Ports in the spellings of `-p` and `--expose`, as github.com/docker/go-connections/nat reads and refuses them. */
import type { Port, PortMap, StringSet } from '../../api/types.ts';
import { parseCsv } from '../values.ts';

function range(text: string): [number, number] {
  const [first = '', last = first, ...more] = text.split('-');
  const [start, end] = [first, last].map((part) => (/^\d+$/.test(part) && Number(part) < 65536 ? Number(part) : Number.NaN)) as [
    number,
    number,
  ];
  if (more.length > 0 || Number.isNaN(start) || Number.isNaN(end)) {
    const bad = Number.isNaN(start) ? first : last;
    throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(bad)}: ${/^\d+$/.test(bad) ? 'value out of range' : 'invalid syntax'}`);
  }
  if (end < start) throw new Error(`Invalid range specified for the Port: ${text}`);
  return [start, end];
}

function attempt(text: string, message: string): [number, number] {
  try {
    return range(text);
  } catch {
    throw new Error(message);
  }
}

/** The long spelling ("target=80,published=8080") as the short one. */
function short(spec: string): string {
  if (!spec.includes('=')) return spec;
  const fields = Object.fromEntries(
    parseCsv(spec).map((field) => {
      const [key = '', value] = field.split('=', 2);
      if (value === undefined) throw new Error(`invalid publish opts format (should be name=value but got '${field}')`);
      return [key, value];
    }),
  );
  return `${fields['published'] ?? ''}:${fields['target'] ?? ''}/${fields['protocol'] ?? 'tcp'}`;
}

/** Exposed ports and bindings of all `-p`. Throws "Invalid containerPort: y" and such. */
export function publishPorts(specs: readonly string[]): { exposed: StringSet; bindings: PortMap } {
  const exposed: StringSet = {};
  const bindings: PortMap = {};
  for (const spec of specs.map(short)) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const host = parts.pop() ?? '';
    const ip = parts.join(':').replace(/^\[(.*)\]$/, '$1');
    const [port = '', protocol = 'tcp'] = container.split('/');
    if (parts.length > 1 && !/^\[.*\]$/.test(parts.join(':')))
      throw new Error(`Invalid ip address ${ip}: address ${ip}:: too many colons in address`);
    if (ip !== '' && !/^((25[0-5]|(2[0-4]|1?\d)?\d)(\.(?!$)|$)){4}$|^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(ip))
      throw new Error(`Invalid ip address: ${ip}`);
    if (port === '') throw new Error(`No port specified: ${spec}<empty>`);
    const [start, end] = attempt(port, `Invalid containerPort: ${port}`);
    const [hostStart, hostEnd] = host === '' ? [0, 0] : attempt(host, `Invalid hostPort: ${host}`);
    if (host !== '' && end - start !== hostEnd - hostStart && end !== start)
      throw new Error(`Invalid ranges specified for container and host Ports: ${port} and ${host}`);
    if (!/^(tcp|udp|sctp)$/.test(protocol.toLowerCase())) throw new Error(`Invalid proto: ${protocol}`);
    for (let i = 0; i <= end - start; i++) {
      const key = `${start + i}/${protocol.toLowerCase()}`;
      let hostPort = host === '' ? '' : String(hostStart + i);
      if (start === end && hostStart !== hostEnd) hostPort += `-${hostEnd}`;
      exposed[key] = {};
      bindings[key] = [...(bindings[key] ?? []), { HostIp: ip, HostPort: hostPort }];
    }
  }
  return { exposed, bindings };
}

/** Adds the ports of all `--expose`. */
export function exposePorts(specs: readonly string[], exposed: StringSet): void {
  for (const spec of specs) {
    if (spec.includes(':')) throw new Error(`invalid port format for --expose: ${spec}`);
    const [port = '', protocol = 'tcp'] = spec.split('/');
    try {
      const [start, end] = range(port);
      for (let i = start; i <= end; i++) exposed[`${i}/${protocol.toLowerCase()}`] = {};
    } catch (error) {
      throw new Error(`invalid range format for --expose: ${spec}, error: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** "0.0.0.0:8080->8080/tcp, 9000-9002/tcp": ports as `docker ps` shows them, runs of neighbours as one. */
export function displayPorts(ports: readonly Port[]): string {
  if (ports.length === 0) return '';
  const sorted = [...ports].sort(
    (a, b) =>
      a.PrivatePort - b.PrivatePort ||
      compare(a.IP ?? '', b.IP ?? '') ||
      (a.PublicPort ?? 0) - (b.PublicPort ?? 0) ||
      compare(a.Type, b.Type),
  );
  const groups = new Map<string, { first: number; last: number }>();
  const out: string[] = [];
  const hostMappings: string[] = [];
  const order: string[] = [];
  const form = (key: string, { first, last }: { first: number; last: number }): string => {
    const [ip, protocol] = key.split('\0');
    const span = first === last ? `${first}` : `${first}-${last}`;
    return ip ? `${ip}:${span}->${span}/${protocol}` : `${span}/${protocol}`;
  };
  for (const port of sorted) {
    let key = `\0${port.Type}`;
    if (port.IP) {
      if (port.PublicPort !== port.PrivatePort) {
        hostMappings.push(`${port.IP}:${port.PublicPort}->${port.PrivatePort}/${port.Type}`);
        continue;
      }
      key = `${port.IP}\0${port.Type}`;
    }
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { first: port.PrivatePort, last: port.PrivatePort });
      order.push(key);
    } else if (port.PrivatePort === group.last + 1) group.last = port.PrivatePort;
    else if (port.PrivatePort !== group.last) {
      out.push(form(key, group));
      groups.set(key, { first: port.PrivatePort, last: port.PrivatePort });
    }
  }
  for (const key of order) {
    const group = groups.get(key);
    if (group) out.push(form(key, group));
  }
  return [...out, ...hostMappings].join(', ');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
