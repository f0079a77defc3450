import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Template, TemplateError, TemplateSyntaxError } from './format/template.ts';
import { untyped } from './format/go.ts';
import { runRecorded } from './testing.ts';
import { entries, groups } from './tree.ts';

const words = [
  ...entries.map(({ name }) => name),
  ...groups.map(({ name }) => name),
  'ls',
  'inspect',
  '--help',
  '-h',
  '--',
  '-',
  '-a',
  '-it',
  '--name',
  '--rm',
  '-e',
  'A=1',
  '-v',
  '/x:/y',
  '-p',
  '80',
  '80:x',
  '--mount',
  'type=bind,',
  '--format',
  '{{.ID}}',
  '{{range .}}',
  '--filter',
  'a=b',
  '--ulimit',
  'nofile=1:2',
  '--cpus',
  '1.5',
  '--health-interval',
  '1s',
  'busybox',
  'a',
  '',
  '--network=name=a',
  '--since',
  '1h',
  '--restart',
  'on-failure:3',
];

test('no command line makes the client crash', async () => {
  const line = fc.array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string({ maxLength: 8 }) }),
    { maxLength: 7 },
  );
  await fc.assert(
    fc.asyncProperty(line, async (args) => {
      const { code, stderr } = await runRecorded(args);
      expect([0, 1, 64, 125, 126, 127]).toContain(code);
      expect(stderr).not.toMatch(/TypeError|undefined is not|Cannot read|is not a function|is not iterable/);
    }),
    { numRuns: 6000 },
  );
}, 60_000);

test('a template either gives text or an error of its own', () => {
  const pieces = [
    '{{',
    '}}',
    '{{-',
    '-}}',
    '.',
    '.A',
    '.A.B',
    ' ',
    '|',
    'json',
    'len',
    'index',
    '"x"',
    '1',
    '$x',
    ':=',
    '=',
    'if',
    'range',
    'with',
    'else',
    'end',
    '(',
    ')',
    'text',
    '`r`',
    'eq',
    ',',
  ];
  const data = untyped({ A: { B: ['x', 1, null] }, Labels: { a: 'b' } });
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      try {
        expect(typeof new Template(parts.join('')).execute(data)).toBe('string');
      } catch (error) {
        expect(error instanceof TemplateError || error instanceof TemplateSyntaxError).toBe(true);
      }
    }),
    { numRuns: 4000 },
  );
});
