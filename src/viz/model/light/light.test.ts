import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIGHT } from '../../gallery/light.ts';
import { en } from '../../scenes/light.messages.en.ts';
import { zhCN } from '../../scenes/light.messages.zh-CN.ts';
import type { SpokenItem } from '../spoken.ts';
import { guestFor, SOURCES } from './figures.ts';
import { parseRelease } from './release.ts';
import { buildLight, FIRST_SETTINGS, type LightScene, MOST, type Quantity, stepChoice } from './scene.ts';
import { speakLight } from './spoken.ts';

const build = (name: keyof typeof LIGHT): LightScene => buildLight(LIGHT[name].facts, LIGHT[name].settings);
const of = (scene: LightScene, quantity: Quantity) => {
  const found = scene.measures.find((one) => one.quantity === quantity);
  if (!found) throw new Error(quantity);
  return found;
};
const texts = (items: readonly SpokenItem[]): string[] => items.flatMap(({ text, children }) => [text, ...texts(children)]);

describe('counting', () => {
  it('counts shared layers once, read-write layers for each container', () => {
    const scene = build('web');
    expect(of(scene, 'disk').container.total).toBe(187_000_000 + 20 * 1093);
    expect(of(scene, 'disk').vm.total).toBe(20 * (4e9 + 1093));
    expect(scene.saved).toBe(19 * 187_000_000);
    const apart = buildLight(LIGHT.web.facts, { ...LIGHT.web.settings, sharing: false });
    expect(of(apart, 'disk').container.total - of(scene, 'disk').container.total).toBe(scene.saved);
  });

  it('counts a guest system beside the application in each virtual machine', () => {
    const { vm, container, ratio } = of(build('web'), 'memory');
    expect(vm.total - container.total).toBe(20 * 256e6);
    expect(container.total).toBe(20 * 4_375_000);
    expect(ratio).toBeCloseTo(vm.total / container.total);
  });

  it('measures a start by the engine’s events, unless the engine charges no time for it', () => {
    expect(build('true engine').start).toEqual({ value: 412, basis: { kind: 'measured' } });
    expect(build('web').start.basis).toEqual({ kind: 'source', source: 'dockerStart' });
    expect(of(build('web'), 'start').vm.total).toBe(20 * 23_000);
  });

  it('has an example for an empty machine, and says so', () => {
    const scene = build('empty');
    expect(scene.subject.kind).toBe('example');
    expect(scene.app.basis.kind).toBe('assumed');
    expect(of(scene, 'disk').container.basis).toEqual([{ kind: 'assumed' }]);
    expect(texts(speakLight(scene, en).items).join('\n')).toContain('Try: docker run');
  });

  it('lets the smallest guest stand in for an image without a distribution', () => {
    const scene = build('busybox');
    expect(scene.standIn).toBe(true);
    expect(en.sources('vm', scene)).toContain('(assumed)');
  });

  it('grows with the number of instances on both sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST - 1 }), fc.boolean(), (count, sharing) => {
        const [less, more] = [count, count + 1].map((n) => buildLight(LIGHT.web.facts, { ...FIRST_SETTINGS, count: n, sharing }));
        for (const { quantity, vm, container } of less?.measures ?? []) {
          const next = more && of(more, quantity);
          expect(next?.vm.total).toBeGreaterThan(vm.total);
          expect(next?.container.total).toBeGreaterThan(container.total);
          expect(vm.total).toBeGreaterThan(container.total);
        }
      }),
    );
  });
});

describe('choice', () => {
  it('is the newest running container by default and walks round', () => {
    const { facts } = LIGHT.web;
    expect(buildLight(facts, FIRST_SETTINGS).subject.name).toBe('web');
    expect(stepChoice(facts, null, 1)).toBe('mycentos');
    expect(stepChoice(facts, null, -1)).toBe('sha256:centos:6.8');
    expect(stepChoice(LIGHT.empty.facts, null, 1)).toBe(null);
    // One that has gone is no choice any more.
    expect(buildLight(facts, { ...FIRST_SETTINGS, choice: 'gone' }).subject.name).toBe('web');
  });

  it('does not take details of another one', () => {
    expect(buildLight(LIGHT.web.facts, { ...FIRST_SETTINGS, choice: 'mycentos' }).app.basis.kind).toBe('assumed');
  });
});

describe('figures', () => {
  it('finds the guest of a distribution and version', () => {
    const name = (id: string, version: string): string => guestFor({ id, version }).guest.name;
    expect(name('centos', '6.8')).toBe('CentOS 6.8');
    expect(name('centos', '7')).toBe('CentOS 7');
    expect(name('centos', '8')).toBe('CentOS 8');
    expect(name('debian', '12')).toBe('Debian 12');
    expect(name('ubuntu', '22.04')).toBe('Ubuntu 22.04');
    expect(guestFor({ id: 'alpine', version: '3.18.4' }).standIn).toBe(false);
    expect(guestFor(null).standIn).toBe(true);
  });

  it('reads what a distribution says of itself', () => {
    expect(parseRelease('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n')).toEqual({
      id: 'debian',
      version: '12',
    });
    expect(parseRelease('NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.18.4\n')).toEqual({ id: 'alpine', version: '3.18.4' });
    expect(parseRelease('CentOS release 6.8 (Final)\n')).toEqual({ id: 'centos', version: '6.8' });
    expect(parseRelease('')).toBe(null);
  });

  it('names every source with its address in the text', () => {
    const said = texts(speakLight(build('web'), en).items).join('\n');
    for (const { name, url } of Object.values(SOURCES)) expect(said).toContain(`${name}: ${url}`);
  });
});

describe('words', () => {
  it('say both sides and how many times as much', () => {
    const scene = build('web');
    expect(en.sentence(scene, of(scene, 'disk'))).toBe('20 containers: 187 MB of disk; 20 virtual machines: 80 GB – 428 times');
    expect(zhCN.sentence(scene, of(scene, 'start'))).toBe('20 个容器启动共需 11 秒；20 台虚拟机启动共需 7 分 40 秒，是前者的 40 倍');
    expect(en.stackTitle('container', 1)).toBe('1 container');
  });

  it('say everything in both languages', () => {
    for (const name of Object.keys(LIGHT) as (keyof typeof LIGHT)[]) {
      const [one, other] = [en, zhCN].map((words) => texts(speakLight(build(name), words).items));
      expect(one?.length).toBe(other?.length);
      for (const text of [...(one ?? []), ...(other ?? [])]) expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
      for (const text of other ?? []) if (!/http|（/.test(text)) expect(text).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
