import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandBraces } from './brace.ts';
import { FieldBuilder } from './fields.ts';
import { compilePattern, escapePattern } from './pattern.ts';
import { evaluate } from './arithmetic.ts';
import { ShellError } from './control.ts';
import { formatPrintf } from './printf.ts';
import { ansiQuote, backslashQuote, singleQuote } from './quote.ts';
import { parseText } from './syntax.ts';
import { shellWorld } from './testing.ts';

const shellish = fc
  .array(
    fc.oneof(
      fc.constantFrom(...' \n;&|<>(){}[]$"\'`\\*?!#~=+-,./:@%^0123abx'.split('')),
      fc.constantFrom(
        'if ',
        'then ',
        'fi',
        'do ',
        'done',
        '$(',
        '${x',
        '$((',
        '[[ ',
        ' ]]',
        '<<E\n',
        'E\n',
        'echo ',
        'case ',
        ' in ',
        'esac',
        'é',
        '中',
      ),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

describe('arbitrary text', () => {
  test('parses or is a syntax error, in either shell', () => {
    fc.assert(
      fc.property(shellish, fc.boolean(), (text, ash) => {
        const { problem } = parseText(text, ash);
        expect(problem === null || typeof problem.message === 'string').toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('never crashes a shell', async () => {
    for (const name of ['bash', 'sh'] as const) {
      await fc.assert(
        fc.asyncProperty(fc.array(shellish, { minLength: 1, maxLength: 5 }), async (scripts) => {
          const world = shellWorld();
          for (const script of scripts) {
            const { code } = await world.run(name, ['-c', `PATH=; exec <>/nofile; ${script}`], '', 3000);
            expect(code === 'still running' || typeof code === 'number').toBe(true);
          }
          expect(world.kernel.faults).toEqual([]);
        }),
        { numRuns: 150 },
      );
    }
  }, 60_000);

  test('is typed into a terminal without a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(shellish, fc.constantFrom('\t', '\r', '\x03', '\x1b[A', '\x1b[D', '\x12', '\x17', '\x7f', '\x15', '\x1bb', '\x19')),
          { maxLength: 8 },
        ),
        async (keys) => {
          const world = shellWorld();
          await world.type('bash', keys);
          expect(world.kernel.faults).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

test('arithmetic gives a number or an error', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'0 1 2 7 x y + - * / % ** << >> < > == != && || ! ~ ? : ( ) , = += ++ -- 0x1 3#2'.split(' ')), {
        maxLength: 12,
      }),
      (tokens) => {
        const vars = new Map<string, string>();
        try {
          evaluate(tokens.join(' '), { get: (name) => vars.get(name), set: (name, value) => vars.set(name, value) });
        } catch (error) {
          expect(error).toBeInstanceOf(ShellError);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('escaped patterns match only their own text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => compilePattern(escapePattern(text)).test(text)),
    { numRuns: 1500 },
  );
});

test('any pattern compiles, braces and printf end', () => {
  fc.assert(
    fc.property(shellish, (text) => {
      compilePattern(text).test('abc');
      expect(expandBraces(text).length).toBeGreaterThan(0);
      formatPrintf(text, ['1', 'a'], 0);
      const b = new FieldBuilder();
      b.split(text, ' :');
      b.finish();
    }),
    { numRuns: 1500 },
  );
});

test('quoted words come back as they were', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom(...' \t\n\'"\\$`!*?[]{}()<>|&;#~=abcé中'.split('')), maxLength: 10 }), {
        minLength: 1,
        maxLength: 12,
      }),
      async (words) => {
        const world = shellWorld();
        const forms = words.flatMap((word) => [singleQuote(word), backslashQuote(word), ansiQuote(word)]);
        const { stdout } = await world.run('bash', ['-c', `printf '%s\\0' ${forms.join(' ')}`]);
        expect(stdout.split('\0').slice(0, -1)).toEqual(words.flatMap((word) => [word, word, word]));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
