/** Package managers in containers of the hub catalog, from the network to the layers of an image. */
import { describe, expect, test, vi } from 'vitest';
import recorded from '../oracle/packages/apt-get.golden.json' with { type: 'json' };
import { newWorld } from '../../src/headless/world.ts';
import type { World } from '../../src/sim/world.ts';

vi.setConfig({ testTimeout: 120_000 });

const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** A world of the hub, and a way to run a line in it. */
async function machine(seed = 7): Promise<{ world: World; run: (line: string) => Promise<Ended> }> {
  const texts = { out: '', err: '' };
  let code: number | null = null;
  const decoder = new TextDecoder();
  const world = await newWorld({
    catalog: 'hub',
    seed,
    onOutput: (_, data, error) => {
      texts[error ? 'err' : 'out'] += decoder.decode(data);
    },
    onExit: (_, status) => {
      code = status;
    },
  });
  const run = async (line: string): Promise<Ended> => {
    texts.out = texts.err = '';
    code = null;
    world.input({ kind: 'spawn', session: line, argv: ['/bin/bash', '-c', line], env: ENV, cwd: '/root', terminal: null });
    await world.run(world.clock.now() + 600_000, () => code !== null);
    return { ...texts, code: code ?? -9 };
  };
  return { world, run };
}

describe('apt', () => {
  test('says what the real one says, for every recorded request', async () => {
    const { run } = await machine();
    await run(
      'docker pull -q debian:bookworm-slim; docker run -d --name box debian:bookworm-slim sleep 100000; docker exec box apt-get update',
    );
    for (const [words, real] of Object.entries(recorded)) {
      const ours = await run(`docker exec box apt-get --assume-no install ${words}`);
      expect(ours, words).toEqual({ out: real.stdout, err: real.stderr, code: real.code });
    }
  });

  test('images come without lists; what is installed runs, shows in the diff, and stays below when removed later', async () => {
    const { run } = await machine();
    await run('docker pull -q debian:bookworm-slim');
    expect(await run('docker run --rm debian:bookworm-slim apt-get install -y tree')).toMatchObject({
      err: 'E: Unable to locate package tree\n',
      code: 100,
    });
    expect((await run('docker run --rm debian:bookworm-slim tree')).code).toBe(127);
    await run('docker run --name one debian:bookworm-slim sh -c "apt-get update && apt-get install -y tree"');
    const diff = (await run('docker diff one')).out;
    expect(diff).toContain('A /usr/bin/tree\n');
    expect(diff).toContain('C /var/lib/dpkg/status\n');
    expect(diff).toContain('A /var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease\n');
    await run(
      'docker commit one fat; docker run --name two fat sh -c "rm -rf /var/lib/apt/lists/* && apt-get purge -y tree"; docker commit two late',
    );
    const sizes = (await run("docker images --format '{{.Repository}} {{.Size}}'")).out;
    expect(sizes).toMatch(/^fat 94\.\dMB$/m);
    expect(sizes).toMatch(/^late 94\.\dMB$/m);
    await run(
      'docker run --name three debian:bookworm-slim sh -c "apt-get update && apt-get install -y tree && rm -rf /var/lib/apt/lists/*"; docker commit three slim',
    );
    expect((await run("docker images --format '{{.Size}}' slim")).out).toMatch(/^7[45](\.\d)?MB\n$/);
    expect((await run('docker run --rm fat tree -L 1 /mnt')).out).toBe(
      '/mnt\n\n0 directories, 0 files\n'.replace('0 d', '1 d').replace('directories', 'directory'),
    );
    expect((await run('docker run --rm late tree')).code).toBe(127);
  });

  test('dpkg knows what is installed and whose a file is', async () => {
    const { run } = await machine();
    await run('docker pull -q debian:bookworm-slim');
    const line =
      "docker run --rm debian:bookworm-slim sh -c 'dpkg -S /bin/ls; dpkg -l bash | tail -1; dpkg -s nosuch; dpkg -L nosuch; dpkg -S /nosuch; dpkg -l nosuch'";
    const { out, err } = await run(line);
    expect(out).toBe('coreutils: /bin/ls\nii  bash           5.2.15-2+b13 amd64        GNU Bourne Again SHell\n');
    expect(err).toBe(
      "dpkg-query: package 'nosuch' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\ndpkg-query: package 'nosuch' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\ndpkg-query: no path found matching pattern /nosuch\ndpkg-query: no packages found matching nosuch\n",
    );
  });

  test('without a network it says so, three times', async () => {
    const { run } = await machine();
    await run('docker pull -q debian:bookworm-slim');
    const { out, err, code } = await run('docker run --rm --network none debian:bookworm-slim apt-get update');
    expect(code).toBe(0);
    expect(out.match(/^Ign:1 /gm)).toHaveLength(3);
    expect(out).toContain("Err:1 http://deb.debian.org/debian bookworm InRelease\n  Temporary failure resolving 'deb.debian.org'\n");
    expect(err).toContain(
      "W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.debian.org'\n",
    );
  });

  test('on the host too', async () => {
    const { run } = await machine();
    const { code, out } = await run('apt-get update -qq && apt-get install -y -qq cowsay && dpkg -L cowsay | grep games/cowsay');
    expect(code).toBe(0);
    expect(out).toContain('/usr/games/cowsay\n');
  });
});

test('apk: an index is needed first; virtual packages go with what they brought', async () => {
  const { run } = await machine();
  await run('docker pull -q alpine; docker run -d --name box alpine sleep 100000');
  expect(await run('docker exec box apk add curl')).toMatchObject({
    code: 1,
    err: expect.stringContaining('ERROR: unable to select packages:\n  curl (no such package):\n    required by: world[curl]\n'),
  });
  const added = await run('docker exec box apk add --no-cache bash');
  expect(added.out).toBe(
    'fetch https://dl-cdn.alpinelinux.org/alpine/v3.18/main/x86_64/APKINDEX.tar.gz\nfetch https://dl-cdn.alpinelinux.org/alpine/v3.18/community/x86_64/APKINDEX.tar.gz\n(1/4) Installing ncurses-terminfo-base (6.4_p20230506-r0)\n(2/4) Installing libncursesw (6.4_p20230506-r0)\n(3/4) Installing readline (8.2.1-r1)\n(4/4) Installing bash (5.2.15-r5)\nExecuting busybox-1.36.1-r2.trigger\nOK: 9 MiB in 19 packages\n',
  );
  expect((await run("docker exec box bash -c 'echo $BASH_VERSION'")).out).toMatch(/^5\.2/);
  const before = (await run('docker exec box apk info')).out;
  await run('docker exec box apk add --no-cache --virtual .deps gcc make');
  expect((await run('docker exec box make -v')).out).toContain('GNU Make');
  expect((await run('docker exec box apk del .deps')).code).toBe(0);
  expect((await run('docker exec box apk info')).out).toBe(before);
  expect((await run('docker exec box make')).code).toBe(126);
});

test('yum: mirrors, a question, EPEL, the cache that stays, and releases that have ended', async () => {
  const { run } = await machine();
  await run('docker pull -q centos:7; docker pull -q centos:8; docker run -d --name box centos:7 sleep 100000');
  const asked = await run('docker exec box yum install wget');
  expect(asked.out).toMatch(/Is this ok \[y\/d\/N\]: Exiting on user command\n/);
  expect(asked.code).toBe(1);
  expect((await run('docker exec box yum install -y wget vim')).out).toMatch(
    /Installed:\n {2}wget.*\n {2}vim-enhanced.*\n\nDependency Installed:/,
  );
  expect((await run('docker exec box rpm -qf /usr/bin/wget')).out).toBe('wget-1.14-18.el7_6.1.x86_64\n');
  expect(await run('docker exec box yum install -y htop')).toMatchObject({ err: 'Error: Nothing to do\n', code: 1 });
  expect((await run('docker exec box sh -c "yum install -y epel-release && yum install -y htop"')).code).toBe(0);
  expect((await run('docker diff box')).out).toContain('A /var/cache/yum/x86_64/7/base/gen/primary_db.sqlite\n');
  await run('docker exec box yum clean all');
  expect((await run('docker diff box')).out).not.toContain('primary_db.sqlite');
  expect((await run('docker run --rm centos:8 yum install -y tree')).err).toBe(
    "Error: Failed to download metadata for repo 'appstream': Cannot prepare internal mirrorlist: No URLs in mirrorlist\n",
  );
  const vault =
    "sed -i 's/mirrorlist/#mirrorlist/g;s|#baseurl=http://mirror.centos.org|baseurl=http://vault.centos.org|g' /etc/yum.repos.d/CentOS-*";
  expect((await run(`docker run --rm centos:8 sh -c "${vault} && yum install -y tree && tree --noreport /opt"`)).code).toBe(0);
});

test('nginx of Debian serves in the background; python3 serves a folder', async () => {
  const { run } = await machine();
  await run('docker pull -q debian:bookworm-slim; docker run -d --name box debian:bookworm-slim sleep 100000');
  await run('docker exec box sh -c "apt-get update -qq; apt-get install -y -qq nginx curl python3"');
  await run('docker exec box nginx');
  expect((await run('docker exec box curl -s localhost')).out).toContain('Welcome to nginx!');
  expect((await run('docker exec box nginx -s quit')).code).toBe(0);
  await run('docker exec -d -w /etc/apt box python3 -m http.server');
  expect((await run('docker exec box curl -s localhost:8000/sources.list.d/debian.sources')).out).toContain('bookworm');
  expect((await run(`docker exec box python3 -c 'print("hi", 6 * 7, 7 / 2)'`)).out).toBe('hi 42 3.5\n');
});

test('a world with installed packages is the same when it is lived again', async () => {
  const { world, run } = await machine(11);
  await run('docker pull -q alpine; docker run --name box alpine sh -c "apk add --no-cache git; git --version"; docker commit box img');
  const again = await newWorld({ journal: world.journal() });
  await again.run(world.clock.now());
  expect(await again.digest()).toBe(await world.digest());
});
