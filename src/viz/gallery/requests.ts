/** Named facts of the scene "Client and server": what the gallery shows and the snapshots hold. */
import type { Hop, HopActor, HopFact } from '../../api/hops.ts';
import type { RequestFacts } from '../model/requests/scene.ts';

const SOCKET = 'unix:///var/run/docker.sock';
const HUB = 'https://registry-1.docker.io';
const ID = '7f4c4899ca98b96149aca48cbbb14d527ba85b562275f5389a371f652f1ab2b5';
const digest = (n: number): string => `sha256:${String(n).repeat(64).slice(0, 64)}`;

interface Step {
  readonly way: readonly [from: HopActor, to: HopActor];
  readonly what: string;
  readonly where?: string;
  /** Index of the step that made it happen. */
  readonly parent?: number;
  readonly status?: number;
  readonly outcome?: Hop['outcome'];
  readonly ms?: number;
  readonly bytes?: number;
  readonly asked?: readonly HopFact[];
  readonly answered?: readonly HopFact[];
  readonly note?: string;
}

/** The hops of one command after the other. */
function hops(...commands: { readonly argv: string; readonly steps: readonly Step[] }[]): readonly Hop[] {
  const all: Hop[] = [];
  let at = 1_700_000_000_000;
  commands.forEach(({ argv, steps }, index) => {
    const command = { id: index + 1, argv: argv.split(' ') };
    const first = all.length + 1;
    const told: readonly Step[] = [{ way: ['terminal', 'client'], what: argv }, ...steps];
    told.forEach((step, place) => {
      const {
        way,
        what,
        where = '',
        parent,
        status = null,
        outcome = 'ok',
        ms = 0,
        bytes = 0,
        asked = [],
        answered = [],
        note = '',
      } = step;
      all.push({
        id: first + place,
        seq: first + place,
        at,
        command,
        parent: parent === undefined ? null : first + parent,
        from: way[0],
        to: way[1],
        what,
        where,
        status,
        outcome,
        ms,
        sent: 0,
        received: bytes,
        asked,
        answered,
        note,
      });
      at += ms;
    });
  });
  return all;
}

const ask = (what: string, status: number, more: Partial<Step> = {}): Step => ({
  way: ['client', 'dockerd'],
  what: what.replace(' ', ' /v1.41'),
  where: SOCKET,
  status,
  outcome: status < 400 ? 'ok' : 'failed',
  ...more,
});
const fetched = (what: string, parent: number, status: number, ms: number, bytes = 0): Step => ({
  way: ['dockerd', 'registry'],
  what,
  where: HUB,
  parent,
  status,
  ms,
  bytes,
});
const pulled = (parent: number, repository: string, layers: number): Step[] => [
  fetched('GET /v2/', parent, 401, 5, 87),
  {
    ...fetched(`GET /token?scope=repository%3A${repository.replace('/', '%2F')}%3Apull`, parent, 200, 5, 354),
    where: 'https://auth.docker.io',
  },
  fetched(`HEAD /v2/${repository}/manifests/6.8`, parent, 200, 5),
  fetched(`GET /v2/${repository}/manifests/6.8`, parent, 200, 5, 529),
  fetched(`GET /v2/${repository}/blobs/${digest(9)}`, parent, 200, 5, 2143),
  ...Array.from({ length: layers }, (_, n) =>
    fetched(`GET /v2/${repository}/blobs/${digest(n)}`, parent, 200, 500 * (n + 1), 2 ** (24 + n)),
  ),
  ...Array.from(
    { length: layers },
    (_, n): Step => ({ way: ['dockerd', 'storage'], what: `unpack ${digest(n).slice(0, 19)}`, parent, ms: 40 }),
  ),
];
const inside = (way: Step['way'], what: string, parent: number, asked: readonly HopFact[] = []): Step => ({ way, what, parent, asked });
/** A container's start, asked for by the step `parent`; `at` is the index of the first of these. */
const started = (parent: number, at: number): Step[] => [
  inside(['dockerd', 'kernel'], 'network namespace, veth', parent, [['bridge', '172.17.0.2']]),
  inside(['dockerd', 'storage'], 'overlay2 Get', parent, [['layer', '9dc960b73968']]),
  inside(['dockerd', 'containerd'], 'Containers.Create', parent, [['spec.process.args', 'bash']]),
  inside(['dockerd', 'containerd'], 'Tasks.Create', parent, [['terminal', 'true']]),
  inside(['containerd', 'runc'], 'runc create', at + 3),
  inside(['runc', 'kernel'], 'clone: namespaces', at + 4, [['new', 'mnt pid ipc uts']]),
  inside(['runc', 'kernel'], 'mount, pivot_root', at + 4, [['rootfs', 'overlay']]),
  inside(['runc', 'kernel'], 'cgroup', at + 4, [['path', '/docker/7f4c4899ca98']]),
  inside(['dockerd', 'containerd'], 'Tasks.Start', parent),
  inside(['containerd', 'runc'], 'runc start', at + 8),
  inside(['runc', 'kernel'], 'execve bash', at + 9, [
    ['args', 'bash'],
    ['pid', '618'],
  ]),
];
const CONFIG: readonly HopFact[] = [
  ['AttachStdin', 'true'],
  ['Tty', 'true'],
  ['Cmd', '["bash"]'],
  ['Image', 'centos:6.8'],
  ['HostConfig.NetworkMode', 'default'],
];
const CREATE = 'POST /containers/create';

const VERSION = {
  argv: 'docker version',
  steps: [
    ask('GET /version', 200, {
      bytes: 790,
      answered: [
        ['Version', '20.10.24+dfsg1'],
        ['ApiVersion', '1.41'],
      ],
    }),
  ],
};
const RUN = {
  argv: 'docker run -it centos:6.8 bash',
  steps: [
    ask(CREATE, 404, { asked: CONFIG, note: 'No such image: centos:6.8' }),
    ask('POST /images/create?fromImage=centos&tag=6.8', 200, {
      ms: 1897,
      bytes: 4441,
      asked: [
        ['fromImage', 'centos'],
        ['tag', '6.8'],
      ],
    }),
    ...pulled(2, 'library/centos', 1),
    ask(CREATE, 201, { asked: CONFIG, answered: [['Id', ID]] }),
    inside(['dockerd', 'storage'], 'overlay2 CreateReadWrite', 10, [['layer', '9dc960b73968']]),
    ask(`POST /containers/${ID}/attach?stderr=1&stdin=1&stdout=1&stream=1`, 101, { outcome: 'open', ms: 900 }),
    ask(`POST /containers/${ID}/wait?condition=next-exit`, 200, { outcome: 'open', ms: 900 }),
    ask(`POST /containers/${ID}/start`, 204),
    ...started(14, 15),
    ask(`POST /containers/${ID}/resize?h=30&w=100`, 200, { ms: 5 }),
  ],
};
const PULL = {
  argv: 'docker pull tomcat:8.5',
  steps: [ask('POST /images/create?fromImage=tomcat&tag=8.5', 200, { ms: 4417, bytes: 20_459 }), ...pulled(1, 'library/tomcat', 7)],
};
const lost = (argv: string, where: string): { argv: string; steps: readonly Step[] } => ({
  argv,
  steps: [
    {
      way: ['client', 'dockerd'],
      what: 'GET /v1.41/containers/json',
      where,
      outcome: 'failed',
      note: `Cannot connect to the Docker daemon at ${where}. Is the docker daemon running?`,
    },
  ],
});
const BUILD = {
  argv: 'docker build -t app .',
  steps: [
    ask('POST /build?dockerfile=Dockerfile&t=app&version=1', 200, { ms: 61_000, bytes: 9000 }),
    ...Array.from({ length: 8 }, (_, n) => started(1, 2 + 11 * n)).flat(),
  ],
};

const of = (...commands: Parameters<typeof hops>): RequestFacts => ({ extended: true, hops: hops(...commands) });

/** By name. */
export const REQUESTS = {
  empty: of(),
  'a true engine': { extended: false, hops: [] },
  version: of(VERSION),
  run: of(VERSION, RUN),
  pull: of(PULL),
  ps: of(RUN, { argv: 'docker ps', steps: [ask('GET /containers/json', 200, { bytes: 3, answered: [['[ ]', '0']] })] }),
  refused: of({ argv: 'docker start nosuch', steps: [ask('POST /containers/nosuch/start', 404, { note: 'No such container: nosuch' })] }),
  stopped: of(lost('docker ps', SOCKET)),
  elsewhere: of(
    lost(
      'docker -H tcp://registry.a-very-long-name-of-a-machine.example.com:2375 ps --all',
      'tcp://registry.a-very-long-name-of-a-machine.example.com:2375',
    ),
  ),
  'by itself': of(VERSION, { argv: 'docker context ls', steps: [] }),
  build: of(BUILD),
} as const satisfies Readonly<Record<string, RequestFacts>>;

export type RequestsName = keyof typeof REQUESTS;
