import { expect, it } from 'vitest';
import { readAll } from '../../../api/bytes.ts';
import { ContainerList } from '../../../api/client.ts';
import { isUnwritten } from '../../../api/wire.ts';
import { makeTestWorld } from '../testing.ts';

it('hands a long list over as it is, and writes the same one where bytes are wanted', async () => {
  const { call, wire, settle } = makeTestWorld();
  await call('POST', '/images/create?fromImage=busybox&tag=latest');
  for (let n = 0; n < 70; n++) await call('POST', `/containers/create?name=c${n}`, { Image: 'busybox', Labels: { n: `${n}` } });
  const { body } = await settle(wire.fetch({ method: 'GET', url: '/containers/json?all=1', headers: {} }));
  expect(isUnwritten(body)).toBe(true);
  const text = new TextDecoder().decode(await readAll(body));
  const taken = await settle(ContainerList(wire, { all: true }));
  expect(taken.map(({ Names }) => Names[0])).toEqual(Array.from({ length: 70 }, (_, n) => `/c${69 - n}`));
  expect(`${JSON.stringify(taken)}\n`).toBe(text);
  // The list is the reader's own, and what happens later does not change it.
  taken.reverse();
  await call('DELETE', '/containers/c0');
  expect(new TextDecoder().decode(await readAll(body))).toBe(text);
  expect(await settle(ContainerList(wire, { all: true }))).toHaveLength(69);
});
