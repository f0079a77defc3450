import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTestWorld } from '../testing.ts';
import { parseDockerfile } from './dockerfile/parser.ts';
import { readStages } from './dockerfile/stages.ts';
import { build, contextOf } from './testing.ts';

const NAMES =
  'FROM RUN CMD ENTRYPOINT COPY ADD ENV ARG LABEL WORKDIR USER VOLUME EXPOSE HEALTHCHECK STOPSIGNAL SHELL ONBUILD MAINTAINER FOO run'.split(
    ' ',
  );
const WORDS = [
  'busybox',
  'scratch',
  'a',
  'AS x',
  '--from=x',
  '--from=0',
  '--chown=1:2',
  '--chown=nobody:',
  '--chmod=1',
  '--mount=type=cache,target=/c',
  '--interval=1s',
  '--platform=linux/amd64',
  'A=1',
  '$A',
  '${A:-b}',
  '${A',
  '"q',
  "'s'",
  '\\',
  '\\\n',
  '\n# c\n',
  '["a","b"]',
  '["true"]',
  '[1]',
  '[',
  '/',
  '/x/',
  './',
  '../..',
  '*',
  'f*',
  'dir',
  'nosuch',
  '80',
  '80/udp',
  '1-3',
  'NONE',
  'CMD true',
  'true',
  'false',
  'echo hi > /f',
  '9',
  'http://x/y',
  '',
  '\0',
  '—é',
];
const line = fc
  .tuple(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }))
  .map(([name, words]) => [name, ...words].join(' '));
const sane = fc.constantFrom(
  'FROM busybox',
  'FROM busybox AS x',
  'ARG A=2',
  'ENV A=1',
  'COPY file /to/',
  'RUN echo $A > /f',
  'WORKDIR /w',
  '# escapeChar=`',
  'FROM x',
);
const dockerfile = fc
  .tuple(
    fc.constantFrom('FROM busybox\n', 'ARG A=1\nFROM busybox AS x\n', '', '# escapeChar=`\nFROM busybox\n'),
    fc.array(fc.oneof(line, sane), { maxLength: 6 }),
  )
  .map(([head, lines]) => head + lines.join('\n'));

test('any text is parsed or refused, never more', () => {
  fc.assert(
    fc.property(
      fc.oneof(dockerfile, fc.string({ unit: 'binary', maxLength: 200 })),
      fc.constantFrom('classic' as const, 'buildkit' as const),
      (text, frontend) => {
        try {
          readStages(parseDockerfile(text), frontend);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
          expect(error).not.toBeInstanceOf(RangeError);
        }
      },
    ),
    { numRuns: 600 },
  );
});

test('no Dockerfile crashes the builder, and one that is refused changes nothing', async () => {
  const world = makeTestWorld(7);
  await build(world, { Dockerfile: 'FROM busybox\n' }, 't=known');
  await fc.assert(
    fc.asyncProperty(dockerfile, fc.constantFrom('1', '2'), async (text, version) => {
      const before = JSON.stringify(world.engine.snapshot());
      const { status, text: said } = await build(world, { Dockerfile: text, file: 'x', 'dir/y': 'z' }, `version=${version}&forcerm=1`);
      expect([200, 400, 404, 409]).toContain(status);
      expect(said).not.toMatch(/TypeError|undefined|is not a function|Cannot read|\[object/);
      if (status !== 200) expect(JSON.stringify(world.engine.snapshot())).toBe(before);
      expect((await world.call('GET', '/containers/json?all=1')).text).toBe('[]\n');
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('no context crashes the builder', async () => {
  const world = makeTestWorld(8);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.nat(2000), fc.boolean(), async (noise, at, whole) => {
      const good = contextOf({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: 'x' });
      const body = whole ? noise : good.slice();
      if (!whole) body.set(noise.subarray(0, 20), Math.min(at, body.length - 20));
      const response = await world.settle(world.wire.fetch({ method: 'POST', url: '/v1.41/build', headers: {}, body }));
      expect([200, 400]).toContain(response.status);
    }),
    { numRuns: 200 },
  );
}, 60_000);
