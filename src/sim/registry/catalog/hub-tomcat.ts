/** tomcat of the `hub` catalog. */
import type { CatalogImage, LayerRecipe } from './catalog.ts';
import type { ClassicBuild } from './classic-build.ts';
import { layer } from './hub-roots.ts';

const DAY = '2023-08-31';
const HOME = '/usr/local/tomcat';
const CATALINA = `#!/bin/sh
# Starts Tomcat in the foreground: catalina.sh run
[ -n "$CATALINA_HOME" ] || CATALINA_HOME=/usr/local/tomcat
[ -n "$CATALINA_BASE" ] || CATALINA_BASE=$CATALINA_HOME
case "$1" in
run | start)
    echo "Using CATALINA_BASE:   $CATALINA_BASE"
    echo "Using CATALINA_HOME:   $CATALINA_HOME"
    echo "Using CATALINA_TMPDIR: $CATALINA_BASE/temp"
    echo "Using JRE_HOME:        $JAVA_HOME"
    echo "Using CLASSPATH:       $CATALINA_HOME/bin/bootstrap.jar:$CATALINA_HOME/bin/tomcat-juli.jar"
    exec "$JAVA_HOME/bin/java" -classpath "$CATALINA_HOME/bin/bootstrap.jar:$CATALINA_HOME/bin/tomcat-juli.jar" -Dcatalina.base="$CATALINA_BASE" -Dcatalina.home="$CATALINA_HOME" org.apache.catalina.startup.Bootstrap start
    ;;
version)
    echo "Server version: Apache Tomcat/$TOMCAT_VERSION"
    ;;
*)
    echo "Usage: catalina.sh ( commands ... )"
    exit 1
    ;;
esac
`;

const certificates = layer('tomcat-certificates', DAY, (tree) =>
  tree
    .file('etc/ca-certificates.conf', '')
    .program('usr/bin/curl', 'gnu:curl', 280800)
    .program('usr/bin/wget', 'gnu:wget', 470384)
    .fillTo(17_300_000, 'etc/ssl/certs/ca-certificates.crt usr/bin/openssl usr/lib/x86_64-linux-gnu/libssl.so.3'),
);
const tools = layer('tomcat-tools', DAY, (tree) => tree.fillTo(17_800_000, 'usr/bin/git usr/bin/unzip usr/bin/bzip2'));
const java = layer('tomcat-java', DAY, (tree) => {
  tree
    .program('usr/local/openjdk-11/bin/java', 'java', 12776)
    .file('usr/local/openjdk-11/release', 'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="11.0.20"\n');
  tree.fillTo(
    324_000_000,
    'usr/local/openjdk-11/lib/modules usr/local/openjdk-11/lib/src.zip usr/local/openjdk-11/lib/server/libjvm.so usr/local/openjdk-11/jmods/java.base.jmod usr/local/openjdk-11/lib/ct.sym',
  );
});
const workdir = layer('tomcat-workdir', DAY, (tree) => tree.dirs('usr/local/tomcat'));
const native = layer('tomcat-native', DAY, (tree) =>
  tree.fillTo(20_200_000, 'usr/local/tomcat/native-jni-lib/libtcnative-1.so usr/lib/x86_64-linux-gnu/libapr-1.so.0'),
);

const welcome = (version: string): string => `<!DOCTYPE html>
<html lang="en">
<head><title>Apache Tomcat/${version}</title></head>
<body>
<h1>Apache Tomcat/${version}</h1>
<p>This page is served by Tomcat from webapps/ROOT in its container.</p>
</body>
</html>
`;

const server = (name: string, version: string): LayerRecipe =>
  layer(name, DAY, (tree) => {
    tree
      .file('usr/local/tomcat/bin/catalina.sh', CATALINA, { mode: 0o755 })
      .file('usr/local/tomcat/RELEASE-NOTES', `Apache Tomcat Version ${version}\n`);
    tree.file('usr/local/tomcat/bin/startup.sh', '#!/bin/sh\nexec "$(dirname "$0")/catalina.sh" start "$@"\n', { mode: 0o755 });
    tree.file(
      'usr/local/tomcat/conf/server.xml',
      '<Server port="8005" shutdown="SHUTDOWN">\n  <Service name="Catalina">\n    <Connector port="8080" protocol="HTTP/1.1" />\n  </Service>\n</Server>\n',
    );
    tree
      // As the images of the course's time: the welcome page is served. Later ones keep it in webapps.dist and answer 404.
      .file('usr/local/tomcat/webapps/ROOT/index.jsp', welcome(version))
      .dirs('usr/local/tomcat/logs usr/local/tomcat/temp usr/local/tomcat/work');
    tree.fillTo(
      21_700_000,
      'usr/local/tomcat/lib/catalina.jar usr/local/tomcat/lib/tomcat-coyote.jar usr/local/tomcat/lib/jasper.jar usr/local/tomcat/bin/bootstrap.jar usr/local/tomcat/bin/tomcat-juli.jar',
    );
  });
const server85 = server('tomcat-8.5', '8.5.93');
const server90 = server('tomcat-9.0', '9.0.80');

/** Layers over the base. */
export const tomcatLayers: readonly LayerRecipe[] = [certificates, tools, java, workdir, native, server85, server90];

const PATH = 'PATH=/usr/local/tomcat/bin:/usr/local/openjdk-11/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const at = (second: number): string => `2023-09-20T17:${second < 60 ? '41' : '42'}:${String(second % 60).padStart(2, '0')}.318846125Z`;

function build(common: ClassicBuild, version: string, recipe: LayerRecipe, later: number): ClassicBuild {
  const major = version.split('.', 1)[0] ?? '';
  return common
    .env(at(later), `TOMCAT_MAJOR=${major}`)
    .env(at(later + 1), `TOMCAT_VERSION=${version}`)
    .run(
      at(later + 9),
      `set -eux;  curl -fL -o tomcat.tar.gz "https://archive.apache.org/dist/tomcat/tomcat-${major}/v${version}/bin/apache-tomcat-${version}.tar.gz";  tar -xf tomcat.tar.gz --strip-components=1`,
      recipe,
    )
    .set(at(later + 10), 'EXPOSE 8080', { ExposedPorts: { '8080/tcp': {} } })
    .set(at(later + 11), 'CMD ["catalina.sh" "run"]', { Cmd: ['catalina.sh', 'run'] });
}

/** tomcat 8.5 and 9.0 on the same Java and the same Debian as nginx. */
export function tomcatImages(debian: ClassicBuild): CatalogImage[] {
  const common = debian
    .run(at(1), 'set -eux;  apt-get update;  apt-get install -y --no-install-recommends ca-certificates curl netbase wget', certificates)
    .run(at(6), 'set -eux;  apt-get update;  apt-get install -y --no-install-recommends git unzip bzip2', tools)
    .env(at(7), 'JAVA_HOME=/usr/local/openjdk-11')
    .env(at(8), 'LANG=C.UTF-8')
    .run(
      at(18),
      'set -eux;  wget --progress=dot:giga -O openjdk.tgz "$downloadUrl";  tar --extract --file openjdk.tgz --directory "$JAVA_HOME" --strip-components 1',
      java,
    )
    .env(at(19), `CATALINA_HOME=${HOME}`)
    .env(at(20), PATH)
    .put(at(21), `WORKDIR ${HOME}`, workdir, { WorkingDir: HOME })
    .env(at(22), `TOMCAT_NATIVE_LIBDIR=${HOME}/native-jni-lib`)
    .env(at(23), `LD_LIBRARY_PATH=${HOME}/native-jni-lib`)
    .run(
      at(30),
      'set -eux;  apt-get update;  apt-get install -y --no-install-recommends libapr1 libssl3;  make -C "$nativeBuildDir" install',
      native,
    );
  return [
    build(common, '8.5.93', server85, 31).image('library/tomcat', 'latest', '8.5', '8.5.93', '8'),
    build(common, '9.0.80', server90, 61).image('library/tomcat', '9.0', '9.0.80', '9'),
  ];
}
