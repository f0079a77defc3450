import { expect, test } from 'vitest';
import { decodeStatus, type Vertex } from '../../../../api/buildkit.ts';
import { makeTestWorld, type TestWorld } from '../../testing.ts';
import { build } from '../testing.ts';

/** Builds with BuildKit; its steps as they ended, what their commands said, and its error. */
async function kitBuild(
  world: TestWorld,
  files: Readonly<Record<string, string>>,
  query = '',
): Promise<{ steps: Vertex[]; said: string; error: string }> {
  const { text } = await build(world, files, `version=2&${query}`);
  const steps = new Map<string, Vertex>();
  let [said, error] = ['', ''];
  for (const line of text.split('\n').filter(Boolean)) {
    const message = JSON.parse(line) as { id?: string; aux?: unknown; error?: string };
    error += message.error ?? '';
    if (message.id !== 'moby.buildkit.trace') continue;
    const { vertexes, logs } = decodeStatus(Uint8Array.from(atob(String(message.aux)), (char) => char.charCodeAt(0)));
    for (const vertex of vertexes) steps.set(vertex.digest, vertex);
    for (const { data } of logs) said += new TextDecoder().decode(data);
  }
  return { steps: [...steps.values()], said, error };
}

const STAGES = `FROM busybox AS one
RUN echo from one > /f
FROM busybox AS unused
RUN echo never
FROM busybox
COPY --from=one /f /g
RUN cat /g
`;

test('builds only the stages that are needed, and finds the steps in its cache again', async () => {
  const world = makeTestWorld();
  const first = await kitBuild(world, { Dockerfile: STAGES }, 't=x');
  expect(first.said).toBe('from one\n');
  expect(first.steps.map(({ name }) => name)).toEqual([
    '[internal] load build definition from Dockerfile',
    '[internal] load .dockerignore',
    '[internal] load metadata for docker.io/library/busybox:latest',
    '[one 1/2] FROM docker.io/library/busybox',
    '[one 2/2] RUN echo from one > /f',
    '[stage-2 2/3] COPY --from=one /f /g',
    '[stage-2 3/3] RUN cat /g',
    'exporting to image',
  ]);
  const second = await kitBuild(world, { Dockerfile: STAGES }, 't=x');
  expect(second.steps.filter(({ cached }) => cached).length).toBe(3);
  expect(JSON.parse((await world.call('GET', '/images/json?all=1')).text)).toHaveLength(3);
  const { CachesDeleted } = JSON.parse((await world.call('POST', '/build/prune')).text) as { CachesDeleted: string[] };
  expect(CachesDeleted).toHaveLength(3);
  expect((await kitBuild(world, { Dockerfile: STAGES })).steps.some(({ cached }) => cached)).toBe(false);
});

test('a cache that is mounted outlives the build; what is bound and a tmpfs leave nothing', async () => {
  const world = makeTestWorld();
  const run = (command: string): Promise<{ said: string; error: string }> =>
    kitBuild(world, { Dockerfile: `# syntax=docker/dockerfile:1.2\nFROM busybox\nRUN ${command}\n`, 'd/x': 'bound' });
  await run('--mount=type=cache,target=/c echo kept > /c/f');
  expect((await run('--mount=type=cache,target=/c cat /c/f')).said).toBe('kept\n');
  expect((await run('--mount=type=bind,source=d,target=/m cat /m/x')).said).toBe('bound');
  expect((await run('--mount=type=tmpfs,target=/t touch /t/f && ls /t')).said).toBe('f\n');
  expect((await run('ls -A /c /m /t 2>/dev/null; true')).said).not.toContain('f\n');
});

test('fails in the words of BuildKit, and leaves no container', async () => {
  const world = makeTestWorld();
  expect((await kitBuild(world, { Dockerfile: 'FROM busybox\nRUN exit 3\n' })).error).toBe(
    'executor failed running [/bin/sh -c exit 3]: exit code: 3',
  );
  expect((await kitBuild(world, { Dockerfile: 'FROM busybox\nCOPY nosuch /\n' })).error).toBe(
    'failed to compute cache key: "/nosuch" not found: not found',
  );
  expect((await kitBuild(world, { Dockerfile: 'FRM busybox\n' })).error).toBe(
    'failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 1: unknown instruction: FRM',
  );
  expect((await world.call('GET', '/containers/json?all=1')).text).toBe('[]\n');
});
