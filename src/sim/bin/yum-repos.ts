/** yum's repositories: /etc/yum.repos.d, and their metadata in /var/cache. */
import type { Command } from './command.ts';
import { type Download, type DownloadFailure, failed } from './package-download.ts';
import { isThere, namesIn, putText, textOf, writeHole } from './package-files.ts';

/** An enabled repository. */
export interface YumRepo {
  readonly id: string;
  readonly name: string;
  readonly baseurl: string;
  readonly mirrorlist: string;
}

/** Why yum cannot go on; what it says is written already, or in `text`. */
export class RepoError extends Error {
  readonly repo: YumRepo;
  readonly url: string;
  readonly failure: DownloadFailure | null;
  constructor(repo: YumRepo, url: string, failure: DownloadFailure | null) {
    super(repo.id);
    this.repo = repo;
    this.url = url;
    this.failure = failure;
  }
}

const FOLDER = '/etc/yum.repos.d';
/** A database is about that much bigger than it came (bz2). */
const UNPACKED = 5;

/** The enabled repositories; `enable` and `disable` are ids of the command line. */
export function yumRepos(cmd: Command, release: number, enable: readonly string[], disable: readonly string[]): YumRepo[] {
  const values: Readonly<Record<string, string>> = {
    releasever: String(release),
    basearch: 'x86_64',
    infra: 'container',
    contentdir: 'centos',
  };
  const out: YumRepo[] = [];
  for (const file of namesIn(cmd.sys, FOLDER)) {
    if (!file.endsWith('.repo')) continue;
    for (const part of textOf(cmd.sys, `${FOLDER}/${file}`).split(/^(?=\[)/m)) {
      const id = /^\[(.+)\]/.exec(part)?.[1];
      if (id === undefined) continue;
      const get = (key: string): string =>
        (new RegExp(`^${key}\\s*=\\s*(.*)$`, 'm').exec(part)?.[1]?.trim() ?? '').replace(
          /\$(\w+)/g,
          (all, name: string) => values[name] ?? all,
        );
      const named = (list: readonly string[]): boolean => list.some((one) => one === id || one === '*');
      const on = (get('enabled') !== '0' || named(enable)) && !named(disable);
      if (on) out.push({ id, name: get('name'), baseurl: get('baseurl'), mirrorlist: get('mirrorlist') || get('metalink') });
    }
  }
  return out.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Where yum keeps the metadata of a repository. */
export const cacheFolder = (release: number, { id }: YumRepo): string =>
  release === 8 ? `/var/cache/dnf/${id}-f6a80ba95cf937f2` : `/var/cache/yum/x86_64/${release}/${id}`;

/** What a fetch of metadata brought: for dnf's lines of progress. */
export interface Fetched {
  readonly repo: YumRepo;
  readonly bytes: number;
  readonly ms: number;
}

/** Makes sure that the metadata of a repository is in the cache. Null: it was. Throws RepoError. */
export async function metadata(cmd: Command, download: Download, release: number, repo: YumRepo): Promise<Fetched | null> {
  const { sys } = cmd;
  const folder = cacheFolder(release, repo);
  if (isThere(sys, `${folder}/repomd.xml`)) return null;
  const began = sys.now();
  const base = await baseOf(cmd, download, folder, repo);
  const md = await download.head(`${base}repodata/repomd.xml`);
  if (failed(md)) throw new RepoError(repo, `${base}repodata/repomd.xml`, md);
  const primary = await download.head(`${base}repodata/primary.sqlite.bz2`);
  const bytes = md.size + (failed(primary) ? 0 : primary.size);
  await download.transfer(bytes);
  writeHole(sys, `${folder}/repomd.xml`, md.size);
  putText(sys, `${folder}/baseurl`, `${base}\n`);
  if (!failed(primary)) {
    writeHole(
      sys,
      `${folder}/${release === 8 ? 'repodata/primary.xml.gz' : 'gen/primary_db.sqlite'}`,
      primary.size * (release === 8 ? 1 : UNPACKED),
    );
    if (release === 8) writeHole(sys, `/var/cache/dnf/${repo.id}.solv`, primary.size * 2);
  }
  return { repo, bytes, ms: sys.now() - began };
}

async function baseOf(cmd: Command, download: Download, folder: string, repo: YumRepo): Promise<string> {
  if (repo.baseurl !== '') return repo.baseurl.replace(/\/?$/, '/');
  const answer = await download.get(repo.mirrorlist);
  if (failed(answer)) throw new RepoError(repo, repo.mirrorlist, answer);
  const mirror = answer.text.split('\n').find((line) => /^https?:/.test(line));
  if (mirror === undefined) throw new RepoError(repo, answer.text.trim(), null);
  putText(cmd.sys, `${folder}/mirrorlist.txt`, answer.text);
  return mirror.replace(/\/?$/, '/');
}

/** The base URL that a repository's metadata came from. */
export const knownBase = (cmd: Command, release: number, repo: YumRepo): string =>
  textOf(cmd.sys, `${cacheFolder(release, repo)}/baseurl`).trim();

/** curl's words for why a URL could not be had, as yum passes them on. */
export function curlError({ kind, host, port, why }: DownloadFailure): string {
  if (kind === 'lookup' || kind === 'name') return `curl#6 - "Could not resolve host: ${host}; Unknown error"`;
  if (kind === 'status') return `HTTP Error ${why.replace(/^(\d+) /, '$1 - ')}`;
  return `curl#7 - "Failed connect to ${host}:${port}; ${why}"`;
}

/** How yum ends when a repository cannot be had. */
export const repositoryTrouble = (id: string): string => `

 One of the configured repositories failed (Unknown),
 and yum doesn't have enough cached data to continue. At this point the only
 safe thing yum can do is fail. There are a few ways to work "fix" this:

     1. Contact the upstream for the repository and get them to fix the problem.

     2. Reconfigure the baseurl/etc. for the repository, to point to a working
        upstream. This is most often useful if you are using a newer
        distribution release than is supported by the repository (and the
        packages for the previous distribution release still work).

     3. Run the command with the repository temporarily disabled
            yum --disablerepo=<repoid> ...

     4. Disable the repository permanently, so yum won't use it by default. Yum
        will then just ignore the repository until you permanently enable it
        again or use --enablerepo for temporary usage:

            yum-config-manager --disable <repoid>
        or
            subscription-manager repos --disable=<repoid>

     5. Configure the failing repository to be skipped, if it is unavailable.
        Note that yum will try to contact the repo. when it runs most commands,
        so will have to try and fail each time (and thus. yum will be be much
        slower). If it is a very temporary problem though, this is often a nice
        compromise:

            yum-config-manager --save --setopt=<repoid>.skip_if_unavailable=true

Cannot find a valid baseurl for repo: ${id}
`;
