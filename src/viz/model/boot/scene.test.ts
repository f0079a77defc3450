import { describe, expect, it } from 'vitest';
import { BOOTS } from '../../gallery/boot.ts';
import { bootWords } from '../../scenes/boot.messages.ts';
import { BOOT_STEPS, type BootRow, buildBoot } from './scene.ts';
import { speakBoot } from './spoken.ts';

const states = (name: keyof typeof BOOTS, side: 'host' | 'container', row: BootRow): (string | undefined)[] =>
  BOOT_STEPS.map((_, n) => buildBoot(BOOTS[name], n)[side]?.blocks.find((block) => block.row === row)?.state);

describe('the boot scene', () => {
  it('makes the root of a Linux writable, and leaves the layers of a container read-only', () => {
    expect(states('container', 'host', 'root')).toEqual([
      'ghost',
      'ghost',
      'ghost',
      'read-only',
      'read-only',
      ...Array(3).fill('read-write'),
    ]);
    expect(states('container', 'container', 'root')).toEqual(['ghost', 'ghost', 'ghost', ...Array(5).fill('read-only')]);
    expect(states('container', 'container', 'writable')).toEqual([...Array(5).fill('ghost'), ...Array(3).fill('read-write')]);
    expect(states('container', 'host', 'writable')).toEqual(Array(8).fill('none'));
  });

  it('has the kernel there before a container is asked for, and no bootfs in it', () => {
    expect(states('container', 'host', 'kernel')).toEqual(['ghost', ...Array(7).fill('ground')]);
    expect(states('container', 'container', 'kernel')).toEqual(Array(8).fill('ground'));
    expect(states('container', 'host', 'bootfs')).toEqual(['ground', 'ground', ...Array(6).fill('gone')]);
    expect(states('container', 'container', 'bootfs')).toEqual(Array(8).fill('none'));
  });

  it('tells the moments and the console of its stages', () => {
    const last = buildBoot(BOOTS.container, 99);
    expect([last.index, last.host.ms, last.container?.ms]).toEqual([7, 5700, 0.4]);
    const init = buildBoot(BOOTS.container, 6);
    expect(init.host.console).toHaveLength(2);
    expect(init.container?.notes).toEqual([
      'namespaces: pid mnt net uts ipc',
      expect.stringMatching(/^cgroup: \/docker\/1f6d139a9ea3…$/),
      expect.stringContaining('mounts: / /proc /dev'),
      'exec catalina.sh run',
    ]);
    expect(buildBoot(BOOTS.container, 3).container?.notes).toHaveLength(3);
    expect(buildBoot(BOOTS['no container'], -3)).toMatchObject({ index: 0, container: null });
    expect(buildBoot(BOOTS['true engine'], 7).host.ms).toBeNull();
  });

  it.each(['en', 'zh-CN'] as const)('says all of it in words (%s)', (locale) => {
    const spoken = speakBoot(BOOTS.container, 5, bootWords(locale));
    expect(spoken.items).toHaveLength(8);
    expect(spoken.items.every(({ children }) => children.length === 2)).toBe(true);
    expect(spoken.spoken).toContain(spoken.items[5]?.text);
    expect(speakBoot(BOOTS['no container'], 5, bootWords(locale)).spoken).toContain('docker run');
  });
});
