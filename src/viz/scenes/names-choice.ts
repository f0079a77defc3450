/** What somebody means who chooses a row of the scene of names. */
import type { Choice } from '../model/names/facts.ts';
import type { NamesScene } from '../model/names/scene.ts';

/** Something to look at, or a place to open. */
export type Chosen = Choice | { readonly kind: 'place'; readonly place: string };

/** What the row with this id stands for; null when it is only there to be read. */
export function chosenIn(scene: NamesScene, id: string): Chosen | null {
  const row = scene.registries.find((one) => one.id === id);
  if (row?.kind === 'manifest') return { kind: 'manifest', host: row.host, repository: row.repository, digest: row.digest };
  if (row?.kind === 'repository') return { kind: 'place', place: `${row.host}/${row.name}` };
  if (row) return row.host === '' ? null : { kind: 'place', place: row.host };
  for (const box of scene.images) {
    if (box.id === id) return { kind: 'image', id: box.image };
    const name = box.names.find((one) => one.id === id);
    if (name) return name.name === '' ? { kind: 'image', id: box.image } : { kind: 'name', name: name.name };
  }
  return null;
}
