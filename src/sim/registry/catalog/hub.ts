/**
 * The `hub` catalog: the course's images as Docker Hub has them in structure, history, settings and size. What nobody
 * reads is holes; programs are program files; configuration and scripts are our own short ones. Loaded when first asked for.
 */
import type { Catalog, CatalogImage, DigestTable, LayerRecipe, SearchRow } from './catalog.ts';
import { ClassicBuild } from './classic-build.ts';
import { searchRows } from './fixtures.ts';
import { hubDigests } from './hub.digests.ts';
import { nginxImages, nginxLayers } from './hub-nginx.ts';
import { redisImages, redisLayers } from './hub-redis.ts';
import { alpineRoot, busyboxRoot, centosLayers, debianSlim, helloRoot, jammy } from './hub-roots.ts';
import { tomcatImages, tomcatLayers } from './hub-tomcat.ts';

const { six8, six, seven, eight } = centosLayers;

/** All layers, for the generator of their digests. */
export const hubLayers: readonly LayerRecipe[] = [
  helloRoot,
  busyboxRoot,
  alpineRoot,
  six8,
  six,
  seven,
  eight,
  jammy,
  debianSlim,
  ...nginxLayers,
  ...tomcatLayers,
  ...redisLayers,
];

function centos(table: DigestTable, recipe: LayerRecipe, created: string, buildDate: string, tags: readonly string[]): CatalogImage {
  const Labels = {
    'org.label-schema.build-date': buildDate,
    'org.label-schema.license': 'GPLv2',
    'org.label-schema.name': 'CentOS Base Image',
    'org.label-schema.schema-version': '1.0',
    'org.label-schema.vendor': 'CentOS',
  };
  const words = ['schema-version', 'name', 'vendor', 'license', 'build-date'] as const;
  const text = words.map((word) => `org.label-schema.${word}=${Labels[`org.label-schema.${word}`]}`).join(' ');
  return base(table, '19.03.12', recipe, `${created}.108513364Z`)
    .set(`${created}.206147811Z`, `LABEL ${text}`, { Labels })
    .set(`${created}.336118133Z`, 'CMD ["/bin/bash"]', { Cmd: ['/bin/bash'] })
    .image('library/centos', ...tags);
}

function base(table: DigestTable, version: string, recipe: LayerRecipe, created: string): ClassicBuild {
  return ClassicBuild.scratch(table, version).put(created, `ADD file:${table[recipe.name]?.[0] ?? ''} in / `, recipe);
}

function ubuntu(table: DigestTable): CatalogImage {
  const created = '2023-10-05T07:33:28.';
  const name = { 'org.opencontainers.image.ref.name': 'ubuntu' };
  return ClassicBuild.scratch(table, '20.10.21')
    .set(`${created}107113562Z`, 'ARG RELEASE', {})
    .set(`${created}138041472Z`, 'ARG LAUNCHPAD_BUILD_ARCH', {})
    .set(`${created}171063245Z`, 'LABEL org.opencontainers.image.ref.name=ubuntu', { Labels: name })
    .set(`${created}203192473Z`, 'LABEL org.opencontainers.image.version=22.04', {
      Labels: { ...name, 'org.opencontainers.image.version': '22.04' },
    })
    .put('2023-10-05T07:33:30.216480235Z', `ADD file:${table[jammy.name]?.[0] ?? ''} in / `, jammy)
    .set('2023-10-05T07:33:30.514012931Z', 'CMD ["/bin/bash"]', { Cmd: ['/bin/bash'] })
    .image('library/ubuntu', 'latest', '22.04', 'jammy');
}

const extra = (name: string, description: string, star_count: number): SearchRow => ({
  name,
  description,
  star_count,
  is_official: true,
  is_automated: false,
});
const SEARCH: readonly SearchRow[] = [
  ...searchRows,
  extra('hello-world', 'Hello World! (an example of minimal Dockerization)', 2103),
  extra('alpine', 'A minimal Docker image based on Alpine Linux with a complete package index and only 5 MB in size!', 10283),
  extra('ubuntu', 'Ubuntu is a Debian-based Linux operating system based on free software.', 16416),
  extra('debian', "Debian is a Linux distribution that's composed entirely of free and open-source software.", 4769),
  extra('redis', 'Redis is an open source key-value store that functions as a data structure server.', 12340),
];

/** The images with the digests of `table`. */
export function hub(table: DigestTable = hubDigests): Catalog {
  const debian = base(table, '20.10.23', debianSlim, '2023-09-20T04:36:54.519316783Z').set(
    '2023-09-20T04:36:54.816921843Z',
    'CMD ["bash"]',
    { Cmd: ['bash'] },
  );
  const alpine = base(table, '20.10.23', alpineRoot, '2023-09-28T21:19:27.686110063Z').set(
    '2023-09-28T21:19:27.801479409Z',
    'CMD ["/bin/sh"]',
    { Cmd: ['/bin/sh'] },
  );
  const hello = ClassicBuild.scratch(table, '20.10.23')
    .put('2023-05-04T17:37:03.801840823Z', `COPY file:${table[helloRoot.name]?.[0] ?? ''} in / `, helloRoot)
    .set('2023-05-04T17:37:03.872958712Z', 'CMD ["/hello"]', { Cmd: ['/hello'] });
  const busybox = base(table, '20.10.23', busyboxRoot, '2023-07-18T23:19:33.538571854Z').set(
    '2023-07-18T23:19:33.655005962Z',
    'CMD ["sh"]',
    { Cmd: ['sh'] },
  );
  return {
    images: [
      hello.image('library/hello-world', 'latest', 'linux'),
      busybox.image('library/busybox', 'latest', '1.36', '1.36.1', 'stable'),
      alpine.image('library/alpine', 'latest', '3', '3.18', '3.18.4'),
      centos(table, eight, '2021-09-15T18:20:05', '20210915', ['latest', '8', 'centos8']),
      centos(table, seven, '2021-09-15T18:20:23', '20201113', ['7', 'centos7', '7.9.2009']),
      centos(table, six, '2021-09-15T18:20:34', '20181204', ['6', 'centos6', '6.10']),
      centos(table, six8, '2019-03-14T21:20:29', '20181006', ['6.8', 'centos6.8']),
      ubuntu(table),
      debian.image('library/debian', 'bookworm-slim', '12-slim', 'stable-slim'),
      ...nginxImages(debian, alpine),
      ...tomcatImages(debian),
      ...redisImages(debian, alpine),
    ],
    search: SEARCH,
  };
}
