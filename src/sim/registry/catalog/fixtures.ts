/**
 * The `fixtures` catalog: the images that `test/oracle/fixtures/build` makes on a real engine, so that recorded sessions
 * can be held against this world. Program files stand for the programs; all else is equal, byte for byte.
 */
import { busyboxApplets } from '../../bin/applets.ts';
import type { Catalog, DigestTable, LayerRecipe, SearchRow } from './catalog.ts';
import { ClassicBuild } from './classic-build.ts';
import { fixtureDigests } from './fixtures.digests.ts';
import { Tree } from './tree.ts';

/** The moment the recorded build began, moved to the week Docker 20.10.24 came out. */
const BUILT = Date.UTC(2023, 3, 11, 3, 36, 35);
const DOCKER = '20.10.24+dfsg1';
const BUSYBOX_SIZE = 1982256;
const BASH_SIZE = 2340656;

const at = (seconds: number): string =>
  new Date(BUILT + seconds * 1000).toISOString().replace(/\d{3}Z$/, (ms) => `${ms.slice(0, 3)}580773Z`);
const layer = (name: string, seconds: number, fill: (tree: Tree) => void): LayerRecipe => ({
  name,
  entries() {
    const tree = new Tree(BUILT + seconds * 1000);
    fill(tree);
    return tree.entries();
  },
});

const base = layer('base', 0, (tree) => {
  tree.dirs('bin etc', { at: 1 }).dirs('dev home proc root sys usr var').dirs('tmp', { mode: 0o1777 });
  tree.program('bin/busybox', 'busybox-static', BUSYBOX_SIZE);
  for (const name of busyboxApplets) if (name !== 'busybox') tree.symlink(`bin/${name}`, 'busybox', { at: name < 'm' ? 0 : 1 });
  tree.file('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n', { at: 1 });
  tree.file('etc/group', 'root:x:0:\nnogroup:x:65534:\n', { at: 1 });
});

const bash = layer('bash', 3, (tree) => tree.program('bin/bash', 'bash', BASH_SIZE));

const release = layer('release', 4, (tree) => {
  tree.file('etc/centos-release', 'CentOS release 6.8 (Final)\n');
  tree.file('root/.bashrc', "PS1='[\\u@\\h \\W]\\$ '\n");
  tree.dirs('root');
});

const workdir = layer('workdir', 6, (tree) => tree.dirs('usr/local/tomcat'));

const webapps = layer('webapps', 7, (tree) => {
  tree.dirs('usr usr/local', { at: -1 }).dirs('usr/local/tomcat/bin');
  tree.file('usr/local/tomcat/webapps/ROOT/index.html', '<h1>Apache Tomcat/8.5.41</h1>\n');
});

const CATALINA = `#!/bin/sh
echo "07-Jun-2019 11:39:05.646 INFO [main] org.apache.coyote.AbstractProtocol.start Starting ProtocolHandler [\\"http-nio-8080\\"]" >&2
echo "07-Jun-2019 11:39:05.731 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in 1597 ms" >&2
exec busybox httpd -f -p 8080 -h /usr/local/tomcat/webapps/ROOT
`;

const catalina = layer('catalina', 8, (tree) => {
  tree.dirs('usr usr/local', { at: -2 }).dirs('usr/local/tomcat', { at: -1 });
  tree.file('usr/local/tomcat/bin/catalina.sh', CATALINA, { mode: 0o755, at: -2 });
});

const html = layer('html', 10, (tree) => {
  tree.dirs('usr/sbin').file('usr/share/nginx/html/index.html', '<h1>Welcome to nginx!</h1>\n');
});

const NGINX = `#!/bin/sh
trap 'exit 0' QUIT TERM
busybox httpd -f -p 80 -h /usr/share/nginx/html & wait
`;

const nginx = layer('nginx', 10, (tree) => tree.file('usr/sbin/nginx', NGINX, { mode: 0o755, at: -1 }));

const ENTRYPOINT = `#!/bin/sh
echo "$0: Configuration complete; ready for start up"
exec "$@"
`;

const entrypoint = layer('entrypoint', 9, (tree) => tree.file('docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 }));

/** All layers, for the generator of their digests. */
export const fixtureLayers: readonly LayerRecipe[] = [base, bash, release, workdir, webapps, catalina, html, nginx, entrypoint];

/** What the build's ADD and COPY lines say; of busybox.tar's (its mtimes count) the recordings show the first 17 digits only. */
const BUILT_FROM = {
  busybox: '7256816f6d358d339ba67a33e5b7c1f6d6f2d8e6a0b77f0f2b9f7a0d3c1e5f48',
  bash: '33eb3d60d820f0f83ea22a51fec96a0aa4c4a661fed31d38a753dcbeee5e294d',
  catalina: '633cf48e6c740a2e2497dca5d4f17207808fadd492e393ce94d5f2773f9f971d',
  nginx: '2ccb7a9b3d9b63d72d82d31046ac1fa5c91f3227131517e24e283d72940d5f59',
  entrypoint: '1babaf73cecefad5b92a52e40aeb8efc046bddf3ca9c3d19573d76252a380e73',
};

const SEARCH: readonly (readonly [name: string, description: string, stars: number, kind: '' | 'official' | 'automated'])[] = [
  ['centos', 'The official build of CentOS.', 5387, 'official'],
  ['ansible/centos7-ansible', 'Ansible on Centos7', 121, 'automated'],
  ['jdeathe/centos-ssh', 'CentOS-6 6.10 x86_64 / CentOS-7 7.5.1804 x86_64 - SCL/EPEL/IUS Repos / Supervisor / OpenSSH.', 109, 'automated'],
  ['consol/centos-xfce-vnc', 'Centos container with "headless" VNC session and Xfce4 UI', 91, 'automated'],
  ['tomcat', 'Apache Tomcat is an open source implementation of the Java Servlet and JavaServer Pages technologies', 2410, 'official'],
  ['dordoka/tomcat', 'Ubuntu 14.04, Oracle JDK 8 and Tomcat 8 based image.', 53, 'automated'],
  ['iyayu/tomcat', 'Java JDK:1.8.0_131 Tomcat:9.0.0.M22', 0, ''],
  ['nginx', 'Official build of Nginx.', 11500, 'official'],
  ['busybox', 'Busybox base image.', 1600, 'official'],
];

/** The rows of the search index, as the course text shows them (figures of 2019). */
export const searchRows: readonly SearchRow[] = SEARCH.map(([name, description, star_count, kind]) => ({
  name,
  description,
  star_count,
  is_official: kind === 'official',
  is_automated: kind === 'automated',
}));

/** The images with the digests of `table`. */
export function fixtures(table: DigestTable = fixtureDigests): Catalog {
  const busybox = ClassicBuild.scratch(table, DOCKER)
    .put(at(2), `ADD file:${BUILT_FROM.busybox} in / `, base)
    .set(at(2.2), 'CMD ["sh"]', { Cmd: ['sh'] });
  const centos = busybox
    .put(at(3.5), `COPY file:${BUILT_FROM.bash} in /bin/bash `, bash)
    .run(
      at(4.5),
      `printf 'CentOS release 6.8 (Final)\\n' >/etc/centos-release  && printf "PS1='[\\\\\\\\u@\\\\\\\\h \\\\\\\\W]\\\\\\\\$ '\\n" >/root/.bashrc`,
      release,
    )
    .set(at(4.7), 'LABEL name=CentOS Base Image vendor=CentOS license=GPLv2', {
      Labels: { license: 'GPLv2', name: 'CentOS Base Image', vendor: 'CentOS' },
    })
    .set(at(4.9), 'CMD ["/bin/bash"]', { Cmd: ['/bin/bash'] });
  const path = 'PATH=/usr/local/tomcat/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const tomcat = centos
    .env(at(6.2), 'CATALINA_HOME=/usr/local/tomcat')
    .set(at(6.4), `ENV ${path}`, { Env: [path, 'CATALINA_HOME=/usr/local/tomcat'] })
    .put(at(6.6), 'WORKDIR /usr/local/tomcat', workdir, { WorkingDir: '/usr/local/tomcat' })
    .run(at(7.5), "mkdir -p bin webapps/ROOT && echo '<h1>Apache Tomcat/8.5.41</h1>' >webapps/ROOT/index.html", webapps)
    .put(at(7.8), `COPY file:${BUILT_FROM.catalina} in bin/catalina.sh `, catalina)
    .set(at(8), 'EXPOSE 8080', { ExposedPorts: { '8080/tcp': {} } })
    .set(at(8.2), 'CMD ["catalina.sh" "run"]', { Cmd: ['catalina.sh', 'run'] });
  const web = busybox
    .run(at(10.2), "mkdir -p /usr/share/nginx/html /usr/sbin && echo '<h1>Welcome to nginx!</h1>' >/usr/share/nginx/html/index.html", html)
    .put(at(10.4), `COPY file:${BUILT_FROM.nginx} in /usr/sbin/nginx `, nginx)
    .put(at(10.7), `COPY file:${BUILT_FROM.entrypoint} in /docker-entrypoint.sh `, entrypoint)
    .set(at(10.9), 'EXPOSE 80', { ExposedPorts: { '80/tcp': {} } })
    .set(at(11.1), 'STOPSIGNAL SIGQUIT', { StopSignal: 'SIGQUIT' })
    .set(at(11.3), 'ENTRYPOINT ["/docker-entrypoint.sh"]', { Entrypoint: ['/docker-entrypoint.sh'], Cmd: null })
    .set(at(11.5), 'CMD ["nginx" "-g" "daemon off;"]', { Cmd: ['nginx', '-g', 'daemon off;'] });
  return {
    images: [
      busybox.image('library/busybox', 'latest', '1.35'),
      centos.image('library/centos', 'latest', '6.8'),
      tomcat.image('library/tomcat', 'latest', '8.5'),
      web.image('library/nginx', 'latest', '1.25'),
    ],
    search: searchRows,
  };
}
