/** redis of the `hub` catalog. */
import { ALPINE_GROUP, ALPINE_PASSWD, debianGroup, debianPasswd } from './accounts.ts';
import type { CatalogImage, LayerRecipe } from './catalog.ts';
import type { ClassicBuild } from './classic-build.ts';
import { layer } from './hub-roots.ts';
import type { Tree } from './tree.ts';

const DAY = '2023-09-06';
const ENTRYPOINT = `#!/bin/sh
# A bare option or a configuration file means: the server with it.
set -e
case "$1" in
-* | *.conf) set -- redis-server "$@" ;;
esac
exec "$@"
`;

function install(tree: Tree, size: number): void {
  tree.program('usr/local/bin/redis-server', 'redis-server', 14958312).program('usr/local/bin/redis-cli', 'redis-cli', 7068200);
  tree
    .symlink('usr/local/bin/redis-check-aof', 'redis-server')
    .symlink('usr/local/bin/redis-check-rdb', 'redis-server')
    .symlink('usr/local/bin/redis-sentinel', 'redis-server');
  tree.fillTo(size, 'usr/local/bin/redis-benchmark');
}

const user = layer('redis-user', DAY, (tree) =>
  tree.file('etc/passwd', debianPasswd('redis:x:999:999::/home/redis:/bin/sh\n')).file('etc/group', debianGroup('redis:x:999:\n')),
);
const alpineUser = layer('redis-alpine-user', DAY, (tree) =>
  tree
    .file('etc/passwd', `${ALPINE_PASSWD}redis:x:999:1000:Linux User,,,:/home/redis:/sbin/nologin\n`)
    .file('etc/group', `${ALPINE_GROUP}redis:x:1000:redis\n`),
);
const gosu = layer('redis-gosu', DAY, (tree) => tree.hole('usr/local/bin/gosu', 2416640, { mode: 0o755 }));
const onDebian = layer('redis-install', DAY, (tree) => install(tree, 60_700_000));
const onAlpine = layer('redis-alpine-install', DAY, (tree) => install(tree, 22_700_000));
const data = layer('redis-data', DAY, (tree) => tree.dirs('data', { uid: 999, gid: 999 }));
const script = layer('redis-entrypoint', DAY, (tree) => tree.file('usr/local/bin/docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 }));

/** Layers over the base. */
export const redisLayers: readonly LayerRecipe[] = [user, alpineUser, gosu, onDebian, onAlpine, data, script];

function build(
  base: ClassicBuild,
  from: string,
  userLayer: LayerRecipe,
  recipe: LayerRecipe,
  addUser: string,
  install: string,
): ClassicBuild {
  const at = (seconds: number): string => `${from}:${String(seconds).padStart(2, '0')}.127462981Z`;
  const built = base
    .run(at(1), addUser, userLayer)
    .env(at(2), 'GOSU_VERSION=1.16')
    .run(
      at(9),
      'set -eux;  wget -O /usr/local/bin/gosu "https://github.com/tianon/gosu/releases/download/$GOSU_VERSION/gosu-amd64";  chmod +x /usr/local/bin/gosu',
      gosu,
    )
    .env(at(10), 'REDIS_VERSION=7.2.1')
    .run(at(40), install, recipe)
    .run(at(41), 'mkdir /data && chown redis:redis /data', data)
    .set(at(42), 'VOLUME [/data]', { Volumes: { '/data': {} } })
    .put(at(43), 'WORKDIR /data', null, { WorkingDir: '/data' });
  return built
    .put(at(44), `COPY file:${built.digits(script)} in /usr/local/bin/ `, script)
    .set(at(45), 'ENTRYPOINT ["docker-entrypoint.sh"]', { Entrypoint: ['docker-entrypoint.sh'], Cmd: null })
    .set(at(46), 'EXPOSE 6379', { ExposedPorts: { '6379/tcp': {} } })
    .set(at(47), 'CMD ["redis-server"]', { Cmd: ['redis-server'] });
}

/** redis on Debian (138 MB) and on Alpine (32.5 MB). */
export function redisImages(debian: ClassicBuild, alpine: ClassicBuild): CatalogImage[] {
  return [
    build(
      debian,
      '2023-09-20T14:24',
      user,
      onDebian,
      'groupadd -r -g 999 redis && useradd -r -g redis -u 999 redis',
      'set -eux;  apt-get update;  apt-get install -y --no-install-recommends gcc make libc6-dev libssl-dev;  make -C /usr/src/redis install',
    ).image('library/redis', 'latest', '7', '7.2', '7.2.1'),
    build(
      alpine,
      '2023-09-29T02:31',
      alpineUser,
      onAlpine,
      'addgroup -S -g 1000 redis && adduser -S -G redis -u 999 redis',
      'set -eux;  apk add --no-cache --virtual .build-deps gcc make musl-dev;  make -C /usr/src/redis install',
    ).image('library/redis', 'alpine', '7-alpine', '7.2-alpine'),
  ];
}
