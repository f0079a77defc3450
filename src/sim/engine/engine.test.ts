import { expect, it } from 'vitest';
import { DetachFilter, parseDetachKeys } from './attachment.ts';
import { makeTestWorld, type TestWorld } from './testing.ts';
import { humanDuration } from '../../api/duration.ts';
import { rfc3339 } from './time.ts';

async function world(): Promise<TestWorld> {
  const made = makeTestWorld();
  await made.call('POST', '/images/create?fromImage=busybox&tag=latest');
  return made;
}

it('runs a container from its making to its end and tells each step', async () => {
  const { call, kernel } = await world();
  await call('POST', '/containers/create?name=one', {
    Image: 'busybox',
    Cmd: ['sh', '-c', 'echo new > /tmp/f; exit 3'],
    HostConfig: { AutoRemove: false },
  });
  expect((await call('POST', '/containers/one/start')).status).toBe(204);
  expect((await call('POST', '/containers/one/wait')).text).toBe('{"Error":null,"StatusCode":3}\n');
  expect(JSON.parse((await call('GET', '/containers/one/changes')).text)).toEqual([
    { Path: '/tmp', Kind: 0 },
    { Path: '/tmp/f', Kind: 1 },
  ]);
  expect((await call('DELETE', '/containers/one')).status).toBe(204);
  const now = kernel.clock.now() / 1000;
  const told = (await call('GET', `/events?since=1&until=${now}`)).text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { Action: string }).Action);
  expect(told).toEqual(['pull', 'create', 'connect', 'start', 'die', 'disconnect', 'destroy']);
  expect(kernel.faults).toEqual([]);
});

it('is the same world for the same seed', async () => {
  const states = await Promise.all(
    [1, 2].map(async () => {
      const { call, engine } = await world();
      await call('POST', '/containers/create', { Image: 'busybox', Cmd: ['echo', 'hi'] });
      return JSON.stringify(engine.snapshot());
    }),
  );
  expect(states[0]).toBe(states[1]);
});

it('keeps what comes after the first detach key until it knows', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const filter = new DetachFilter(parseDetachKeys('', 'attach'));
  expect(filter.feed(bytes('a\x10'))).toEqual({ pass: bytes('a'), detached: false });
  expect(filter.feed(bytes('b'))).toEqual({ pass: bytes('\x10b'), detached: false });
  expect(filter.feed(bytes('\x10\x11'))).toEqual({ pass: bytes(''), detached: true });
});

it('tells times as Go does', () => {
  expect(rfc3339(1795492025171.5)).toBe('2026-11-24T03:47:05.1715Z');
  expect(rfc3339(null)).toBe('0001-01-01T00:00:00Z');
  expect([500, 1000, 59_000, 60_000, 3_600_000, 86_400_000 * 3].map(humanDuration)).toEqual([
    'Less than a second',
    '1 second',
    '59 seconds',
    'About a minute',
    'About an hour',
    '3 days',
  ]);
});
