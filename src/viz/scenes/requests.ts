/** The scene "Client and server": engine → hops → scene of one command → layout → picture and tree. */
import '../stage.css';
import '../requests.css';
import { createRequestView } from '../draw/requests/view.ts';
import { layoutRequests, summaryText } from '../layout/requests/layout.ts';
import { buildRequests, commandsOf } from '../model/requests/build.ts';
import type { RequestMessages } from '../model/requests/messages.ts';
import type { RequestFacts, RequestScene, StationId } from '../model/requests/scene.ts';
import { speakRequests, speakRow } from '../model/requests/spoken.ts';
import type { StageLocale } from '../messages.ts';
import { startRequests } from '../source/requests.ts';
import { Player } from './requests.player.ts';
import { en } from './requests.messages.en.ts';
import { zhCN } from './requests.messages.zh-CN.ts';
import { openFrame } from './frame.ts';
import type { MountScene, SceneSettings } from './scene.ts';

const CATALOGS: Readonly<Record<StageLocale, RequestMessages>> = { en, 'zh-CN': zhCN };
/** How long a row takes to its new place, milliseconds. */
const MOVE_MS = 200;

export const mount: MountScene = (svg, tree, options) => {
  let settings: SceneSettings = options;
  let facts: RequestFacts | null = null;
  let scene: RequestScene | null = null;
  let command: number | null = null;
  let selected: string | null = null;
  let about: StationId | null = null;
  const opened = new Set<string>();
  const frame = openFrame(svg, tree, () => draw(false));
  const { measure, words } = frame;

  const player = new Player({
    tell(_hop, ms) {
      selected = null;
      draw(ms > 0);
      const row = scene?.rows.at(-1);
      return row ? view.travel(row.id, ms) : Promise.resolve();
    },
  });

  const onFacts = (fresh: RequestFacts): void => {
    const first = facts === null;
    facts = fresh;
    const own = ownHops();
    if (command === null) player.take(own, { instant: first || settings.reducedMotion || document.visibilityState !== 'visible' });
    draw(true);
  };

  function ownHops(): readonly number[] {
    const shown = command ?? commandsOf(facts?.hops ?? []).at(-1) ?? null;
    return (facts?.hops ?? []).filter((hop) => hop.command?.id === shown && hop.to !== 'client').map(({ id }) => id);
  }

  const view = createRequestView(svg, {
    onSelect(row) {
      player.finish();
      selected = row;
      draw(true);
    },
    onChoose(row) {
      if (row.startsWith('fold:')) {
        if (opened.has(row)) opened.delete(row);
        else opened.add(row);
        draw(true);
      } else if (!settings.reducedMotion) void view.travel(row, 600);
    },
    onAbout(station) {
      if (about === station) return;
      about = station;
      draw(false);
    },
    onCommand(step) {
      const all = commandsOf(facts?.hops ?? []);
      const next = all[all.indexOf(command ?? all.at(-1) ?? 0) + step];
      if (next === undefined) return;
      player.finish();
      command = next;
      selected = null;
      draw(false);
      selected = scene?.rows[0]?.id ?? null;
      draw(false);
      options.onChosen?.();
    },
  });

  function draw(moving: boolean): void {
    const size = facts && frame.open(settings);
    if (!facts || !size) return;
    const catalog = CATALOGS[settings.locale];
    scene = buildRequests(facts, { command, selected, opened, upTo: command === null ? player.upTo : null });
    const layout = layoutRequests(scene, { size, words: catalog, measure, about });
    view.render(layout, catalog, ({ row }) => speakRow(row, catalog), { ms: settings.reducedMotion || !moving ? 0 : MOVE_MS });
    words.render(speakRequests(scene, catalog, summaryText(scene.summary, catalog)));
  }

  let source = startRequests(options.transport, onFacts);
  return {
    update(changed) {
      settings = changed;
      if (settings.reducedMotion) player.finish();
      draw(false);
    },
    reconnect(transport) {
      source.destroy();
      player.finish();
      facts = null;
      command = null;
      source = startRequests(transport, onFacts);
    },
    follow() {
      command = null;
      selected = null;
      draw(false);
    },
    destroy() {
      frame.destroy();
      player.finish();
      source.destroy();
      view.destroy();
    },
  };
};
