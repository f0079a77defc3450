import { describe, expect, it } from 'vitest';
import { digest, NAMES } from '../../gallery/names.ts';
import { sayNamesIn } from '../../scenes/names.messages.ts';
import { buildNames } from './build.ts';
import type { NamesFacts, Transfer } from './facts.ts';
import { familiar, readName, shortDigest, splitName } from './reading.ts';
import type { NamesScene } from './scene.ts';
import { speakNames } from './spoken.ts';

const ROOM = { registries: 12, layers: 12, machine: 12 };
const build = (facts: NamesFacts, before: NamesScene | null = null): NamesScene => buildNames(facts, before, ROOM);
const say = sayNamesIn('en');
const caption = ({ caption: text }: NamesScene): string => (text ? say(text) : '');
const partsOf = (name: string): string =>
  (readName(name)?.parts ?? []).map(({ kind, text, given }) => `${kind}=${text}${given ? '' : '?'}`).join(' ');
const told = (from: NamesFacts, to: NamesFacts): string => caption(build(to, build(from)));
const id = (stack: string): string => shortDigest(digest(`i-${stack}`));

describe('names', () => {
  it('are read as Docker reads them', () => {
    expect(partsOf('docker.io/library/centos:6.8')).toBe('registry=docker.io? namespace=library? repository=centos tag=6.8');
    expect(partsOf('docker.io/me/centos:latest')).toBe('registry=docker.io? namespace=me repository=centos tag=latest?');
    expect(partsOf('registry.cn-hangzhou.aliyuncs.com/centos68-registry/tomcat:v1.0')).toBe(
      'registry=registry.cn-hangzhou.aliyuncs.com namespace=centos68-registry repository=tomcat tag=v1.0',
    );
    expect(partsOf('localhost:5000/tomcat:v1')).toBe('registry=localhost:5000 repository=tomcat tag=v1');
    expect(familiar('docker.io/library/centos:6.8')).toBe('centos:6.8');
    expect(splitName('localhost:5000/course/tomcat:v1')).toEqual({ place: 'localhost:5000/course/', own: 'tomcat:v1' });
  });
});

describe('scene', () => {
  it('proposes something on an empty machine', () => {
    const scene = build(NAMES.empty);
    expect(scene.reading?.short).toBe('nginx:latest');
    expect(scene.images).toEqual([]);
    expect(scene.hint && say(scene.hint)).toBe('Nothing is on this machine yet. Try: docker pull nginx:latest');
    expect(scene.layers.every((row) => row.kind !== 'fold' && row.there && !row.here)).toBe(true);
  });

  it('shows a layer once however many images stand on it', () => {
    const scene = build({ ...NAMES.pulled, images: [...NAMES.pulling.images, ...NAMES.pushing.images.slice(0, 1)] });
    const rows = scene.layers.filter(({ id: row }) => row === `l:${digest('debian')}`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ here: { images: 2 } });
  });

  it('tells layers that are there, here, and on their way', () => {
    const rows = build(NAMES.pulling).layers.flatMap((row) => (row.kind === 'layer' ? [row] : []));
    const of = (name: string): (typeof rows)[number] | undefined => rows.find(({ id: row }) => row === `l:${digest(name)}`);
    expect(of('debian')).toMatchObject({ going: { phase: 'exists' }, here: { images: 1 }, lit: true });
    expect(of('jre-deps')).toMatchObject({ going: { phase: 'done' }, here: { images: 0 } });
    expect(of('jre')).toMatchObject({ going: { phase: 'moving', part: 0.42 }, here: null });
    expect(of('tomcat')).toMatchObject({ going: { phase: 'waiting' }, here: null });
    expect(of('centos68')).toMatchObject({ going: null, lit: false });
  });

  it('compares a push with the registry that it goes to', () => {
    const scene = build(NAMES.pushing);
    expect(scene.host).toBe('registry.cn-hangzhou.aliyuncs.com');
    const rows = scene.layers.flatMap((row) => (row.kind === 'layer' && row.lit ? [row] : []));
    expect(rows.map(({ going }) => going?.phase)).toEqual(['checking', 'done', 'moving', 'exists', 'mounted']);
    expect(rows.find(({ going }) => going?.phase === 'done')?.there).not.toBeNull();
  });

  it('says when a name stands for another image here than in its registry', () => {
    const rows = build(NAMES.moved).registries.flatMap((row) => (row.kind === 'manifest' ? [row] : []));
    expect(rows).toMatchObject([{ repository: 'library/centos', moved: true, lit: true }]);
  });

  it('never has more rows than there is room for, and keeps what is looked at', () => {
    for (const registries of [3, 5, 9, 20]) {
      for (const machine of [2, 5, 12]) {
        const scene = buildNames(NAMES.many, null, { registries, layers: 6, machine });
        expect(scene.registries.length).toBeLessThanOrEqual(registries);
        expect(scene.layers.length).toBeLessThanOrEqual(6);
        expect(scene.images.some(({ lit }) => lit)).toBe(true);
      }
    }
    const open = buildNames({ ...NAMES.many, open: 'docker.io/user7/app-7' }, null, ROOM);
    expect(open.registries).toContainEqual(
      expect.objectContaining({ kind: 'manifest', repository: 'user7/app-7', tags: ['latest', 'v1', 'v2', 'v3'] }),
    );
  });

  it('does with less on a true engine', () => {
    const scene = build(NAMES['a true engine']);
    expect(scene.registries).toContainEqual(
      expect.objectContaining({ kind: 'manifest', repository: 'library/tomcat', tags: ['latest'], here: true }),
    );
  });
});

describe('stories', () => {
  const { pulled, tagged } = NAMES;
  const centos = pulled.images[1];
  const without: NamesFacts = { ...pulled, images: pulled.images.slice(0, 1) };

  it('of a name more', () => {
    const names = { ...pulled, images: [pulled.images[0], tagged.images[0]] };
    expect(told(pulled, names)).toBe(`me/centos:v1 is one more name for image ${id('centos')}, its second. Nothing was copied`);
    expect(told(names, pulled)).toBe(`Untagged: me/centos:v1 is gone. Image ${id('centos')} stays, because centos:6.8 still names it`);
  });

  it('of the last name: with its image, or without', () => {
    expect(told(pulled, without)).toBe(`Deleted: centos:6.8 was the last name of ${id('centos')}. 1 layer went with it, 195 MB`);
    const kept: NamesFacts = { ...pulled, images: [...without.images, { ...centos, tags: [] }] };
    expect(told(pulled, kept)).toContain('stays as <none>');
  });

  it('of shared layers that stay', () => {
    const both: NamesFacts = { ...pulled, images: [NAMES.pushing.images[0], NAMES.pushing.images[1]] };
    const one: NamesFacts = { ...pulled, images: both.images.slice(0, 1) };
    expect(told(both, one)).toContain('3 layers went with it, 61 MB; 1 stays, other images need it');
  });

  it('of a pull: what came, what was here, and nothing at all', () => {
    const going = NAMES.pulling.transfers[0];
    const before = build({ ...NAMES.pulling, transfers: [] });
    const during = build(NAMES.pulling, before);
    expect(caption(during)).toBe('Pulling tomcat:latest from docker.io: 1 of 4 layers done, 1 was here already');
    const states = [...going.layers].map(([key, layer]): [string, typeof layer] => [
      key,
      layer.state === 'exists' ? layer : { ...layer, state: 'complete' },
    ]);
    const ended: Transfer = { ...going, layers: new Map(states), ended: true, good: true };
    const done = build({ ...NAMES.pulling, transfers: [ended] }, during);
    expect(caption(done)).toBe('tomcat:latest was pulled: 4 layers came over the network, 69.1 MB and 1 was here already and stayed');
    // The image is listed a moment later: the same story still.
    const listed = build({ ...NAMES.pulling, images: [NAMES.pushing.images[0], ...NAMES.pulling.images], transfers: [ended] }, done);
    expect(caption(listed)).toBe(caption(done));
    const again = build({ ...NAMES.pulling, transfers: [{ ...ended, id: 2, layers: new Map() }] }, done);
    expect(caption(again)).toContain('Only names were compared, no layer moved');
  });

  it('are not told of another world', () => {
    expect(caption(build({ ...without, quiet: true }, build(pulled)))).toBe('');
  });
});

describe('words', () => {
  it('say all that the picture shows', () => {
    const { items, name, spoken } = speakNames(build(NAMES.pulling), say);
    expect(name).toBe('Registries, tags, layers and images');
    expect(items[0]?.text).toBe('tomcat:latest = docker.io/library/tomcat:latest');
    expect(items.find(({ id: item }) => item === 'r:docker.io')?.children.length).toBeGreaterThan(3);
    const machine = items.find(({ id: item }) => item === 'machine');
    expect(machine?.children.map(({ text }) => text)).toEqual([
      expect.stringContaining('1 name, 0 containers'),
      expect.stringContaining('195 MB, 1 layer'),
    ]);
    expect(spoken).toContain('Pulling tomcat:latest');
  });
});
