import { expect, it } from 'vitest';
import { Cgroup, cpusOf } from './cgroup.ts';

it('reads lists of processors', () => {
  expect(cpusOf('0-2,5')).toEqual([0, 1, 2, 5]);
  expect(cpusOf('1')).toEqual([1]);
});

it('keeps the limits that an update does not name', () => {
  const cgroup = new Cgroup('/docker/x');
  cgroup.update({ memory: 64 << 20, pids: 10 });
  cgroup.update({ pids: 0 });
  expect([cgroup.memoryLimit, cgroup.pidsLimit]).toEqual([64 << 20, null]);
});

it('slows down what runs beyond its share of processors', () => {
  const cgroup = new Cgroup('/docker/x');
  expect(cgroup.slowness).toBe(1);
  cgroup.update({ cpuQuota: 50_000, cpuPeriod: 100_000 });
  expect(cgroup.slowness).toBe(2);
  cgroup.update({ cpuQuota: 0, cpusetCpus: '0-1' });
  expect(cgroup.slowness).toBe(1);
});
