/** Named scenes: what the gallery shows and the snapshots hold. */
import type { Observation } from '../../api/observation.ts';
import type { LayerNode, LayerStack, LayerView } from '../../api/stage.ts';
import { type ContainerFacts, folderKey, type ImageFacts, type StageFacts } from '../model/facts.ts';
import { folderOf, nameOf } from '../model/path.ts';
import { NO_TOUCHES, touch } from '../model/touches.ts';

/** 64 hexadecimal digits that look like a digest, different for every n. */
const hex = (n: number): string => {
  let state = n + 1;
  return Array.from({ length: 64 }, () => ((state = (state * 48271) % 2147483647) % 16).toString(16)).join('');
};

/** One file for a layer: path, bytes, and what it is. */
type Entry = readonly [path: string, size?: number, type?: LayerNode['type'], opaque?: boolean];

interface LayerPlan {
  readonly createdBy: string;
  readonly size: number;
  readonly entries: number;
  readonly files: readonly Entry[];
}

function node([path, size = 0, type = 'file', opaque = false]: Entry): LayerNode {
  return { name: nameOf(path), type, size, mode: 0o644, uid: 0, gid: 0, mtime: 0, linkname: '', opaque };
}

function view(plan: LayerPlan, index: number, readonly: boolean): LayerView {
  const salt = [...plan.createdBy].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, index);
  const id = readonly ? `sha256:${hex(salt)}` : `rw:${hex(99)}`;
  const whiteouts = plan.files.filter(([, , type]) => type === 'whiteout').length;
  return {
    id,
    diffId: readonly ? id : null,
    size: plan.size,
    createdBy: plan.createdBy,
    created: 0,
    readonly,
    entries: plan.entries,
    whiteouts,
  };
}

function stackOf(
  plans: readonly LayerPlan[],
  readWrite: readonly Entry[] | null,
): { stack: LayerStack; listings: Map<string, LayerNode[]> } {
  const all =
    readWrite === null
      ? plans
      : [
          ...plans,
          { createdBy: '', size: readWrite.reduce((sum, [, size = 0]) => sum + size, 0), entries: readWrite.length, files: readWrite },
        ];
  const layers = all.map((plan, index) => view(plan, index, index < plans.length));
  const listings = new Map<string, LayerNode[]>();
  all.forEach((plan, index) => {
    const put = (entry: Entry): void => {
      const key = folderKey(layers[index]?.id ?? '', folderOf(entry[0]));
      const list = listings.get(key) ?? [];
      if (!list.some((other) => other.name === nameOf(entry[0]))) list.push(node(entry));
      listings.set(key, list);
      if (folderOf(entry[0]) !== '/') put([folderOf(entry[0]), 0, 'dir']);
    };
    for (const entry of [...plan.files].sort((a, b) => Number(b[2] === 'dir') - Number(a[2] === 'dir'))) put(entry);
  });
  return { stack: { container: readWrite === null ? null : hex(99), image: 'centos:6.8', driver: 'overlay2', layers }, listings };
}

const CENTOS: readonly LayerPlan[] = [
  {
    createdBy: '/bin/sh -c #(nop) ADD file:8b9c1fa2d5e0aa77 in / ',
    size: 193_400_000,
    entries: 8420,
    files: [
      ...['bin', 'boot', 'dev', 'etc', 'home', 'lib', 'lib64', 'mnt', 'opt', 'root', 'sbin', 'srv', 'tmp', 'usr', 'var'].map(
        (name): Entry => [`/${name}`, 4096, 'dir'],
      ),
      ['/bin/sh', 938_832],
      ['/bin/ls', 117_048],
      ['/bin/cat', 48_568],
      ['/etc/passwd', 901],
      ['/etc/hosts', 174],
      ['/etc/centos-release', 27],
      ['/root/.bashrc', 176],
      ['/usr/lib/locale/locale-archive', 99_158_576],
    ],
  },
  {
    createdBy: '/bin/sh -c #(nop) COPY file:77aa3d5e0c1b2f90 in /bin/bash ',
    size: 1_300_000,
    entries: 2,
    files: [['/bin/bash', 1_300_000]],
  },
  {
    createdBy: "/bin/sh -c printf 'CentOS release 6.8 (Final)\\n' > /etc/centos-release",
    size: 77,
    entries: 3,
    files: [
      ['/etc/centos-release', 26],
      ['/root/.bashrc', 51],
    ],
  },
];

const EIGHT: readonly LayerPlan[] = [
  ...CENTOS,
  {
    createdBy: '/bin/sh -c yum install -y java-1.8.0-openjdk && yum clean all',
    size: 141_000_000,
    entries: 1310,
    files: [
      ['/usr/bin/java', 8_464],
      ['/etc/passwd', 940],
      ['/var/log/yum.log', 2210],
    ],
  },
  { createdBy: '/bin/sh -c #(nop)  ENV CATALINA_HOME=/usr/local/tomcat', size: 0, entries: 1, files: [['/usr/local/tomcat', 4096, 'dir']] },
  {
    createdBy: '/bin/sh -c curl -fSL https://archive.apache.org/dist/tomcat/tomcat-8/v8.5.0/bin/apache-tomcat-8.5.0.tar.gz | tar xz',
    size: 16_500_000,
    entries: 612,
    files: [
      ['/usr/local/tomcat/conf/server.xml', 7511],
      ['/usr/local/tomcat/bin/catalina.sh', 23567],
      ['/usr/local/tomcat/webapps/ROOT/index.jsp', 12234],
    ],
  },
  { createdBy: '/bin/sh -c rm -f /var/log/yum.log', size: 0, entries: 3, files: [['/var/log/yum.log', 0, 'whiteout']] },
  {
    createdBy: '/bin/sh -c #(nop) COPY dir:09a6cc1d4ab35f00 in /usr/local/tomcat/webapps/ROOT ',
    size: 48_200,
    entries: 19,
    files: [
      ['/usr/local/tomcat/webapps/ROOT/index.jsp', 980],
      ['/usr/local/tomcat/webapps/ROOT/logo.svg', 3120],
    ],
  },
];

function image(name: string, plans: readonly LayerPlan[], salt = 0): ImageFacts {
  return {
    id: `sha256:${hex(salt + name.length * 3)}`,
    name,
    layers: plans.map((plan, index) => ({ diffId: view(plan, index, true).id, bytes: plan.size, createdBy: plan.createdBy })),
  };
}

const BUSYBOX: readonly LayerPlan[] = [
  { createdBy: '/bin/sh -c #(nop) ADD file:5b3b21aa90e3 in / ', size: 4_260_000, entries: 410, files: [] },
];
const NGINX: readonly LayerPlan[] = [
  { createdBy: '/bin/sh -c #(nop) ADD file:1a2b3c4d5e6f in / ', size: 80_400_000, entries: 5000, files: [] },
  { createdBy: '/bin/sh -c apt-get install -y nginx', size: 56_000_000, entries: 900, files: [] },
  { createdBy: '/bin/sh -c #(nop) COPY file:aabbccdd in /docker-entrypoint.sh ', size: 1620, entries: 1, files: [] },
];

const centos = image('centos:6.8', CENTOS);
const tomcat = image('tomcat:8.5', EIGHT, 5);
const nginx = image('nginx:latest', NGINX, 9);
const busybox = image('busybox:latest', BUSYBOX, 13);
const container = (name: string, of: ImageFacts, n: number, state = 'running', bytes = 0): ContainerFacts => ({
  id: hex(n),
  name,
  imageId: of.id,
  image: of.name,
  state,
  bytes,
});
const mycentos = container('mycentos', centos, 99, 'running', 38);
const KERNEL = 'Linux 6.1';

const NOTHING: StageFacts = {
  kernel: KERNEL,
  subject: null,
  stack: null,
  listings: new Map(),
  touches: NO_TOUCHES,
  folds: new Map(),
  pending: [],
  life: null,
  images: [],
  containers: [],
};

/** An observation without the members that all share. */
type Seen = Observation extends infer O ? (O extends Observation ? Omit<O, 'at' | 'seq' | 'container'> : never) : never;

function running(
  readWrite: readonly Entry[],
  seen: readonly Seen[],
  tell: number,
  plans = CENTOS,
  of = mycentos,
  images: readonly ImageFacts[] = [centos],
): StageFacts {
  const all = seen.map((one, index): Observation => ({ ...one, at: 1000 + index, seq: index + 1, container: of.id }) as Observation);
  return {
    ...NOTHING,
    ...stackOf(plans, readWrite),
    subject: { kind: 'container', id: of.id, name: of.name, image: of.image, state: of.state, driver: 'overlay2' },
    touches: touch(NO_TOUCHES, all),
    pending: all.slice(all.length - tell),
    images,
    containers: [of],
  };
}

const look = (path: string, found: number | null, whiteout = false): Seen => ({ kind: 'lookup', path, found, layers: 4, whiteout });
const copyUp = (path: string, from: number, bytes: number): Seen => ({ kind: 'copy-up', path, from, bytes, type: 'file' });
const many = Array.from({ length: 24 }, (_, i): Seen => ({ kind: 'whiteout', path: `/usr/bin/tool${i}`, hides: 0 }));

/** Facts of every named scene. */
export const SCENES = {
  empty: NOTHING,
  pulled: {
    ...NOTHING,
    ...stackOf(CENTOS, null),
    subject: { kind: 'image', id: centos.id, name: 'centos:6.8', image: 'centos:6.8', state: 'image', driver: 'overlay2' },
    images: [centos],
  },
  running: running([], [look('/bin/bash', 1), look('/root/.bashrc', 2), look('/etc/passwd', 0)], 2),
  'copy-up': running(
    [['/etc/centos-release', 38]],
    [
      look('/bin/sh', 0),
      look('/bin/ls', 0),
      look('/etc/passwd', 0),
      look('/etc/centos-release', 2),
      copyUp('/etc/centos-release', 2, 26),
      { kind: 'write', path: '/etc/centos-release', bytes: 12 },
    ],
    3,
  ),
  whiteout: running(
    [
      ['/etc/centos-release', 38],
      ['/root/.bashrc', 0, 'whiteout'],
      ['/tmp/new', 12],
    ],
    [
      look('/bin/sh', 0),
      look('/etc/passwd', 0),
      copyUp('/etc/centos-release', 2, 26),
      { kind: 'create', path: '/tmp/new', type: 'file' },
      look('/root/.bashrc', 2),
      { kind: 'whiteout', path: '/root/.bashrc', hides: 2 },
    ],
    2,
  ),
  opaque: running(
    [
      ['/etc', 4096, 'dir', true],
      ['/etc/hosts', 20],
      ['/tmp/new', 12],
    ],
    [
      look('/etc/passwd', 0),
      look('/etc/centos-release', 2),
      { kind: 'opaque', path: '/etc', hides: 2 },
      { kind: 'create', path: '/etc/hosts', type: 'file' },
      { kind: 'create', path: '/tmp/new', type: 'file' },
      look('/etc/passwd', null),
    ],
    3,
  ),
  'rm -rf': running(
    many.map((one): Entry => [one.path, 0, 'whiteout']),
    [look('/bin/rm', 0), ...many],
    25,
  ),
  'eight layers': running(
    [
      ['/etc/passwd', 990],
      ['/etc/centos-release', 30],
      ['/usr/bin/java', 7734],
      ['/usr/local/tomcat/bin/catalina.sh', 23_792],
      ['/usr/local/tomcat/webapps/ROOT/index.jsp', 12_000],
      ['/usr/local/tomcat/logs/catalina.out', 20_480],
      ['/usr/local/tomcat/conf/server.xml', 7600],
      ['/tmp/hsperfdata', 32768],
      ['/root/.bash_history', 42],
      ['/usr/local/tomcat/webapps/ROOT/logo.svg', 0, 'whiteout'],
    ],
    [
      look('/bin/bash', 1),
      copyUp('/usr/bin/java', 3, 7734),
      copyUp('/etc/passwd', 3, 940),
      copyUp('/etc/centos-release', 2, 26),
      { kind: 'create', path: '/tmp/hsperfdata', type: 'file' },
      { kind: 'create', path: '/root/.bash_history', type: 'file' },
      { kind: 'create', path: '/usr/local/tomcat/logs/catalina.out', type: 'file' },
      { kind: 'whiteout', path: '/usr/local/tomcat/webapps/ROOT/logo.svg', hides: 7 },
      copyUp('/usr/local/tomcat/bin/catalina.sh', 5, 23_792),
      copyUp('/usr/local/tomcat/webapps/ROOT/index.jsp', 7, 11_900),
      copyUp('/usr/local/tomcat/conf/server.xml', 5, 7511),
      { kind: 'write', path: '/usr/local/tomcat/conf/server.xml', bytes: 89 },
    ],
    3,
    EIGHT,
    { ...mycentos, name: 'tomcat-in-the-wild', imageId: tomcat.id, image: 'tomcat:8.5' },
    [centos, tomcat],
  ),
  grove: {
    ...running([['/etc/centos-release', 38]], [look('/etc/passwd', 0), copyUp('/etc/centos-release', 2, 26)], 1),
    images: [centos, tomcat, nginx, busybox],
    containers: [
      mycentos,
      ...Array.from({ length: 7 }, (_, i) => container(`web${i + 1}`, nginx, 40 + i, i % 3 === 2 ? 'exited' : 'running', 1200 * i)),
      ...Array.from({ length: 6 }, (_, i) => container(`shop-${i + 1}`, tomcat, 60 + i, 'running', 31_000)),
      ...Array.from({ length: 4 }, (_, i) => container(`centos-${i + 1}`, centos, 80 + i, 'exited', 12)),
      ...Array.from({ length: 2 }, (_, i) => container(`box${i + 1}`, busybox, 90 + i, 'exited', 0)),
    ],
  },
} satisfies Record<string, StageFacts>;

export type SceneName = keyof typeof SCENES;
