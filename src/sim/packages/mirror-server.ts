/** What a mirror has below its URLs: how big it is, and the words of the small ones. Archives and big lists are holes: nobody reads them. */
import type { OutsideConnection } from '../kernel/network/outside.ts';
import { alpineIndex } from './alpine.ts';
import { centosIndex, nevra } from './centos.ts';
import { debianIndex } from './debian.ts';
import type { PackageIndex } from './package.ts';
import { repositoryFile } from './repository-files.ts';

/** A file of a mirror: its text, or only how many bytes it has. */
type MirrorFile = string | number;

/** Bytes of the lists of Debian 12 and Ubuntu 22.04, as they are sent. */
const LISTS: Readonly<Record<string, readonly [release: number, packages: number]>> = {
  bookworm: [151_075, 8_790_000],
  'bookworm-updates': [55_403, 6_924],
  'bookworm-security': [34_770, 378_000],
  jammy: [270_000, 1_792_000],
  'jammy-updates': [119_000, 1_352_000],
  'jammy-backports': [109_000, 78_300],
  'jammy-security': [110_000, 1_052_000],
};
/** Ubuntu's second component. */
const UNIVERSE: Readonly<Record<string, number>> = {
  jammy: 14_100_000,
  'jammy-updates': 1_267_000,
  'jammy-backports': 28_100,
  'jammy-security': 1_047_000,
};
/** Of CentOS's lists and Alpine's. */
const PRIMARY: Readonly<Record<string, number>> = {
  os: 6_100_000,
  updates: 27_000_000,
  extras: 253_000,
  epel: 7_000_000,
  BaseOS: 4_600_000,
  AppStream: 8_400_000,
};
const APKINDEX: Readonly<Record<string, number>> = { main: 620_000, community: 1_700_000 };

const archives = new Map<string, ReadonlyMap<string, number>>();

/** Sizes of archives by their file's name. */
function sizes(
  key: string,
  index: () => PackageIndex,
  file: (one: ReturnType<PackageIndex['all']> extends Iterable<infer T> ? T : never) => string,
): ReadonlyMap<string, number> {
  const made = archives.get(key) ?? new Map([...index().all()].map((one) => [file(one), one.size]));
  archives.set(key, made);
  return made;
}

const lastPart = (path: string): string => path.replace(/.*\//, '');

function debianFile(path: string): MirrorFile | null {
  const [, suite = '', component = '', file = ''] = /\/dists\/([^/]+)(?:\/([^/]+)\/binary-amd64)?\/([^/]+)$/.exec(path) ?? [];
  const list = LISTS[suite];
  if (list)
    return file === 'InRelease'
      ? list[0]
      : /^Packages/.test(file)
        ? component === 'universe'
          ? (UNIVERSE[suite] ?? list[1])
          : list[1]
        : null;
  if (!path.includes('/pool/')) return null;
  const name = lastPart(decodeURIComponent(path));
  return (
    ['bookworm', 'jammy']
      .map((release) =>
        sizes(
          release,
          () => debianIndex(release),
          ({ archive }) => lastPart(archive),
        ).get(name),
      )
      .find(Boolean) ?? null
  );
}

function alpineFile(path: string): MirrorFile | null {
  const [, branch = ''] = /\/v3\.\d+\/(main|community)\/x86_64\//.exec(path) ?? [];
  const name = lastPart(path);
  return name === 'APKINDEX.tar.gz'
    ? (APKINDEX[branch] ?? null)
    : (sizes('alpine', alpineIndex, ({ archive }) => archive).get(name) ?? null);
}

function centosFile(path: string): MirrorFile | null {
  const [, release = '', repository = ''] = /\/(?:centos(?:-vault)?|epel)\/([\d.]+)\/([A-Za-z]+)/.exec(path) ?? [];
  const number = Number(release.split('.')[0]);
  if (![6, 7, 8].includes(number)) return null;
  const name = lastPart(path);
  if (name === 'repomd.xml') return 3_700;
  if (/primary/.test(name)) return PRIMARY[repository] ?? PRIMARY['epel'] ?? null;
  return (
    sizes(
      `centos${number}`,
      () => centosIndex(number),
      (one) => `${nevra(one)}.rpm`,
    ).get(name) ?? null
  );
}

/** What a host has at a path (with its query); null: not found. */
function mirrorFile(host: string, url: string): MirrorFile | null {
  const [path = '', query = ''] = url.split('?', 2);
  if (host === 'mirrorlist.centos.org') {
    const { release = '', repo = '' } = Object.fromEntries(new URLSearchParams(query));
    // The lists of releases that have ended are empty, in words that yum takes for no URL.
    return release === '7' ? `http://mirror.centos.org/centos/7/${repo}/x86_64/\n` : 'Invalid release/repo/arch combination\n';
  }
  if (host === 'mirrors.fedoraproject.org') return 'http://mirrors.aliyun.com/epel/7/x86_64/\n';
  // The mirror keeps what is in support; the vault keeps the rest.
  if (host === 'mirror.centos.org' && !/^\/centos\/7/.test(path)) return null;
  if (path.startsWith('/repo/')) return repositoryFile(path.slice('/repo/'.length));
  if (/^\/(debian|ubuntu)/.test(path)) return debianFile(path);
  if (path.startsWith('/alpine/')) return alpineFile(path);
  if (/^\/(centos|epel|[678])/.test(path))
    return centosFile(host === 'vault.centos.org' && !path.startsWith('/centos') ? `/centos${path}` : path);
  return path === '/' ? `<html><title>${host}</title></html>\n` : null;
}

const CHUNK = 65536;
const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

/** Answers the requests of one connection, one after the other. */
export async function serveMirror(host: string, connection: OutsideConnection): Promise<void> {
  let text = '';
  for await (const data of connection.incoming) {
    text += decoder.decode(data);
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const head = text.slice(0, end);
      text = text.slice(end + 4);
      const [method = '', url = '/'] = head.split(' ', 2);
      const close = /^connection: close/im.test(head);
      reply(connection, method, mirrorFile(host, url), close);
      if (close) return connection.close();
    }
  }
  connection.close();
}

function reply(connection: OutsideConnection, method: string, file: MirrorFile | null, close: boolean): void {
  const body = typeof file === 'string' ? encoder.encode(file) : file === null ? encoder.encode('404 Not Found\n') : null;
  const size = body ? body.length : Number(file);
  connection.write(
    encoder.encode(
      `HTTP/1.1 ${file === null ? '404 Not Found' : '200 OK'}\r\nContent-Type: ${typeof file === 'number' ? 'application/octet-stream' : 'text/plain'}\r\nContent-Length: ${size}\r\nConnection: ${close ? 'close' : 'keep-alive'}\r\n\r\n`,
    ),
  );
  if (method === 'HEAD') return;
  if (body) return connection.write(body);
  const zeros = new Uint8Array(CHUNK);
  for (let left = size; left > 0; left -= CHUNK) connection.write(left < CHUNK ? zeros.subarray(0, left) : zeros);
}
