import { describe, expect, test } from 'vitest';
import { makeTestWorld, type TestWorld } from '../testing.ts';
import { build, contextOf } from './testing.ts';

const inspect = async (world: TestWorld, name: string): Promise<Record<string, never>> =>
  JSON.parse((await world.call('GET', `/images/${name}/json`)).text);

describe('the classic builder', () => {
  test('makes an image a step, and finds all of them in the cache again', async () => {
    const world = makeTestWorld();
    const files = { Dockerfile: 'FROM busybox\nENV A=1\nCOPY a /a\nRUN echo hi > /b\n', a: 'x' };
    const first = await build(world, files, 't=x');
    expect(first.status).toBe(200);
    expect(first.said).toMatch(
      /Step 4\/4 : RUN echo hi > \/b\n ---> Running in [0-9a-f]{12}\nRemoving intermediate container [0-9a-f]{12}\n/,
    );
    expect(first.said).toMatch(/Successfully tagged x:latest\n$/);
    const second = await build(world, files, 't=x');
    expect(second.said.match(/Using cache/g)?.length).toBe(3);
    expect((await world.call('GET', '/containers/json?all=1')).text).toBe('[]\n');
    expect((JSON.parse((await world.call('GET', '/images/json?all=1')).text) as unknown[]).length).toBe(4);
  });

  test("knows a file by Docker's own checksum, in spite of its time", async () => {
    const world = makeTestWorld();
    await build(world, { Dockerfile: 'FROM busybox\nCOPY a.txt .\n', 'a.txt': 'one\n' }, 't=x');
    const { ContainerConfig } = await inspect(world, 'x');
    expect((ContainerConfig as unknown as { Cmd: string[] }).Cmd[2]).toBe(
      '#(nop) COPY file:10e2dd0f00fd23499597fed9d8453224b97b76b22ed1f8bfab8efdf2b79ed26d in . ',
    );
  });

  test('keeps the container of a command that failed, and says its exit code', async () => {
    const world = makeTestWorld();
    const { text } = await build(world, { Dockerfile: 'FROM busybox\nRUN exit 7\n' });
    expect(text).toContain(`{"errorDetail":{"code":7,"message":"The command '/bin/sh -c exit 7' returned a non-zero code: 7"}`);
    expect((await world.call('GET', '/containers/json?all=1')).text).toContain('Exited (7)');
  });

  test('leaves nothing behind with forcerm', async () => {
    const world = makeTestWorld();
    await build(world, { Dockerfile: 'FROM busybox\nRUN exit 7\n' }, 'forcerm=1');
    expect((await world.call('GET', '/containers/json?all=1')).text).toBe('[]\n');
  });

  test('refuses before the first step with a status', async () => {
    const world = makeTestWorld();
    expect(await build(world, { Dockerfile: 'FROM busybox\nFOO\n' })).toMatchObject({
      status: 400,
      text: '{"message":"dockerfile parse error line 2: unknown instruction: FOO"}\n',
    });
    expect((await build(world, { Dockerfile: '' })).text).toBe('{"message":"the Dockerfile (Dockerfile) cannot be empty"}\n');
    expect((await build(world, { x: '' })).text).toBe('{"message":"Cannot locate specified Dockerfile: Dockerfile"}\n');
    expect((await build(world, { Dockerfile: 'FROM busybox\n' }, 'buildargs=%7B')).status).toBe(400);
  });

  test.each(['1', '2'])('says nothing but the ID when it is to be quiet, version %s', async (version) => {
    const world = makeTestWorld();
    const { status, said } = await build(world, { Dockerfile: 'FROM busybox\n' }, `version=${version}&q=1&t=x`);
    expect(status).toBe(200);
    expect(said).toBe(`${(await inspect(world, 'x'))['Id']}\n`);
  });

  test('stops the command that runs when nobody listens any longer', async () => {
    const world = makeTestWorld();
    await world.settle(build(world, { Dockerfile: 'FROM busybox\n' }));
    const body = contextOf({ Dockerfile: 'FROM busybox\nRUN sleep 1000\n' });
    const response = await world.settle(world.wire.fetch({ method: 'POST', url: '/v1.41/build', headers: {}, body }));
    const reader = (response.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    for (let text = ''; !text.includes('Running in'); )
      text += new TextDecoder().decode((await world.settle(reader.next())).value as Uint8Array);
    const before = world.clock.now();
    await world.settle(Promise.resolve(reader.return?.()));
    await world.settle(world.clock.sleep(1000));
    expect(world.clock.now() - before).toBeLessThan(2000);
    expect((await world.call('GET', '/containers/json?all=1')).text).toBe('[]\n');
  });
});
