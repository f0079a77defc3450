import { expect, test } from 'vitest';
import { Ignore, readDockerignore } from './dockerignore.ts';
import { goMatch } from './match.ts';

const ignored = (file: string, ...paths: readonly string[]): string[] => {
  const ignore = new Ignore(readDockerignore(file));
  return paths.filter((path) => ignore.matches(path));
};

test('comments, blanks, slashes and dots are taken out of the patterns', () => {
  expect(readDockerignore('# no\n\n  /src/  \n./a\n! b\r\na//b/../c\n')).toEqual(['src', 'a', '!b', 'a/c']);
});

test('a folder means all in it; the last word counts', () => {
  expect(ignored('src\n!src/keep\n', 'src', 'src/a', 'src/keep', 'src/keep/x', 'other')).toEqual(['src', 'src/a']);
  expect(ignored('!a\na\n', 'a')).toEqual(['a']);
});

test('one star stays in its folder, two go through', () => {
  expect(ignored('*.log', 'a.log', 'd/a.log')).toEqual(['a.log']);
  expect(ignored('**/*.log', 'a.log', 'd/a.log', 'd/e/a.log')).toEqual(['a.log', 'd/a.log', 'd/e/a.log']);
  expect(ignored('*/*.log', 'a.log', 'd/a.log', 'd/e/a.log')).toEqual(['d/a.log']);
  expect(ignored('**', 'a', 'b/c')).toEqual(['a', 'b/c']);
});

test('patterns that are none are refused in the words of Docker', () => {
  expect(() => new Ignore(['a['])).toThrow('syntax error in pattern');
  expect(() => new Ignore(['!'])).toThrow('illegal exclusion pattern: "!"');
});

test("Go's filepath.Match", () => {
  const cases: [pattern: string, path: string, result: boolean | null][] = [
    ['abc', 'abc', true],
    ['*', 'a/b', false],
    ['a*/b', 'abc/b', true],
    ['a?c', 'abc', true],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['a\\*b', 'a*b', true],
    ['[', 'a', null],
    ['a[', 'a', null],
    ['[]a]', ']', null],
    ['[-]', '-', null],
    ['[x-]', 'x', null],
    ['*x', 'xxx', true],
  ];
  for (const [pattern, path, result] of cases) expect([pattern, path, goMatch(pattern, path)]).toEqual([pattern, path, result]);
});
