/** Icons as paths in a box of 16 x 16: what colour says is also said by shape. */
import type { SceneRow } from '../model/scene.ts';

/** A padlock: read-only. */
export const LOCK =
  'M4 7V5a4 4 0 0 1 8 0v2h.5A1.5 1.5 0 0 1 14 8.5v5A1.5 1.5 0 0 1 12.5 15h-9A1.5 1.5 0 0 1 2 13.5v-5A1.5 1.5 0 0 1 3.5 7H4Zm1.7 0h4.6V5a2.3 2.3 0 0 0-4.6 0v2Z';
/** A pen: writable. */
export const PEN = 'M11.3 1.6a1.8 1.8 0 0 1 2.5 0l.6.6a1.8 1.8 0 0 1 0 2.5L5.5 13.6 1.5 14.5l.9-4 8.9-8.9Z';
const EYE =
  'M8 3c3.4 0 6 2.3 7.2 5-1.2 2.7-3.8 5-7.2 5S2 10.7.8 8C2 5.3 4.6 3 8 3Zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6Zm0 1.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z';
const STACK = 'M8 1 15 4.5 8 8 1 4.5 8 1Zm-7 7 2-1 5 2.5L13 7l2 1-7 3.5L1 8Zm0 3.5 2-1 5 2.5 5-2.5 2 1L8 15l-7-3.5Z';
/** A processor: the kernel. */
export const CHIP = 'M5 1h1.5v2h3V1H11v2h2v2h2v1.5h-2v3h2V11h-2v2h-2v2H9.5v-2h-3v2H5v-2H3v-2H1V9.5h2v-3H1V5h2V3h2V1Zm.5 4.5v5h5v-5h-5Z';

/** The icon of a row. */
export const ROW_ICONS: Readonly<Record<SceneRow['kind'], string>> = {
  merged: EYE,
  'read-write': PEN,
  'read-only': LOCK,
  folded: STACK,
  ground: CHIP,
};
