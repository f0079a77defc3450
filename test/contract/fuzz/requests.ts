/** Random requests: every route the engine has, with what may be there, what is not, and nonsense. */
import type { EngineRequest } from '../../../src/api/wire.ts';
import type { Operations } from '../../../src/sim/engine/router/operations.ts';
import { type Route, routes } from '../../../src/sim/engine/router/routes.ts';
import type { Choice } from './choice.ts';

/** Only their methods and paths are looked at. */
const ROUTES: readonly Route[] = routes({} as Operations);

const NAMES = [
  'web',
  'box',
  'quiet',
  'data',
  'net1',
  'busybox',
  'busybox:latest',
  'nginx',
  'mine:1',
  'bridge',
  'none',
  'host',
  'nosuch',
  'localhost:5000/a',
  'sha256:',
  'UPPER',
  '0123456789ab',
];
/** What is there, by the noun of a route. */
const THERE: Readonly<Record<string, readonly string[]>> = {
  containers: ['web', 'web', 'box', 'quiet'],
  images: ['busybox', 'mine:1'],
  volumes: ['data'],
  networks: ['net1', 'bridge'],
};
const PARAMETERS = [
  'all',
  'limit',
  'size',
  'filters',
  'name',
  'platform',
  't',
  'signal',
  'force',
  'v',
  'link',
  'h',
  'w',
  'stdout',
  'stderr',
  'tail',
  'since',
  'until',
  'timestamps',
  'details',
  'logs',
  'stream',
  'stdin',
  'detachKeys',
  'condition',
  'ps_args',
  'path',
  'noOverwriteDirNonDir',
  'fromImage',
  'fromSrc',
  'tag',
  'repo',
  'term',
  'noprune',
  'container',
  'changes',
  'comment',
  'pause',
  'one-shot',
  'names',
  'dockerfile',
  'q',
  'nocache',
  'rm',
  'target',
  'buildargs',
  'labels',
  'remote',
  'image',
  'layer',
  'quiet',
  'message',
  'copyUIDGID',
  'checkpoint',
] as const;
const VALUES = [
  '',
  '0',
  '1',
  'true',
  'false',
  '-1',
  '99999999999999999999',
  '1.5',
  'x',
  'web',
  'busybox',
  '/',
  '/etc',
  '/no/such',
  '../..',
  '/etc/passwd',
  'TERM',
  'KILL',
  '9',
  'NOSUCH',
  'next-exit',
  'removed',
  'not-running',
  '{}',
  '[]',
  '{',
  'null',
  '{"status":["exited"]}',
  '{"label":{"a=b":true}}',
  '{"status":5}',
  '{"nosuch":["x"]}',
  '{"id":["["]}',
  '1700000000',
  '1.000000001',
  '10m',
  'ctrl-p,ctrl-q',
  'ctrl-',
  '-ef',
  'CMD true',
  'RUN x',
  'latest',
  'a:b:c',
  'busybox@sha256:x',
  '%zz',
  '{"a":"b"}',
  'library/busybox',
  'localhost:5000/a',
  'nosuch.example/x',
  '{"until":["x"]}',
] as const;
const FIELDS = [
  'Image',
  'Cmd',
  'Entrypoint',
  'Env',
  'Tty',
  'OpenStdin',
  'Labels',
  'HostConfig',
  'NetworkingConfig',
  'ExposedPorts',
  'Volumes',
  'Healthcheck',
  'StopSignal',
  'StopTimeout',
  'User',
  'WorkingDir',
  'Hostname',
  'Name',
  'Driver',
  'DriverOpts',
  'IPAM',
  'Options',
  'Container',
  'EndpointConfig',
  'AttachStdout',
  'Detach',
  'Privileged',
  'Memory',
  'RestartPolicy',
  'username',
  'password',
  'serveraddress',
  'Internal',
  'EnableIPv6',
  'Shell',
  'Domainname',
  'MacAddress',
  'OnBuild',
  'Force',
  'CheckDuplicate',
  'ConsoleSize',
  'DetachKeys',
] as const;
const HOST_FIELDS = [
  'Binds',
  'Mounts',
  'PortBindings',
  'NetworkMode',
  'Memory',
  'NanoCpus',
  'RestartPolicy',
  'AutoRemove',
  'LogConfig',
  'Ulimits',
  'CapAdd',
  'Tmpfs',
  'Sysctls',
  'ExtraHosts',
  'Dns',
  'VolumesFrom',
  'ReadonlyRootfs',
  'ShmSize',
  'PidsLimit',
  'Init',
  'Devices',
  'GroupAdd',
  'Links',
  'SecurityOpt',
  'StorageOpt',
  'IpcMode',
  'PidMode',
  'UTSMode',
  'OomScoreAdj',
  'Privileged',
  'PublishAllPorts',
  'CpuShares',
  'CpusetCpus',
  'BlkioWeight',
  'Runtime',
  'Isolation',
  'MemorySwap',
  'MemorySwappiness',
  'OomKillDisable',
  'CgroupParent',
  'ContainerIDFile',
  'VolumeDriver',
  'MaskedPaths',
  'ConsoleSize',
] as const;
const SENSIBLE: Readonly<Record<string, readonly unknown[]>> = {
  Image: ['busybox', 'busybox', 'busybox', 'mine:1', 'nosuch'],
  Cmd: [['true'], ['sleep', '1000000'], ['sh', '-c', 'exit 3'], ['/no/such'], [], null],
  Entrypoint: [null, [], ['sh'], ['/no/such']],
  Env: [['A=b'], [], null, ['=']],
  HostConfig: [{}],
  Binds: [['data:/data'], ['/tmp:/x:ro'], ['x'], []],
  PortBindings: [{ '80/tcp': [{ HostPort: '8080' }] }, { '80/tcp': [{ HostIp: '', HostPort: '' }] }, { x: [] }, {}],
  NetworkMode: ['default', 'bridge', 'host', 'none', 'net1', 'container:web', 'nosuch'],
  RestartPolicy: [{ Name: 'no' }, { Name: 'on-failure', MaximumRetryCount: 2 }, { Name: 'x' }],
  Healthcheck: [{ Test: ['NONE'] }, { Test: [] }, { Test: ['CMD', 'true'], Interval: 1 }],
  Mounts: [[{ Type: 'volume', Source: 'data', Target: '/m' }], [{ Type: 'tmpfs', Target: '/t' }], [{}], []],
  Labels: [{ a: 'b' }, {}, null],
  IPAM: [{ Config: [{ Subnet: '10.9.0.0/24' }] }, { Config: [{ Subnet: 'x' }] }, {}],
  Name: NAMES,
  Container: NAMES,
};

/** A JSON value of any shape. */
function anything(choice: Choice, depth: number): unknown {
  const kind = choice.below(depth > 0 ? 9 : 7);
  if (kind === 7) return choice.many(3, () => anything(choice, depth - 1));
  if (kind === 8) return Object.fromEntries(choice.many(3, () => [choice.one([...FIELDS, ...HOST_FIELDS]), anything(choice, depth - 1)]));
  return [null, true, false, choice.below(100) - 50, 1.5e300, choice.one(NAMES), choice.noise()][kind];
}

function body(choice: Choice): unknown {
  const field = (name: string): unknown => {
    if (choice.rarely(3)) return anything(choice, 2);
    if (name === 'HostConfig') return Object.fromEntries(choice.many(3, () => choice.one(HOST_FIELDS)).map((key) => [key, field(key)]));
    const known = SENSIBLE[name];
    return known ? choice.one(known) : anything(choice, 1);
  };
  if (choice.rarely(12)) return anything(choice, 2);
  return Object.fromEntries(['Image', ...choice.many(4, () => choice.one(FIELDS))].map((name) => [name, field(name)]));
}

const encoder = new TextEncoder();

/** One random request. */
export function randomRequest(choice: Choice): EngineRequest {
  const route = choice.one(ROUTES);
  const there = THERE[route.path.split('/')[1] ?? ''] ?? NAMES;
  const name = (): string =>
    choice.below(3) > 0 ? choice.one(there) : choice.rarely(3) ? encodeURIComponent(choice.noise()) || '%00' : choice.one(NAMES);
  const path = choice.rarely(40) ? `/${name()}/${name()}` : route.path.replace(/:[a-z]+(\{[^}]*\})?/g, name);
  const query = choice
    .many(
      4,
      () =>
        `${choice.one(PARAMETERS)}=${encodeURIComponent(choice.rarely(8) ? choice.noise() : choice.one(VALUES)).replace('%25zz', '%zz')}`,
    )
    .join('&');
  const version = choice.rarely(30) ? choice.one(['', '/v1.24', '/v1.45', '/v0.1', '/vx']) : '/v1.41';
  const method = choice.rarely(40) ? choice.one(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const) : route.method;
  const headers: Record<string, string> = {};
  const request = { method, url: `${version}${path}${query ? `?${query}` : ''}`, headers };
  if (method === 'GET' || method === 'HEAD' || choice.rarely(5)) return request;
  const text = JSON.stringify(body(choice));
  headers['content-type'] = choice.rarely(15)
    ? choice.one(['text/plain', '', 'application/json; charset=utf-8', 'application/x-tar'])
    : 'application/json';
  if (choice.rarely(20)) headers['x-registry-auth'] = choice.noise();
  const cut = choice.rarely(12) ? text.slice(0, choice.below(text.length + 1)) + choice.noise() : text;
  return { ...request, body: encoder.encode(cut) };
}
