/**
 * The gallery of named scenes, for looking: `npx vite --port 5199` and open /src/viz/gallery.html.
 * ?scene=copy-up shows one alone; width, height, theme (light, dark), locale (en, zh-CN), factor, play=1 (with motion), from=SCENE.
 */
import './stage.css';
import './light.css';
import { createLightView } from './draw/light/view.ts';
import './names.css';
import { browserMeasure } from './draw/measure.ts';
import { createNamesView } from './draw/names/view.ts';
import { createView } from './draw/view.ts';
import { LIGHT, type LightName } from './gallery/light.ts';
import { NAMES, type NamesExample } from './gallery/names.ts';
import { SCENES, type SceneName } from './gallery/scenes.ts';
import { layoutLight } from './layout/light/layout.ts';
import { capacity } from './layout/metrics.ts';
import { namesCapacity } from './layout/names/metrics.ts';
import { layoutNames } from './layout/names/names.ts';
import { layoutStage } from './layout/stage.ts';
import { sayIn, type StageLocale } from './messages.ts';
import { buildScene } from './model/build.ts';
import { buildLight, stepChoice } from './model/light/scene.ts';
import type { LayerScene } from './model/scene.ts';
import { sceneTree } from './model/tree.ts';
import { en } from './scenes/light.messages.en.ts';
import { zhCN } from './scenes/light.messages.zh-CN.ts';
import { buildNames } from './model/names/build.ts';
import { sayNamesIn } from './scenes/names.messages.ts';

const query = new URLSearchParams(location.search);
const one = query.get('scene');
const size = {
  width: Number(query.get('width') ?? 640),
  height: Number(query.get('height') ?? 860),
  factor: Number(query.get('factor') ?? 1),
};
const say = await sayIn((query.get('locale') ?? 'en') as StageLocale);
const main = document.querySelector('main');

/** An empty picture in the gallery. */
function frame(name: string): SVGSVGElement {
  const figure = document.createElement('figure');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.dataset['theme'] = query.get('theme') ?? 'dark';
  svg.style.width = `${size.width}px`;
  svg.style.height = `${size.height}px`;
  figure.append(svg);
  if (one === null) {
    const caption = document.createElement('figcaption');
    caption.textContent = name;
    figure.append(caption);
  } else if (main) main.style.padding = '0';
  main?.append(figure);
  return svg;
}

function show(name: SceneName): void {
  const svg = frame(name);
  const measure = browserMeasure(svg);
  const chosen = (): void => undefined;
  const view = createView(svg, {
    say,
    measure,
    onOpenFile: chosen,
    onToggleFolder: chosen,
    onSelectContainer: chosen,
    onSelectImage: chosen,
  });
  let scene: LayerScene | null = null;
  const draw = (which: SceneName, ms: number): void => {
    scene = buildScene(SCENES[which], scene, capacity(size));
    const tree = sceneTree(scene);
    view.render(layoutStage(scene, { size, say, measure }), (row) => tree.find((item) => item.id === row)?.text ?? null, { ms });
  };
  const from = query.get('from');
  if (from !== null && from in SCENES) {
    draw(from as SceneName, 0);
    setTimeout(() => draw(name, 420), 300);
  } else draw(name, query.has('play') ? 420 : 0);
}

for (const name of Object.keys(SCENES) as SceneName[]) if (one === null || one === name) show(name);

/** "light:web" and so on: virtual machines beside containers. */
function showLight(name: LightName): void {
  const svg = frame(`light:${name}`);
  const measure = browserMeasure(svg);
  const { facts } = LIGHT[name];
  let { settings } = LIGHT[name];
  const change = (changed: Partial<typeof settings>): void => {
    settings = { ...settings, ...changed };
    draw(260);
  };
  const view = createLightView(svg, {
    measure,
    onCount: (count) => change({ count }),
    onSharing: (sharing) => change({ sharing }),
    onStep: (step) => change({ choice: stepChoice(facts, settings.choice, step) }),
  });
  const words = query.get('locale') === 'zh-CN' ? zhCN : en;
  const draw = (ms: number): void => view.render(layoutLight(buildLight(facts, settings), { size, words, measure }), { ms });
  draw(0);
}

for (const name of Object.keys(LIGHT) as LightName[]) if (one === null || one === `light:${name}`) showLight(name);
/** Of the scene of names: ?scene=names:pulling. */
function showNames(name: NamesExample): void {
  const svg = frame(`names: ${name}`);
  const measure = browserMeasure(svg);
  const words = sayNamesIn((query.get('locale') ?? 'en') as StageLocale);
  const view = createNamesView(svg, { say: words, measure, onChoose: () => undefined });
  view.render(layoutNames(buildNames(NAMES[name], null, namesCapacity(size)), { size, say: words, measure }), { ms: 0 });
}

for (const name of Object.keys(NAMES) as NamesExample[]) if (one === null || one === `names:${name}`) showNames(name);
