import { expect, test } from 'vitest';
import { FsError } from '../../fs/types.ts';
import type { NetworkHandle } from '../runtime.ts';
import { decode, encode, makeWorld, rootWith, type World } from '../testing.ts';
import type { Program, Sys } from '../types.ts';

/** Answers each connection with who asked, then closes. */
const server: Program = async ({ sys, argv }) => {
  const listening = sys.listen(Number(argv[1]));
  for (;;) {
    const { fd, address } = await sys.accept(listening);
    await sys.write(fd, encode(`hello ${address}`));
    sys.close(fd);
  }
};

async function ask(sys: Sys, host: string, port: number): Promise<string> {
  try {
    const fd = await sys.connect(host, port);
    const text = decode(await sys.read(fd));
    sys.close(fd);
    return text;
  } catch (error) {
    return error instanceof FsError ? error.code : String(error);
  }
}

const programs = {
  server,
  ask: (async ({ sys, argv }) => {
    const [, host = '', port = ''] = argv;
    await sys.write(1, encode(await ask(sys, host, Number(port))));
    return 0;
  }) satisfies Program,
};

const device = (last: number): { address: string; prefix: number; gateway: string; mac: string } => ({
  address: `172.17.0.${last}`,
  prefix: 16,
  gateway: '172.17.0.1',
  mac: `02:42:ac:11:00:0${last}`,
});

async function inside(world: World, network: NetworkHandle, args: readonly string[]): Promise<string> {
  const container = world.kernel.runtime.run({
    id: `n${network.id}`,
    hostname: 'box',
    rootfs: rootWith(world.clock, Object.keys(programs), 100),
    readonlyRootfs: false,
    mounts: [],
    network,
    process: { args, env: ['PATH=/bin'], cwd: '/', user: '', terminal: false, stdin: false },
  });
  let out = '';
  void (async () => {
    for await (const piece of container.io.stdout) out += decode(piece);
  })();
  let ended = false;
  void container.exited.then(() => {
    ended = true;
  });
  await world.clock.run(world.clock.now() + 200, () => ended);
  return out;
}

const fromHost = async (world: World, host: string, port: number): Promise<string> =>
  (
    await world.run(async ({ sys }) => {
      await sys.write(1, encode(await ask(sys, host, port)));
      return 0;
    })
  ).out;

test('the host reaches containers, containers each other and the host', async () => {
  const world = makeWorld(programs);
  const { network } = world.kernel;
  const [a, b] = [network.create(device(2), 'a'), network.create(device(3), 'b')];
  await inside(world, a, ['server', '80']);
  expect(await fromHost(world, '172.17.0.2', 80)).toBe('hello 172.17.0.1');
  expect(await fromHost(world, '172.17.0.2', 81)).toBe('ECONNREFUSED');
  expect(await fromHost(world, '172.17.0.9', 80)).toBe('EHOSTUNREACH');
  expect(await fromHost(world, 'localhost', 80)).toBe('ECONNREFUSED');
  expect(await inside(world, b, ['ask', '172.17.0.2', '80'])).toBe('hello 172.17.0.3');
  world.kernel.start({ path: '/bin/server', argv: ['server', '8000'], env: {}, cwd: '/', onStdout: () => {}, onStderr: () => {} });
  expect(await inside(world, b, ['ask', '172.17.0.1', '8000'])).toBe('hello 172.17.0.3');
});

test('published ports lead into the container until they are taken back', async () => {
  const world = makeWorld(programs);
  const { network } = world.kernel;
  const a = network.create(device(2), 'a');
  const undo = network.publish('0.0.0.0', 8080, a, 80);
  expect(network.publish('127.0.0.1', 8080, a, 80)).toBeNull();
  // Nobody listens inside yet: docker-proxy takes the connection and drops it.
  expect(await fromHost(world, 'localhost', 8080)).toBe('ECONNRESET');
  await inside(world, a, ['server', '80']);
  expect(await fromHost(world, 'localhost', 8080)).toBe('hello 172.17.0.1');
  const taken = await world.run(async ({ sys }) => {
    sys.listen(8080);
    return 0;
  });
  expect(taken.err).toContain('EADDRINUSE');
  undo?.();
  expect(await fromHost(world, 'localhost', 8080)).toBe('ECONNREFUSED');
});

test('containers on different bridges, or without a network, do not reach each other', async () => {
  const world = makeWorld(programs);
  const { network } = world.kernel;
  const a = network.create(device(2), 'a');
  await inside(world, a, ['server', '80']);
  const other = network.create({ address: '172.18.0.2', prefix: 16, gateway: '172.18.0.1', mac: '02:42:ac:12:00:02' }, 'b');
  expect(await inside(world, other, ['ask', '172.17.0.2', '80'])).toBe('');
  await world.clock.run(world.clock.now() + 131_000);
  expect(await inside(world, network.create(null, 'c'), ['ask', '172.17.0.2', '80'])).toBe('ENETUNREACH');
});

test('nothing is forwarded out of an internal network; the members of a mute one do not hear one another', async () => {
  const world = makeWorld(programs);
  const { network } = world.kernel;
  network.outside('example.com', '93.184.216.34', (connection) => connection.close());
  const on = (bridge: string, third: number, last: number): NetworkHandle => {
    const handle = network.create(null);
    network.plug(handle, { address: `10.7.${third}.${last}`, prefix: 24, gateway: `10.7.${third}.1`, mac: '02:42:0a:07:00:00' }, bridge);
    return handle;
  };
  network.addBridge('br-in', { address: '10.7.0.1', prefix: 24, network: 'inner', internal: true });
  network.addBridge('br-mute', { address: '10.7.1.1', prefix: 24, network: 'mute', mute: true });
  const inner = on('br-in', 0, 2);
  const way = (from: NetworkHandle, to: string): string => {
    const found = network.routeFrom(network.namespaceOf(from), to);
    return found.to === 'nowhere' ? found.error : found.to;
  };
  on('br-in', 0, 3);
  expect([way(inner, '10.7.0.3'), way(inner, '10.7.0.1'), way(inner, '172.17.0.1')]).toEqual(['namespace', 'namespace', 'namespace']);
  expect(way(inner, '93.184.216.34')).toBe('ETIMEDOUT');
  expect(way(network.host, '10.7.0.2')).toBe('namespace');
  const mute = on('br-mute', 1, 2);
  on('br-mute', 1, 3);
  expect([way(mute, '10.7.1.3'), way(mute, '10.7.1.1'), way(mute, '93.184.216.34')]).toEqual(['ETIMEDOUT', 'namespace', 'outside']);
  // The way out is by the first network that leads there, whatever was plugged in first.
  network.plug(inner, { address: '10.7.1.4', prefix: 24, gateway: '10.7.1.1', mac: '02:42:0a:07:01:04' }, 'br-mute');
  expect([network.namespaceOf(inner).wayOut?.gateway, way(inner, '93.184.216.34')]).toEqual(['10.7.1.1', 'outside']);
  network.unplug(inner, '10.7.1.4');
  expect(network.namespaceOf(inner).wayOut?.gateway).toBe('10.7.0.1');
});

test('outside hosts answer by name and to ping; unknown ones do not', async () => {
  const world = makeWorld(programs);
  world.kernel.network.outside('example.com', '93.184.216.34', async (connection) => {
    for await (const piece of connection.incoming) {
      connection.write(encode(`you said ${decode(piece)}`));
      connection.close();
    }
  });
  const { out } = await world.run(async ({ sys }) => {
    const fd = await sys.connect('example.com', 80);
    await sys.write(fd, encode('hi'));
    const answer = decode(await sys.read(fd));
    const end = await sys.read(fd);
    const [near, far, none] = [await sys.ping('127.0.0.1'), await sys.ping('93.184.216.34'), await sys.ping('9.9.9.9')];
    await sys.write(
      1,
      encode(`${answer} ${end.length} ${await sys.resolve('nosuch.example')} ${(near ?? 9) < 1} ${(far ?? 0) > 10} ${none}`),
    );
    return 0;
  });
  expect(out).toBe('you said hi 0  true true null');
});

test('docker0 is up only while something is plugged in', async () => {
  const world = makeWorld();
  const { network } = world.kernel;
  const up = (): boolean | undefined => network.host.devices.find(({ name }) => name === 'docker0')?.up;
  expect(up()).toBe(false);
  const a = network.create(device(2), 'a');
  expect(up()).toBe(true);
  network.remove(a);
  expect(up()).toBe(false);
});
