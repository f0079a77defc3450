/**
 * What lies under /var/lib/docker after the same commands here and on a real engine: names, modes, kinds, the contents of the small
 * files, whiteouts. Ids, which differ, are replaced by what they stand for ("busybox chain 0", "mount of one").
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { parseSession, runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import { chainId } from '../../src/sim/image/digest.ts';
import type { Digest } from '../../src/sim/image/types.ts';
import { beside } from '../oracle/engines.ts';

const OURS = '/var/lib/docker';
const [engine] = inject('realEngines');
const real = join(engine?.folder ?? '/', 'data');
const IMAGES = ['busybox:latest', 'tomcat:8.5', 'layout:1'];

/** Everything but what is inside of layers, with modes and owners; then the small files, each after its name. */
const LIST = [
  `find . -mindepth 1 -not -path './containerd*' -not -path './buildkit/*' -not -path '*/diff/*' -not -path '*/merged/*' | xargs stat -c '%A %u:%g %n'`,
  `find image/overlay2 containers overlay2 -type f -not -path '*/diff/*' -not -path '*/merged/*' -not -path '*/imagedb/content/*' -not -name '*.gz' -not -name 'resolv.conf*' | xargs grep -H ''`,
  `find overlay2 -path 'overlay2/*/diff*' -not -path '*/merged/*' | xargs stat -c 'upper %A %u:%g %t,%T %n'`,
].join('; ');
/** What the ids are. */
const IDS = `docker inspect -f '{{.Name}} {{.Id}}' one two 2>/dev/null; for i in ${IMAGES.join(' ')}; do docker inspect -f "$i {{.Id}} {{json .RootFS.Layers}}" $i 2>/dev/null; done; docker network inspect -f 'bridge {{.Id}}' bridge`;

const WORK = [
  `docker pull -q busybox; docker pull -q tomcat:8.5; docker run -d --name one -v layoutvol:/data -v /usr/share:/host:ro -p 8080 --restart on-failure:3 busybox sh -c 'echo out; rm /bin/vi; mkdir /n; echo x >/n/f; chmod 600 /n/f; rm -r /home; mkdir /home; ln -s f /n/s; sleep 1000' >/dev/null; docker create --name two --hostname h tomcat:8.5; sleep 2`,
  'docker tag busybox elsewhere:5000/me/busybox:2; docker kill one; sleep 1; docker commit one layout:1; docker rm two; docker rmi tomcat:8.5',
];
const CLEAR = 'docker rm -fv one two; docker rmi -f layout:1 elsewhere:5000/me/busybox:2 tomcat:8.5 busybox; docker volume rm layoutvol';

interface Layout {
  /** "mode owner path", "file:line", "upper …" */
  readonly lines: readonly string[];
}

/** A listing with its ids replaced; what belongs to nothing of ours is left out. */
function normal(listing: string, ids: string, root: string): Layout {
  const names = new Map<string, string>();
  const call = (id: string | undefined, name: string): void => void (id && !names.has(id) && names.set(id, name));
  const digits = (digest: string | undefined): string => (digest ?? '').replace(/^sha256:/, '');
  for (const line of ids.trim().split('\n')) {
    const [name = '', id = '', layers = ''] = line.split(' ');
    if (layers === '') {
      call(id, name.replace('/', ''));
      call(id.slice(0, 12), `short of ${name.replace('/', '')}`);
      continue;
    }
    let chain: Digest | null = null;
    for (const [at, diff] of (JSON.parse(layers) as Digest[]).entries()) {
      chain = chainId(chain, diff);
      call(digits(chain), at === 0 ? `${name} first` : `${name} chain ${at}`);
      call(digits(diff), at === 0 ? `${name} first` : `${name} diff ${at}`);
    }
    call(digits(id), `image ${name}`);
  }
  // The ids that other files tell of: what a chain's cache-id is, where a container is mounted, what a short link leads to.
  for (const [, kind, of = '', what, id] of listing.matchAll(
    /^image\/overlay2\/layerdb\/(sha256|mounts)\/(\w+)\/(cache-id|mount-id):(\w+)/gm,
  )) {
    const known = names.get(of);
    if (known) call(id, kind === 'mounts' ? `mount of ${known}` : `${what} of ${known}`);
  }
  for (const [, of = '', init = '', id] of listing.matchAll(/^overlay2\/(\w+)(-init)?\/link:(\w+)/gm)) {
    const known = names.get(of);
    if (known) call(id, `link of ${known}${init}`);
  }
  for (const [, blob, diff] of listing.matchAll(/^image\/overlay2\/distribution\/diffid-by-digest\/sha256\/(\w+):sha256:(\w+)/gm)) {
    const known = names.get(diff ?? '');
    if (known) call(blob, `blob of ${known}`);
  }
  const lines = listing.split('\n').filter((line) => line !== '');
  const replaced = lines.map((line) =>
    line
      .replaceAll(root, OURS)
      .replace(/\b([0-9a-f]{64}|[A-Z2-7]{26}|[0-9a-f]{12})\b/g, (id) => (names.has(id) ? `<${names.get(id)}>` : id))
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/"(SandboxID|EndpointID|MacAddress|IPAddress|HostPort|SandboxKey|CreatedAt)":"[^"]+"/g, '"$1":"…"')
      .replace(/"Pid":[1-9]\d*/, '"Pid":1')
      .replace(/^(.*\/hosts:)172\.17\.0\.\d+/, '$1IP')
      // An engine that has lived remembers more places of a layer than ours.
      .replace(/\{"Digest":"[^"]*","SourceRepository":"(?!docker\.io\/library\/(?:busybox|tomcat)")[^}]*\},?/g, '')
      .replace(/,\]$/, ']')
      // The client of Docker keeps them in a Go map.
      .replace(/"Binds":\[([^\]]+)\]/, (_, binds: string) => `"Binds":[${binds.split(',').sort().join()}]`)
      .replace(/,?"ID":"[0-9a-f]{64}"(?=,"Spec")/, '')
      .replace(/#[0-9a-f]+$/, '#N'),
  );
  return { lines: [...new Set(replaced.filter((line) => !/[0-9a-f]{64}|\/l\/[A-Z2-7]{26}/.test(line)))].sort() };
}

/** Runs a command with the real client in the folder of its engine. */
function onReal(command: string): string {
  if (!engine) throw new Error('no real engine');
  const script = `docker() { command /usr/bin/docker "$@"; }; ${command}`;
  const [program = '', ...args] = beside(engine, ['bash', '-c', script], real);
  return execFileSync(program, args, {
    env: { ...process.env, DOCKER_HOST: engine.host },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  });
}

describe.skipIf(!engine)("Docker's folder here and on a real engine", () => {
  const layouts: { ours: Layout; real: Layout }[] = [];

  beforeAll(async () => {
    const world = await newWorld({ catalog: 'fixtures', seed: 1 });
    const commands = WORK.flatMap((work) => [work, LIST, IDS]);
    const here = await runSession(world, parseSession(commands.map((command) => `$ cd ${OURS}; ${command}\n`).join('')));
    onReal(`${CLEAR}; true`);
    for (const [at, work] of WORK.entries()) {
      onReal(work);
      const [list, ids] = [here[3 * at + 1], here[3 * at + 2]];
      layouts.push({
        real: normal(onReal(LIST), onReal(`${IDS}; true`), real),
        ours: normal(list?.stdout ?? '', ids?.stdout ?? '', OURS),
      });
    }
    onReal(`${CLEAR}; true`);
  }, 300_000);

  test.each(['with containers', 'after a commit and some removals'])('the same %s', (name) => {
    const layout = layouts[name === 'with containers' ? 0 : 1];
    expect(layout?.ours.lines.length).toBeGreaterThan(150);
    expect(layout?.ours.lines).toEqual(layout?.real.lines);
  });
});
