import fc from 'fast-check';
import { expect, test } from 'vitest';
import recorded from '../../test/oracle/images/references.json' with { type: 'json' };
import {
  canonicalString,
  familiarName,
  familiarString,
  InvalidReference,
  parseReference,
  tryReference,
  withDefaultTag,
} from './reference.ts';

const refusal = (text: string): string | null => {
  try {
    parseReference(text);
    return null;
  } catch (error) {
    if (error instanceof InvalidReference) return error.message;
    throw error;
  }
};

test.each(recorded as [string, string | null][])('%s: the words of the docker client (or none)', (text, message) => {
  expect(refusal(text)).toBe(message);
});

test('names as Docker shows them', () => {
  const shown = (text: string): string[] => {
    const reference = withDefaultTag(parseReference(text));
    return [canonicalString(reference), familiarString(reference), familiarName(reference)];
  };
  expect(shown('centos')).toEqual(['docker.io/library/centos:latest', 'centos:latest', 'centos']);
  expect(shown('index.docker.io/course/centos:v1')).toEqual(['docker.io/course/centos:v1', 'course/centos:v1', 'course/centos']);
  expect(shown('localhost:5000/course/centos')).toEqual([
    'localhost:5000/course/centos:latest',
    'localhost:5000/course/centos:latest',
    'localhost:5000/course/centos',
  ]);
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(shown(`centos@${digest}`)).toEqual([`docker.io/library/centos@${digest}`, `centos@${digest}`, 'centos']);
});

test('a reference survives its canonical and its familiar spelling', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,4})?$/);
  const tag = fc.stringMatching(/^\w[\w.-]{0,20}$/);
  // "docker.io/a.b/c" is not tried: the familiar "a.b/c" names a host a.b, with Docker as here.
  const first = fc.stringMatching(/^[a-z0-9]{1,8}([_-][a-z0-9]{1,4})?$/).filter((text) => text !== 'localhost');
  const domain = fc.constantFrom('', 'localhost:5000/', 'docker.io/', 'registry.example.com/', '127.0.0.1:80/');
  fc.assert(
    fc.property(domain, first, fc.array(part, { maxLength: 2 }), fc.option(tag), (host, top, path, name) => {
      const reference = parseReference(host + [top, ...path].join('/') + (name === null ? '' : `:${name}`));
      expect(parseReference(canonicalString(reference))).toEqual(reference);
      expect(parseReference(familiarString(reference))).toEqual(reference);
    }),
  );
});

test('no text crashes the parser', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => void tryReference(text)),
    { numRuns: 200 },
  );
});
