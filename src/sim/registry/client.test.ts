import { beforeEach, expect, test } from 'vitest';
import type { ProgressMessage } from '../../api/types.ts';
import { VirtualClock } from '../clock.ts';
import { Content } from '../fs/content.ts';
import { MemFs } from '../fs/memfs.ts';
import { Overlay2Driver } from '../fs/overlay2.ts';
import { serializeConfig } from '../image/config.ts';
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
import { type Credentials, type PullResult, RegistryClient } from './client.ts';
import { manifestBytes } from './manifest.ts';
import { Registry } from './server.ts';

let clock: VirtualClock;
let layers: ImageLayerStore;
let images: LayeredImageStore;
let references: ImageReferenceStore;
let client: RegistryClient;
let privately: Registry;
let said: ProgressMessage[];

function start(speed: { bandwidth?: number } = {}): void {
  clock = new VirtualClock(1.7e12, () => new Promise((resolve) => setImmediate(resolve)));
  const random = new Random(1);
  const driver = new Overlay2Driver({ host: new MemFs({ type: 'ext4', dev: 1, clock }), clock, random });
  layers = new ImageLayerStore({ driver, random });
  images = new LayeredImageStore({ layers });
  references = new ImageReferenceStore();
  privately = new Registry({ clock, credentials: { student: 'secret' } });
  const registries = new Map([
    ['docker.io', new Registry({ clock, catalog: fixtures(), hub: true })],
    ['hub.example.com', new Registry({ clock, catalog: () => Promise.resolve(hub()) })],
    ['localhost:5000', privately],
    ['localhost:5001', new Registry({ clock, catalog: fixtures() })],
  ]);
  client = new RegistryClient({ clock, registries, layers, images, references, nameserver: '10.255.255.53', ...speed });
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
    progressDetail: { current: 65536, total: 752791 },
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
  expect(states()[0]).toBe(`busybox@${digest}: Pulling from library/busybox`);
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
