/** Named facts and settings of the scene "why so light": what the gallery shows and the snapshots hold. */
import { type Candidate, type LightFacts, NO_FACTS } from '../model/light/facts.ts';
import { FIRST_SETTINGS, type LightSettings } from '../model/light/scene.ts';

const image = (name: string, imageBytes: number): Candidate => ({
  id: `sha256:${name}`,
  kind: 'image',
  name,
  image: name,
  imageId: `sha256:${name}`,
  running: false,
  imageBytes,
  rwBytes: 0,
});
const container = (name: string, of: Candidate, running: boolean, rwBytes: number): Candidate => ({
  ...of,
  id: name,
  kind: 'container',
  name,
  running,
  rwBytes,
});

const nginx = image('nginx:latest', 187_000_000);
const centos = image('centos:6.8', 195_000_000);
const busybox = image('busybox:latest', 4_260_000);
const host = { kernel: 'Linux 6.1.0-18-amd64', system: 'Debian GNU/Linux 12 (bookworm)' };

const web: LightFacts = {
  ...host,
  candidates: [container('web', nginx, true, 1093), container('mycentos', centos, false, 26), nginx, centos],
  detail: { id: 'web', layers: 6, release: { id: 'debian', version: '12' }, memory: 4_375_000, startMs: 0.003 },
};
const many = Array.from({ length: 60 }, (_, index) =>
  container(
    `a-container-with-quite-a-long-name-${index}`,
    { ...centos, image: 'registry.example.com:5000/team/centos:6.8' },
    true,
    12_000_000,
  ),
);

interface LightExample {
  readonly facts: LightFacts;
  readonly settings: LightSettings;
}

const show = (facts: LightFacts, settings: Partial<LightSettings> = {}): LightExample => ({
  facts,
  settings: { ...FIRST_SETTINGS, ...settings },
});

export const LIGHT = {
  empty: show({ ...NO_FACTS, ...host }),
  web: show(web),
  one: show(web, { count: 1 }),
  apart: show(web, { count: 50, sharing: false }),
  'true engine': show({ ...web, detail: web.detail && { ...web.detail, startMs: 412 } }, { count: 3 }),
  many: show(
    {
      ...host,
      candidates: [...many, centos],
      detail: { id: many[0]?.id ?? '', layers: 1, release: { id: 'centos', version: '6.8' }, memory: 1_700_000, startMs: null },
    },
    { count: 50 },
  ),
  busybox: show({ ...host, candidates: [busybox], detail: { id: busybox.id, layers: 1, release: null, memory: null, startMs: null } }),
} satisfies Record<string, LightExample>;

export type LightName = keyof typeof LIGHT;
