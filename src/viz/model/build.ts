/** Facts → scene: the one pure function behind the picture. */
import type { Caption } from './caption.ts';
import { chooseColumns } from './columns.ts';
import type { StageFacts } from './facts.ts';
import { buildGrove } from './grove.ts';
import { buildRows } from './rows.ts';
import type { Capacity, LayerScene, Story } from './scene.ts';
import { mainCaption, tellStories } from './stories.ts';
import { buildLids, buildTiles, busyLayers, holdColumns } from './tiles.ts';

/** What usually fits a pane of 640 x 860. */
const USUAL_CAPACITY: Capacity = { columns: 13, named: 8, rows: 9 };

/** The scene of the facts; `before` (the scene now on the stage) keeps columns in their places. */
export function buildScene(facts: StageFacts, before: LayerScene | null = null, capacity: Capacity = USUAL_CAPACITY): LayerScene {
  const chosen = chooseColumns(facts, before, capacity);
  const held = holdColumns(facts, chosen.columns);
  const rows = buildRows(facts, busyLayers(held), capacity.rows);
  const tiles = buildTiles(facts, rows, chosen, held);
  const same = before !== null && before.subject?.id === facts.subject?.id;
  const told = tellStories(facts, rows, chosen.columns, same ? before.stories : []);
  // The last stories stay on the stage (as trails) until there are new ones.
  const stories = told.length === 0 && same ? before.stories : told;
  return {
    subject: facts.subject,
    rows: rows.rows,
    groups: chosen.groups,
    columns: chosen.columns,
    tiles,
    lids: buildLids(facts, rows, chosen),
    stories,
    caption: captionOf(facts, told) ?? (same ? before.caption : null),
    hint: hint(facts),
    grove: buildGrove(facts),
  };
}

/** A change is said first; then what became of a container or image; then a lookup. */
function captionOf(facts: StageFacts, told: readonly Story[]): Caption | null {
  const changed = told.some((one) => one.kind !== 'lookup');
  return facts.life && !changed ? facts.life.caption : mainCaption(told);
}

function hint(facts: StageFacts): Caption | null {
  if (facts.images.length === 0 && facts.containers.length === 0) return { key: 'hint.empty', params: {} };
  // What has no kernel (an archive of images) can start no container.
  return facts.containers.length === 0 && facts.kernel !== '' ? { key: 'hint.pulled', params: {} } : null;
}
