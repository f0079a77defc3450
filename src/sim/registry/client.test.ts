import { beforeEach, expect, test } from 'vitest';
import type { ProgressMessage } from '../../api/types.ts';
import { VirtualClock } from '../clock.ts';
import { Content } from '../fs/content.ts';
import { MemFs } from '../fs/memfs.ts';
import { Overlay2Driver } from '../fs/overlay2.ts';
import { serializeConfig } from '../image/config.ts';
import { parseReference } from '../../api/reference.ts';
import { sha256 } from '../image/digest.ts';
import { gzipPieces } from '../image/gzip.ts';
import { LayeredImageStore } from '../image/image-store.ts';
import { ImageLayerStore } from '../image/layer-store.ts';
import { ImageReferenceStore } from '../image/reference-store.ts';
import { layerSource, tarPieces } from '../image/tar.ts';
import type { Digest } from '../image/types.ts';
import { Random } from '../random.ts';
import { fixtures } from './catalog/fixtures.ts';
import { hub } from './catalog/hub.ts';
import { BasicAccess } from './access.ts';
import { type PullResult, RegistryClient, type RegistryConfig } from './client.ts';
import type { Credentials } from './credentials.ts';
import { registryHosts } from './hosts.ts';
import { manifestBytes } from './manifest.ts';
import { Registry } from './server.ts';

let clock: VirtualClock;
let layers: ImageLayerStore;
let images: LayeredImageStore;
let references: ImageReferenceStore;
let client: RegistryClient;
let privately: Registry;
let said: ProgressMessage[];
let config: RegistryConfig;

function start(speed: { bandwidth?: number } = {}): void {
  clock = new VirtualClock(1.7e12, () => new Promise((resolve) => setImmediate(resolve)));
  const random = new Random(1);
  const driver = new Overlay2Driver({ host: new MemFs({ type: 'ext4', dev: 1, clock }), clock, random });
  layers = new ImageLayerStore({ driver, random });
  images = new LayeredImageStore({ layers });
  references = new ImageReferenceStore();
  privately = new Registry({ clock, access: new BasicAccess({ student: 'secret' }, 'oracle'), tls: false });
  const known = registryHosts('fixtures', clock);
  const own = new Map([
    ['hub.example.com', new Registry({ clock, catalog: () => Promise.resolve(hub()) })],
    ['localhost:5000', privately],
    ['mirror.example.com', new Registry({ clock, catalog: { images: fixtures().images.slice(0, 1), search: [] } })],
    ['192.168.1.5:5000', new Registry({ clock, tls: false })],
  ]);
  const registries = { get: (host: string) => own.get(host) ?? known.get(host) };
  config = { mirrors: [], insecure: [] };
  client = new RegistryClient({
    clock,
    registries,
    layers,
    images,
    references,
    nameserver: '10.255.255.53',
    config: () => config,
    ...speed,
  });
  said = [];
}
beforeEach(() => start());

async function settled<T>(work: Promise<T>): Promise<T> {
  let done = false;
  const end = (): void => {
    done = true;
  };
  work.then(end, end);
  await clock.run(Number.POSITIVE_INFINITY, () => done);
  return work;
}
const pull = (reference: string, credentials?: Credentials): Promise<PullResult> =>
  settled(client.pull(reference, (message) => said.push(message), credentials));
const states = (): string[] =>
  said.filter(({ progress }) => progress === undefined).map(({ id, status }) => (id === undefined ? '' : `${id}: `) + status);

test('a pull says what the real engine streams', async () => {
  const { digest, status } = await pull('busybox');
  const layer = fixtures().images[0]?.layers[0]?.blob.slice(7, 19);
  expect(states()).toEqual([
    'latest: Pulling from library/busybox',
    `${layer}: Pulling fs layer`,
    `${layer}: Verifying Checksum`,
    `${layer}: Download complete`,
    `${layer}: Pull complete`,
    `Digest: ${digest}`,
    'Status: Downloaded newer image for busybox:latest',
  ]);
  expect(status).toBe('Downloaded newer image for busybox:latest');
  expect(JSON.stringify(said[1])).toBe(`{"status":"Pulling fs layer","progressDetail":{},"id":"${layer}"}`);
});

test('the progress bar is the text of the real engine', async () => {
  // Recorded: {"current":196608,"total":8002677} "[=>                                                 ]  196.6kB/8.003MB"
  start({ bandwidth: 1e6 });
  await pull('busybox');
  const bars = said.filter(({ status }) => status === 'Downloading');
  expect(bars.length).toBeGreaterThan(3);
  expect(bars[0]).toMatchObject({
    progressDetail: { current: 65536, total: 752800 },
    progress: '[====>                                              ]  65.54kB/752.8kB',
  });
});

test('pulling again is no news; another tag of it is', async () => {
  await pull('centos:6.8');
  said = [];
  await pull('centos:6.8');
  expect(states()).toEqual([
    '6.8: Pulling from library/centos',
    expect.stringMatching(/^Digest: sha256:/),
    'Status: Image is up to date for centos:6.8',
  ]);
  said = [];
  await pull('centos');
  expect(states().at(-1)).toBe('Status: Downloaded newer image for centos:latest');
  expect(images.all()).toHaveLength(1);
  expect(references.all().map(({ reference }) => reference.replace(/@.*/, '@'))).toEqual([
    'docker.io/library/centos:6.8',
    'docker.io/library/centos@',
    'docker.io/library/centos:latest',
  ]);
});

test('layers that are there are not pulled again, and go with their last image', async () => {
  const { id: base } = await pull('busybox');
  said = [];
  const { id } = await pull('tomcat');
  expect(states().filter((line) => line.endsWith('Already exists'))).toHaveLength(1);
  expect(images.remove(base)).toEqual([]);
  expect(images.remove(id)).toHaveLength(6);
  expect(layers.all()).toEqual([]);
});

test('three layers at a time: the others wait', async () => {
  await pull('hub.example.com/library/nginx');
  expect(states().filter((line) => line.endsWith('Waiting'))).toHaveLength(3);
  const registered = states().filter((line) => line.endsWith('Pull complete'));
  expect(registered.map((line) => line.slice(0, 12))).toEqual(
    hub()
      .images.find(({ repository }) => repository === 'library/nginx')
      ?.layers.map(({ blob }) => blob.slice(7, 19)),
  );
});

test('a pull by digest', async () => {
  const { digest } = await pull('busybox');
  start();
  const { status } = await pull(`busybox@${digest}`);
  expect(status).toBe(`Downloaded newer image for busybox@${digest}`);
  expect(states()[0]).toBe(`docker.io/library/busybox@${digest}: Pulling from library/busybox`);
});

test.each([
  ['centos:nosuch', 404, 'manifest for centos:nosuch not found: manifest unknown: manifest unknown'],
  [
    'nosuch',
    404,
    "pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  ],
  ['localhost:5000/x:1', 500, 'Head "http://localhost:5000/v2/x/manifests/1": no basic auth credentials'],
  ['127.0.0.1:5056/library/nosuch', 500, 'Get "http://127.0.0.1:5056/v2/": dial tcp 127.0.0.1:5056: connect: connection refused'],
  ['localhost:5009/x', 500, 'Get "http://localhost:5009/v2/": dial tcp 127.0.0.1:5009: connect: connection refused'],
  [
    'nosuch.example.com/library/nosuch',
    500,
    'Get "https://nosuch.example.com/v2/": dial tcp: lookup nosuch.example.com on 10.255.255.53:53: no such host',
  ],
])('%s is refused in the words of the real engine', async (reference, status, message) => {
  await expect(pull(reference)).rejects.toMatchObject({ status, message });
  expect(said).toEqual([]);
});

test('a private registry wants the right password', async () => {
  await expect(pull('localhost:5000/x:1', { username: 'student', password: 'wrong' })).rejects.toThrow(
    'unauthorized: authentication required',
  );
  await expect(pull('localhost:5000/x:1', { username: 'student', password: 'secret' })).rejects.toThrow(
    'manifest for localhost:5000/x:1 not found: manifest unknown: manifest unknown',
  );
});

function upload(damage: boolean): Digest {
  const entries = [
    {
      path: 'a',
      type: 'file' as const,
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: 0,
      linkname: '',
      rdev: [0, 0] as const,
      content: Content.of('pushed'),
      xattrs: {},
    },
  ];
  const source = layerSource(entries);
  const bytes = new Uint8Array(Buffer.concat([...gzipPieces(tarPieces(entries))]));
  const blob = privately.store.addBytes('course/x', bytes);
  if (damage) privately.store.blobs.set(blob, { size: bytes.length, pieces: () => [bytes.slice(0, -1), Uint8Array.of(0xaa)], layer: null });
  const config = serializeConfig({
    architecture: 'amd64',
    os: 'linux',
    created: '2023-01-01T00:00:00Z',
    config: {},
    rootfs: { type: 'layers', diff_ids: [source.diffId] },
    history: [],
  });
  privately.store.addBytes('course/x', config);
  privately.store.addManifest('course/x', manifestBytes(config, [{ blob, blobSize: bytes.length }]), '1');
  return sha256(config);
}
const student = { username: 'student', password: 'secret' };

test('a blob that has only bytes is unpacked', async () => {
  const id = upload(false);
  expect((await pull('localhost:5000/course/x:1', student)).id).toBe(id);
  expect(images.get(id)?.size).toBe(6);
});

test('a damaged blob is refused and nothing of the image stays', async () => {
  upload(true);
  await expect(pull('localhost:5000/course/x:1', student)).rejects.toThrow(/filesystem layer verification failed for digest sha256:/);
  expect([images.all(), layers.all(), references.all()]).toEqual([[], [], []]);
});

test('search: the index of its own heeds no limit, the hub does', async () => {
  const names = async (term: string, limit: number): Promise<string[]> =>
    (await settled(client.search(term, limit))).map(({ name }) => name);
  expect(await names('localhost:5001/centos', 2)).toEqual([
    'centos',
    'ansible/centos7-ansible',
    'jdeathe/centos-ssh',
    'consol/centos-xfce-vnc',
  ]);
  expect(await names('centos', 2)).toEqual(['centos', 'ansible/centos7-ansible']);
  expect(await names('localhost:5001/zzzz', 25)).toEqual([]);
  await expect(settled(client.search('localhost:5009/x', 25))).rejects.toThrow(
    'invalid registry endpoint "http://localhost:5009/v1/". HTTPS attempt: Get "https://localhost:5009/v1/_ping": dial tcp 127.0.0.1:5009: connect: connection refused. HTTP attempt: Get "http://localhost:5009/v1/_ping": dial tcp 127.0.0.1:5009: connect: connection refused',
  );
});

const push = (name: string, credentials?: Credentials, cancellation = { cancelled: false }): Promise<void> =>
  settled(client.push(parseReference(name), (message) => said.push(message), { credentials, cancellation }));
const tag = (name: string, as: string): void => {
  const id = references.get(`docker.io/library/${name}`);
  if (id) references.set(as, id);
};
const last = (status: string): number => states().filter((line) => line.endsWith(status)).length;

test('a push sends what is missing, mounts what another repository has, and finds what is there', async () => {
  await pull('tomcat:8.5');
  for (const name of ['a/tc', 'b/tc']) tag('tomcat:8.5', `localhost:5000/${name}:1`);
  said = [];
  await push('localhost:5000/a/tc:1', student);
  expect(states()[0]).toBe('The push refers to repository [localhost:5000/a/tc]');
  expect([last('Preparing'), last('Waiting'), last('Pushed')]).toEqual([6, 1, 6]);
  expect(said.at(-1)).toMatchObject({ aux: { Tag: '1' } });
  said = [];
  await push('localhost:5000/a/tc:1', student);
  expect([last('Layer already exists'), last('Pushed')]).toEqual([6, 0]);
  said = [];
  await push('localhost:5000/b/tc:1', student);
  expect([last('Mounted from a/tc'), last('Pushed')]).toEqual([6, 0]);
  const pushed = privately.store.repository('b/tc')?.tags.get('1');
  expect(references.get(`localhost:5000/b/tc@${pushed}`)).toBe(references.get('docker.io/library/tomcat:8.5'));
});

test('a push that is refused says why', async () => {
  await pull('busybox');
  tag('busybox:latest', 'localhost:5000/x:1');
  tag('busybox:latest', '192.168.1.5:5000/x:1');
  tag('busybox:latest', 'docker.io/other/x:1');
  await expect(push('localhost:5000/x:1')).rejects.toThrow(/^no basic auth credentials$/);
  await expect(push('localhost:5000/x:1', { username: 'student', password: 'no' })).rejects.toThrow(
    /^unauthorized: authentication required$/,
  );
  await expect(push('localhost:5000/x:2', student)).rejects.toThrow(/^tag does not exist: localhost:5000\/x:2$/);
  await expect(push('localhost:5000/y:1', student)).rejects.toThrow(/^An image does not exist locally with the tag: localhost:5000\/y$/);
  await expect(push('other/x:1', { username: 'me', password: 'huajuan' })).rejects.toThrow(
    /^denied: requested access to the resource is denied$/,
  );
  await expect(push('192.168.1.5:5000/x:1')).rejects.toThrow(
    'Get "https://192.168.1.5:5000/v2/": http: server gave HTTP response to HTTPS client',
  );
  config = { mirrors: [], insecure: ['192.168.0.0/16'] };
  await push('192.168.1.5:5000/x:1');
});

test('a login is what the registry says it is', async () => {
  const login = (server: string, username: string, password: string): Promise<void> =>
    settled(client.login(server, { username, password }));
  await login('localhost:5000', 'student', 'secret');
  await login('https://index.docker.io/v1/', 'anybody', 'huajuan');
  await expect(login('http://localhost:5000/v2/', 'student', 'no')).rejects.toMatchObject({
    status: 500,
    message: 'login attempt to http://localhost:5000/v2/ failed with status: 401 Unauthorized',
  });
  await expect(login('https://index.docker.io/v1/', 'anybody', 'no')).rejects.toMatchObject({
    status: 401,
    message: 'Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password',
  });
});

test('a mirror is asked first; what it lacks comes from Docker Hub', async () => {
  config = { mirrors: ['https://nosuch.example.com/', 'https://mirror.example.com/'], insecure: [] };
  await pull('busybox');
  await pull('centos:6.8');
  await expect(pull('nosuch')).rejects.toThrow(/^pull access denied for nosuch/);
});

test('a pull that is called off leaves nothing', async () => {
  start({ bandwidth: 1e6 });
  const cancellation = { cancelled: false };
  const pulling = client.pull('tomcat:8.5', (message) => said.push(message), undefined, { cancellation });
  pulling.catch(() => {});
  await clock.run(clock.now() + 1500);
  expect(last('Pull complete')).toBeGreaterThan(0);
  cancellation.cancelled = true;
  await expect(settled(pulling)).rejects.toThrow('context canceled');
  expect([images.all(), layers.all(), references.all()]).toEqual([[], [], []]);
  await pull('tomcat:8.5');
});

test('all tags of a repository, and what a registry has under a name', async () => {
  const all = await settled(client.pullAll('centos', (message) => said.push(message)));
  expect(all.map(({ id }) => id)).toEqual([all[0]?.id, all[0]?.id]);
  expect(states().at(-1)).toBe('Status: Downloaded newer image for centos');
  const { Descriptor, Platforms } = await settled(client.inspect(parseReference('centos')));
  expect([Descriptor.digest, Platforms]).toEqual([all[0]?.digest, [{ architecture: 'amd64', os: 'linux' }]]);
  await expect(settled(client.inspect(parseReference('centos:no')))).rejects.toMatchObject({
    status: 404,
    message: 'manifest unknown: manifest unknown',
  });
});
