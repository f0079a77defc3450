/** nginx of the `hub` catalog. */
import { ALPINE_GROUP, ALPINE_PASSWD, debianGroup, debianPasswd } from './accounts.ts';
import type { CatalogImage, LayerRecipe } from './catalog.ts';
import type { ClassicBuild } from './classic-build.ts';
import { layer } from './hub-roots.ts';
import type { Tree } from './tree.ts';

const DAY = '2023-08-15';
const VERSION = '1.25.2';
const INDEX = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>The web server is installed and working.</p>
</body>
</html>
`;
const CONFIG = `user  nginx;
worker_processes  auto;
error_log  /var/log/nginx/error.log notice;
pid        /var/run/nginx.pid;
events {
    worker_connections  1024;
}
http {
    include       /etc/nginx/mime.types;
    access_log  /var/log/nginx/access.log;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
`;
const SITE = `server {
    listen       80;
    server_name  localhost;
    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }
    error_page   500 502 503 504  /50x.html;
}
`;

function install(tree: Tree, size: number, libraries: string): void {
  tree.program('usr/sbin/nginx', 'nginx', 1487480).file('usr/share/nginx/html/index.html', INDEX);
  tree
    .file('usr/share/nginx/html/50x.html', '<h1>An error occurred.</h1>\n')
    .file('etc/nginx/nginx.conf', CONFIG)
    .file('etc/nginx/conf.d/default.conf', SITE);
  tree.file('etc/nginx/mime.types', 'types {\n    text/html html htm;\n    text/css css;\n    application/javascript js;\n}\n');
  tree.dirs('docker-entrypoint.d usr/lib/nginx/modules').dirs('var/cache/nginx', { uid: 101 });
  tree
    .symlink('etc/nginx/modules', '/usr/lib/nginx/modules')
    .symlink('var/log/nginx/access.log', '/dev/stdout')
    .symlink('var/log/nginx/error.log', '/dev/stderr');
  tree.fillTo(size, libraries);
}

const debianInstall = layer('nginx-install', DAY, (tree) => {
  tree
    .file('etc/passwd', debianPasswd('nginx:x:101:101:nginx user:/nonexistent:/bin/false\n'))
    .file('etc/group', debianGroup('nginx:x:101:\n'));
  tree.program('usr/bin/curl', 'gnu:curl', 280800);
  install(
    tree,
    112_000_000,
    'usr/lib/x86_64-linux-gnu/libicudata.so.72 usr/lib/x86_64-linux-gnu/libaom.so.3 usr/lib/x86_64-linux-gnu/libx265.so.199 usr/lib/nginx/modules/ngx_http_js_module.so usr/lib/nginx/modules/ngx_http_image_filter_module.so',
  );
});
const alpineInstall = layer('nginx-alpine-install', DAY, (tree) => {
  tree
    .file('etc/passwd', `${ALPINE_PASSWD}nginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin\n`)
    .file('etc/group', `${ALPINE_GROUP}nginx:x:101:nginx\n`);
  install(
    tree,
    35_200_000,
    'usr/lib/nginx/modules/ngx_http_js_module.so usr/lib/libxml2.so.2.11.4 usr/lib/libgd.so.3.0.11 usr/lib/libpcre2-8.so.0.11.2',
  );
});

const ENTRYPOINT = `#!/bin/sh
# Runs what lies in /docker-entrypoint.d before the server starts.
set -e
if [ "$1" = "nginx" ] || [ "$1" = "nginx-debug" ]; then
    if [ -n "$(ls /docker-entrypoint.d)" ]; then
        echo "$0: /docker-entrypoint.d/ is not empty, will attempt to perform configuration"
        echo "$0: Looking for shell scripts in /docker-entrypoint.d/"
        for f in /docker-entrypoint.d/*.sh; do
            echo "$0: Launching $f"
            "$f"
        done
        echo "$0: Configuration complete; ready for start up"
    else
        echo "$0: No files found in /docker-entrypoint.d/, skipping configuration"
    fi
fi
exec "$@"
`;
const IPV6 = `#!/bin/sh
if [ -f /proc/net/if_inet6 ]; then
    echo "10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf"
fi
exit 0
`;
const script = (path: string, text: string): LayerRecipe =>
  layer(`nginx-${path.replace(/.*\//, '')}`, DAY, (tree) => tree.file(path, text, { mode: 0o755 }));
const scripts: readonly (readonly [recipe: LayerRecipe, target: string])[] = [
  [script('docker-entrypoint.sh', ENTRYPOINT), '/'],
  [script('docker-entrypoint.d/10-listen-on-ipv6-by-default.sh', IPV6), '/docker-entrypoint.d'],
  [
    script(
      'docker-entrypoint.d/20-envsubst-on-templates.sh',
      '#!/bin/sh\n[ -d /etc/nginx/templates ] || exit 0\ncp /etc/nginx/templates/* /etc/nginx/conf.d/\n',
    ),
    '/docker-entrypoint.d',
  ],
  [script('docker-entrypoint.d/30-tune-worker-processes.sh', '#!/bin/sh\nexit 0\n'), '/docker-entrypoint.d'],
];

/** Layers over the base. */
export const nginxLayers: readonly LayerRecipe[] = [debianInstall, alpineInstall, ...scripts.map(([recipe]) => recipe)];

function build(base: ClassicBuild, from: string, recipe: LayerRecipe, command: string): ClassicBuild {
  const at = (seconds: number): string => `${from}:${String(seconds).padStart(2, '0')}.424813547Z`;
  const Labels = { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' };
  let next = base
    .set(at(1), `LABEL maintainer=${Labels.maintainer}`, { Labels })
    .env(at(2), `NGINX_VERSION=${VERSION}`)
    .env(at(3), 'NJS_VERSION=0.8.0')
    .env(at(4), 'PKG_RELEASE=1~bookworm')
    .run(at(20), command, recipe);
  for (const [n, [file, target]] of scripts.entries()) next = next.put(at(21 + n), `COPY file:${next.digits(file)} in ${target} `, file);
  return next
    .set(at(26), 'ENTRYPOINT ["/docker-entrypoint.sh"]', { Entrypoint: ['/docker-entrypoint.sh'], Cmd: null })
    .set(at(27), 'EXPOSE 80', { ExposedPorts: { '80/tcp': {} } })
    .set(at(28), 'STOPSIGNAL SIGQUIT', { StopSignal: 'SIGQUIT' })
    .set(at(29), 'CMD ["nginx" "-g" "daemon off;"]', { Cmd: ['nginx', '-g', 'daemon off;'] });
}

/** nginx on Debian (187 MB) and on Alpine (42.6 MB). */
export function nginxImages(debian: ClassicBuild, alpine: ClassicBuild): CatalogImage[] {
  return [
    build(
      debian,
      '2023-09-20T10:06',
      debianInstall,
      'set -x     && groupadd --system --gid 101 nginx     && useradd --system --gid nginx --uid 101 nginx     && apt-get update     && apt-get install --no-install-recommends --no-install-suggests -y nginx=${NGINX_VERSION}-${PKG_RELEASE} nginx-module-njs gettext-base curl',
    ).image('library/nginx', 'latest', '1.25', '1.25.2'),
    build(
      alpine,
      '2023-09-29T01:13',
      alpineInstall,
      'set -x     && addgroup -g 101 -S nginx     && adduser -S -D -H -u 101 -G nginx nginx     && apk add -X "https://nginx.org/packages/mainline/alpine/v3.18/main" --no-cache nginx',
    ).image('library/nginx', 'alpine', '1.25-alpine', 'mainline-alpine'),
  ];
}
