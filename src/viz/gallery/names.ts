/** Named examples of the facts of the scene of names, for tests and for looking. */
import type { LayerState, LayerTransfer, ManifestView, RegistryView } from '../../api/transfer.ts';
import type { LocalContainer, LocalImage, NamesFacts, Transfer } from '../model/names/facts.ts';

/** A digest that begins with what it is for. */
export const digest = (seed: string): string =>
  `sha256:${[...seed]
    .map((letter) => (letter.codePointAt(0) ?? 0).toString(16))
    .join('')
    .padEnd(64, '7a3c51e9')
    .slice(0, 64)}`;

const MB = 1e6;
const layer = (name: string, bytes: number): { name: string; bytes: number } => ({ name, bytes });
const DEBIAN = layer('debian', 80.5 * MB);
const STACKS = {
  centos: [layer('centos68', 195 * MB)],
  tomcat: [DEBIAN, layer('jre-deps', 9.7 * MB), layer('jre', 141 * MB), layer('tc-dirs', 5 * 1000), layer('tomcat', 22 * MB)],
  nginx: [DEBIAN, layer('ngx', 61 * MB), layer('ngx-sh', 2100), layer('ngx-10', 2700)],
  busybox: [layer('busybox', 4.3 * MB)],
} as const;
type Stack = keyof typeof STACKS;

const manifest = (stack: Stack): ManifestView => ({
  digest: digest(`m-${stack}`),
  config: digest(`i-${stack}`),
  layers: STACKS[stack].map(({ name, bytes }) => ({ digest: digest(`b-${name}`), size: Math.round(bytes * 0.4), diffId: digest(name) })),
});
const repository = (name: string, stack: Stack, ...tags: string[]): RegistryView['repositories'][number] => ({
  name,
  tags: tags.map((tag) => ({ name: tag, digest: digest(`m-${stack}`) })),
  more: 0,
  manifests: [manifest(stack)],
});
const registry = (host: string, over: Partial<RegistryView> = {}): RegistryView => ({
  host,
  kind: host === 'docker.io' ? 'hub' : 'private',
  reachable: true,
  tls: true,
  contacted: true,
  user: null,
  repositories: [],
  more: 0,
  ...over,
});
const HUB = registry('docker.io', {
  repositories: [
    repository('library/busybox', 'busybox', 'latest', '1.35'),
    repository('library/centos', 'centos', 'latest', '6.8', 'centos6.8'),
    repository('library/nginx', 'nginx', 'latest', '1.25', '1.25.2', 'bookworm'),
    repository('library/tomcat', 'tomcat', 'latest', '8.5', '8.5-jre11'),
  ],
});
const image = (stack: Stack, ...names: string[]): LocalImage => ({
  id: digest(`i-${stack}`),
  tags: names,
  digests: names[0]?.startsWith('docker.io/library/') ? [`docker.io/library/${stack}@${digest(`m-${stack}`)}`] : [],
  size: STACKS[stack].reduce((sum, { bytes }) => sum + bytes, 0),
  layers: STACKS[stack].map(({ name, bytes }) => ({ diffId: digest(name), bytes })),
});
const container = (name: string, stack: Stack, state = 'running'): LocalContainer => ({
  id: name.padEnd(64, '0'),
  name,
  imageId: digest(`i-${stack}`),
  state,
});
const transfer = (
  direction: 'pull' | 'push',
  name: string,
  stack: Stack,
  states: readonly (readonly [LayerState, number])[],
  ended = false,
): Transfer => {
  const told = STACKS[stack].map(({ name: of, bytes }, at): [string, LayerTransfer] => {
    const [state, part] = states[at] ?? ['waiting', 0];
    const total = Math.round(bytes * 0.4);
    const from = state === 'mounted' ? 'course/tomcat' : '';
    return [digest(of), { kind: 'layer', at: 0, seq: at, transfer: 1, diffId: digest(of), state, current: total * part, total, from }];
  });
  return { id: 1, direction, name, registry: name.slice(0, name.indexOf('/')), ended, good: ended, layers: new Map(told) };
};

const base: NamesFacts = { registries: [HUB], images: [], containers: [], transfers: [], choice: null, open: null, quiet: false };
const CENTOS = image('centos', 'docker.io/library/centos:6.8');
const NGINX = image('nginx', 'docker.io/library/nginx:latest');
const LAB = 'localhost:5000';
const ALIYUN = 'registry.cn-hangzhou.aliyuncs.com';
const V1 = `${ALIYUN}/centos68-registry/tomcat:v1.0`;

/** By name. */
export const NAMES = {
  empty: base,
  pulling: {
    ...base,
    images: [NGINX, CENTOS],
    transfers: [
      transfer('pull', 'docker.io/library/tomcat:latest', 'tomcat', [
        ['exists', 1],
        ['complete', 1],
        ['downloading', 0.42],
        ['downloaded', 1],
        ['waiting', 0],
      ]),
    ],
  },
  pulled: { ...base, images: [NGINX, CENTOS], containers: [container('web', 'nginx'), container('box', 'centos', 'exited')] },
  tagged: { ...base, images: [image('centos', 'docker.io/library/centos:6.8', 'docker.io/me/centos:v1'), NGINX] },
  pushing: {
    ...base,
    registries: [HUB, registry(ALIYUN, { user: 'student', repositories: [repository('centos68-registry/cat', 'busybox', 'v2')] })],
    images: [image('tomcat', 'docker.io/library/tomcat:latest', V1), NGINX],
    transfers: [
      transfer('push', V1, 'tomcat', [
        ['mounted', 0],
        ['exists', 0],
        ['pushing', 0.6],
        ['pushed', 1],
        ['looking', 0],
      ]),
    ],
  },
  dangling: {
    ...base,
    images: [image('busybox', 'docker.io/library/busybox:latest'), image('centos')],
    choice: { kind: 'image', id: digest('i-centos') },
  },
  moved: {
    ...base,
    images: [image('busybox', 'docker.io/library/centos:latest'), CENTOS],
    choice: { kind: 'name', name: 'docker.io/library/centos:latest' },
  },
  'private registries': {
    ...base,
    registries: [
      HUB,
      registry('docker.mirrors.ustc.edu.cn', { kind: 'mirror' }),
      registry(LAB, { tls: false, user: 'student', repositories: [repository('course/tomcat', 'tomcat', 'v1', 'v2')] }),
      registry('nowhere.example', { reachable: false, contacted: false }),
      registry(ALIYUN, { repositories: [repository('centos68-registry/tomcat', 'tomcat', 'v1.0')] }),
    ],
    images: [image('tomcat', `${LAB}/course/tomcat:v1`, V1, 'docker.io/library/tomcat:8.5', 'nowhere.example/me/tomcat:v1'), NGINX],
    choice: { kind: 'name', name: `${LAB}/course/tomcat:v1` },
  },
  many: {
    ...base,
    registries: [
      {
        ...HUB,
        repositories: [
          ...HUB.repositories,
          ...Array.from({ length: 40 }, (_, at) => repository(`user${at}/app-${at}`, 'busybox', 'latest', 'v1', 'v2', 'v3')),
        ],
        more: 12,
      },
      ...Array.from({ length: 9 }, (_, at) => registry(`team${at}.registry.example.com:5000`)),
    ],
    images: [
      image('tomcat', ...Array.from({ length: 14 }, (_, at) => `docker.io/me/a-rather-long-name-of-an-image-${at}:2026-11-24-build-${at}`)),
      NGINX,
      CENTOS,
      ...Array.from(
        { length: 30 },
        (_, at): LocalImage => ({
          id: digest(`x${at}`),
          tags: at % 3 === 0 ? [] : [`docker.io/me/app${at}:latest`],
          digests: [],
          size: 4e6,
          layers: Array.from({ length: 12 }, (_, n) => ({ diffId: digest(`x${at}-${n}`), bytes: 1e5 * n })),
        }),
      ),
    ],
    containers: Array.from({ length: 40 }, (_, at) => container(`box-with-a-name-${at}`, at % 2 ? 'nginx' : 'tomcat')),
  },
  'a true engine': {
    ...base,
    registries: null,
    images: [image('tomcat', 'docker.io/library/tomcat:latest', 'docker.io/me/cat:v1'), CENTOS],
  },
} as const satisfies Readonly<Record<string, NamesFacts>>;

export type NamesExample = keyof typeof NAMES;
