/** Images as nobody would make them: random trees with all that a layer can hold, random configurations, packed for `docker load`. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { concat } from '../../src/api/bytes.ts';
import { modeField, tarEnd, tarHeader, type TarHeader, tarPadding } from '../../src/api/tar/header.ts';

/** A file of an archive: its header, and its bytes. */
export interface TarFile {
  readonly header: TarHeader;
  readonly data: Uint8Array;
}

/** An image, its parts as bytes. */
export interface RandomImage {
  readonly name: string;
  readonly config: Uint8Array;
  readonly layers: readonly Uint8Array[];
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const encoder = new TextEncoder();

/** The ID that every engine must give the image. */
export const idOf = ({ config }: RandomImage): string => sha256(config);

/** Files as an archive. */
export const tarOf = (files: readonly TarFile[]): Uint8Array =>
  concat(
    [...files.flatMap(({ header, data }) => [...tarHeader(header), data, tarPadding(header.size)]), tarEnd].map((part) => part.slice()),
  );

const NAMES = ['a', 'b', 'c', 'etc', 'bin', 'sp ace', 'ünï', '名前', '.hidden', 'UPPER', 'n'.repeat(120), 'ö'.repeat(80), 'x-1.2_3'];
const OWNERS = [0, 1, 7, 33, 1000, 65534, 3_000_000];
const TIMES = [0, 1_000_000_000_000, 1_700_000_000_000, 4_102_444_800_000, -86_400_000];
/** cap_net_raw+ep, as setcap(8) writes it. */
const CAPABILITY = Uint8Array.from([1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

interface Wish {
  readonly path: readonly string[];
  readonly kind: 'dir' | 'file' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo' | 'whiteout' | 'opaque';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly data: Uint8Array;
  readonly target: string;
  readonly rdev: readonly [number, number];
  readonly xattr: 'none' | 'capability' | 'user';
}

const wish: fc.Arbitrary<Wish> = fc.record({
  path: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }),
  kind: fc.constantFrom('dir', 'file', 'file', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'whiteout', 'opaque'),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.constantFrom(...OWNERS),
  gid: fc.constantFrom(...OWNERS),
  mtime: fc.constantFrom(...TIMES),
  data: fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    fc.constant(new Uint8Array(9000)),
    fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => concat([bytes, new Uint8Array(70_000), bytes])),
  ),
  target: fc.constantFrom('a', '../b', '/etc/passwd', 'nowhere/else', 'ünï', `${'long/'.repeat(30)}end`),
  rdev: fc.tuple(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 0, max: 255 })),
  xattr: fc.constantFrom('none', 'none', 'none', 'capability', 'user'),
});

/** Makes of wishes what can be unpacked: nothing under a file, links to what is there, no name twice. */
function filesOf(wishes: readonly Wish[], formatOurs: boolean): TarFile[] {
  const made = new Map<string, Wish['kind']>();
  const files: TarFile[] = [];
  for (const one of wishes) {
    const { kind } = one;
    const folder = one.path.slice(0, -1).join('/');
    const name = one.path.at(-1) ?? '';
    const base = kind === 'whiteout' ? `.wh.${name}` : kind === 'opaque' ? '.wh..wh..opq' : name;
    const path = folder === '' ? base : `${folder}/${base}`;
    const plain = folder === '' ? name : `${folder}/${name}`;
    const above = one.path.slice(0, -1).map((_, n) => one.path.slice(0, n + 1).join('/'));
    if (above.some((up) => (made.get(up) ?? 'dir') !== 'dir') || made.has(path)) continue;
    if (kind === 'whiteout' && [...made.keys()].some((other) => other === plain || other.startsWith(`${plain}/`))) continue;
    if (above.some((_, n) => made.has([...one.path.slice(0, n), `.wh.${one.path[n]}`].join('/')))) continue;
    if (made.has(folder === '' ? `.wh.${name}` : `${folder}/.wh.${name}`)) continue;
    if (kind === 'opaque' && made.get(folder) !== 'dir') continue;
    const first = kind === 'hardlink' ? [...made].find(([, type]) => type === 'file')?.[0] : '';
    if (first === undefined || (kind !== 'dir' && [...made.keys()].some((other) => other.startsWith(`${path}/`)))) continue;
    // Folders that nobody wished for are there without an entry, as archives may leave them out.
    for (const up of above) if (formatOurs && !made.has(up)) made.set(up, 'dir');
    made.set(path, kind);
    const type = kind === 'whiteout' || kind === 'opaque' ? 'file' : kind;
    const data = kind === 'file' ? one.data : new Uint8Array(0);
    const attributes = one.xattr === 'capability' ? { 'security.capability': CAPABILITY } : { 'user.mood': encoder.encode('fine') };
    files.push({
      header: {
        name: kind === 'dir' ? `${path}/` : path,
        type,
        mode: formatOurs ? modeField(type, one.mode) : one.mode,
        uid: one.uid,
        gid: one.gid,
        uname: formatOurs ? '' : 'somebody',
        gname: '',
        size: data.length,
        mtime: one.mtime,
        linkname: kind === 'symlink' ? one.target : first,
        rdev: kind === 'char' || kind === 'block' ? one.rdev : [0, 0],
        xattrs: one.xattr === 'none' || kind !== 'file' ? {} : attributes,
      },
      data,
    });
  }
  return files;
}

const layer: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.array(wish, { minLength: 1, maxLength: 25 }), fc.boolean(), fc.boolean())
  .map(([wishes, ours, tail]) => concat([tarOf(filesOf(wishes, ours)), new Uint8Array(tail ? 8192 : 0)]));

const word = fc.constantFrom('', 'a', 'b c', '<&>', 'ünï', '"quoted"', 'x=1', '\u2028', 'tab\tbed');
const words = fc.option(fc.array(word, { maxLength: 3 }), { nil: null });
const fraction = fc.constantFrom('', '.1', '.123', '.120000000', '.123456789');

const settings = fc.record(
  {
    Hostname: word,
    User: word,
    Env: words,
    Cmd: words,
    Entrypoint: words,
    WorkingDir: fc.constantFrom('', '/', '/srv'),
    Labels: fc.option(fc.dictionary(fc.constantFrom('b', 'a', 'ünï', '<'), word), { nil: null }),
    ExposedPorts: fc.constantFrom({}, { '80/tcp': {} }, { '9/udp': {}, '10/tcp': {} }),
    Volumes: fc.constantFrom(null, { '/data': {} }),
    OnBuild: words,
    StopSignal: fc.constantFrom('', 'SIGKILL'),
    Healthcheck: fc.constantFrom({ Test: ['NONE'] }, { Test: ['CMD', 'true'], Interval: 1_000_000_000, Retries: 3 }),
    Shell: fc.constantFrom(['/bin/ash', '-c']),
  },
  { requiredKeys: [] },
);

/** Any image; `name` is its only name. */
export const randomImage = (name: string): fc.Arbitrary<RandomImage> =>
  fc
    .record({
      layers: fc.uniqueArray(layer, { minLength: 1, maxLength: 4, selector: sha256 }),
      config: settings,
      container: settings,
      stamp: fraction,
      empties: fc.integer({ min: 0, max: 3 }),
      author: word,
      comment: word,
      pretty: fc.boolean(),
      more: fc.constantFrom({}, { variant: 'v2' }, { 'moby.buildkit.buildinfo.v1': 'e30=' }, { docker_version: '17.03' }),
    })
    .map(({ layers, config, container, stamp, empties, author, comment, pretty, more }) => {
      const created = `2021-03-04T05:06:07${stamp}Z`;
      const history = [
        ...layers.map((_, n) => ({ created, created_by: `step ${n} <&>` })),
        ...Array.from({ length: empties }, () => ({ created, created_by: 'nothing', comment, empty_layer: true })),
      ];
      const json = {
        architecture: 'amd64',
        author,
        comment,
        config,
        container_config: container,
        created,
        history,
        os: 'linux',
        rootfs: { type: 'layers', diff_ids: layers.map(sha256) },
        ...more,
      };
      return { name, config: encoder.encode(JSON.stringify(json, null, pretty ? 2 : 0)), layers };
    });

const plain = (name: string, data: Uint8Array): TarFile => ({
  header: {
    name,
    type: 'file',
    mode: 0o644,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    size: data.length,
    mtime: 0,
    linkname: '',
    rdev: [0, 0],
    xattrs: {},
  },
  data,
});

/** The image as an archive for `docker load`. */
export function packed({ name, config, layers }: RandomImage): Uint8Array {
  const manifest = [{ Config: 'config.json', RepoTags: [name], Layers: layers.map((_, n) => `${n}.tar`) }];
  return tarOf([
    plain('manifest.json', encoder.encode(JSON.stringify(manifest))),
    plain('config.json', config),
    ...layers.map((bytes, n) => plain(`${n}.tar`, bytes)),
  ]);
}
