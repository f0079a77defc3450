/**
 * Works out the digests of every layer of the catalogs from its real bytes and writes them to
 * `src/sim/registry/catalog/*.digests.ts`. Run it after changing a layer: `npx tsx test/oracle/images/generate-catalog.ts`.
 */
import { writeFileSync } from 'node:fs';
import { sha256Stream } from '../../../src/sim/image/digest.ts';
import { gzipPieces } from '../../../src/sim/image/gzip.ts';
import { layerSource, tarPieces } from '../../../src/sim/image/tar.ts';
import type { LayerDigests, LayerRecipe } from '../../../src/sim/registry/catalog/catalog.ts';

/** The digests of one layer. */
export function layerDigests(recipe: LayerRecipe): LayerDigests {
  const entries = recipe.entries();
  const { diffId, tarSize } = layerSource(entries);
  const blob = sha256Stream();
  let blobSize = 0;
  for (const piece of gzipPieces(tarPieces(entries))) {
    blob.update(piece);
    blobSize += piece.length;
  }
  const digits = (digest: string): string => digest.slice('sha256:'.length);
  return [digits(diffId), tarSize, digits(blob.digest()), blobSize];
}

function write(catalog: string, name: string, layers: readonly LayerRecipe[]): void {
  const rows = layers.map((recipe) => {
    const [diffId, tarSize, blob, blobSize] = layerDigests(recipe);
    return `  '${recipe.name}': ['${diffId}', ${tarSize}, '${blob}', ${blobSize}],\n`;
  });
  const text = `/** Written by test/oracle/images/generate-catalog.ts. */\nimport type { DigestTable } from './catalog.ts';\n\n/** Digests of the layers of the \`${catalog}\` catalog. */\nexport const ${name}: DigestTable = {\n${rows.join('')}};\n`;
  writeFileSync(new URL(`../../../src/sim/registry/catalog/${catalog}.digests.ts`, import.meta.url), text);
}

// The catalogs look up their digests when they are asked for images, so a table that is out of date does no harm here.
const { fixtureLayers } = await import('../../../src/sim/registry/catalog/fixtures.ts');
write('fixtures', 'fixtureDigests', fixtureLayers);
const { hubLayers } = await import('../../../src/sim/registry/catalog/hub.ts');
write('hub', 'hubDigests', hubLayers);
