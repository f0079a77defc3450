import { getShortestPaths, getSimplePaths } from '@xstate/graph';
import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { BOOT_MS } from './boot.ts';
import { bootedHost } from './booted-host.ts';
import { BOOT_PLAN, bootLines } from './boot-log.ts';
import { type AfterShutdown, type HostBootEvent, hostBootMachine } from './host-boot.machine.ts';

const at = 0;
const events: HostBootEvent[] = [
  { type: 'POWER_ON', at },
  { type: 'POSTED', at },
  { type: 'KERNEL_LOADED', at },
  { type: 'BOOTFS_UNMOUNTED', at },
  { type: 'ROOT_MOUNTED', at },
  { type: 'CHECK_BEGUN', at },
  { type: 'CHECKED', clean: true, at },
  { type: 'CHECKED', clean: false, at },
  { type: 'ROOT_REMOUNTED', at },
  { type: 'BASIC_REACHED', at },
  { type: 'SERVICES_STARTED', at },
  { type: 'SHUT_DOWN', next: 'reboot', at },
  { type: 'SHUT_DOWN', next: 'poweroff', at },
  { type: 'SERVICES_STOPPED', at },
  { type: 'KILLED', at },
  { type: 'UNMOUNTED', at },
];

describe('the host boot machine', () => {
  const options = {
    events,
    serializeState: (state: { value: unknown; context: { next: AfterShutdown } }) => `${JSON.stringify(state.value)} ${state.context.next}`,
    limit: 100_000,
  };

  it('reaches every stage, and has one way up', () => {
    const paths = getShortestPaths(hostBootMachine, options);
    const reached = new Set(paths.map(({ state }) => state.value as string));
    expect([...reached].sort()).toEqual([...BOOT_PLAN.map(([stage]) => stage), 'off', 'stopping', 'killing', 'unmounting'].sort());
    const up = getSimplePaths(hostBootMachine, { ...options, toState: (state) => state.value === 'up' && state.context.next === 'reboot' });
    for (const { steps } of up) expect(steps.slice(-10).map(({ event }) => event.type)).toEqual(BOOT_PLAN.map(([, , { type }]) => type));
  });

  it('never has a writable root that was not mounted read-only and found in order, and no bootfs beside a root', () => {
    for (const { steps, state } of getSimplePaths(hostBootMachine, options)) {
      const { bootfs, rootfs, stages } = state.context;
      expect(bootfs && rootfs !== 'none').toBe(false);
      if (rootfs !== 'rw') continue;
      const names = stages.map(({ stage }) => stage);
      expect(names.indexOf('rootReadOnly')).toBeLessThan(names.indexOf('rootReadWrite'));
      expect(steps.some(({ event }) => event.type === 'CHECKED' && event.clean)).toBe(true);
    }
  });

  it('stays in the check when the root is not in order', () => {
    const actor = createActor(hostBootMachine).start();
    for (const [, ms, event] of BOOT_PLAN.slice(0, 6)) actor.send({ ...event, at: ms });
    actor.send({ type: 'CHECKED', clean: false, at: 0 });
    expect(actor.getSnapshot().value).toBe('selfCheck');
  });

  it('ends switched off or boots again, as it was told', () => {
    for (const [next, end] of [
      ['reboot', 'firmware'],
      ['poweroff', 'off'],
      ['halt', 'off'],
    ] as const) {
      const host = bootedHost(0);
      for (const event of [{ type: 'SHUT_DOWN', next }, { type: 'SERVICES_STOPPED' }, { type: 'KILLED' }, { type: 'UNMOUNTED' }] as const)
        host.send({ ...event, at: 1 });
      expect(host.getSnapshot().value).toBe(end);
    }
  });
});

describe('the boot log', () => {
  const lines = bootLines({ hostname: 'docker', memoryBytes: 4 * 2 ** 30, rootUsed: 4096 * 1000 });

  it('tells each stage in its time', () => {
    expect(BOOT_PLAN.at(-1)?.[1]).toBe(BOOT_MS);
    expect(lines.map(({ ms }) => ms)).toEqual(lines.map(({ ms }) => ms).sort((a, b) => a - b));
    for (const [n, [stage, from]] of BOOT_PLAN.entries()) {
      const own = lines.filter((line) => line.stage === stage);
      expect(own.length, stage).toBeGreaterThan(0);
      for (const { ms } of own) {
        expect(ms).toBeGreaterThanOrEqual(from);
        expect(ms).toBeLessThanOrEqual(BOOT_PLAN[n + 1]?.[1] ?? BOOT_MS);
      }
    }
  });

  it('mounts, checks and remounts the root', () => {
    const texts = lines.map(({ text }) => text);
    const order = [
      'Freeing initrd',
      'EXT4-fs (sda1): mounted',
      '/dev/sda1: clean, 1000/16777216 blocks',
      'EXT4-fs (sda1): re-mounted',
      'basic.target',
    ];
    const places = order.map((part) => texts.findIndex((text) => text.includes(part)));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});
