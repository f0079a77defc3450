/** What the entries of this room have in common on their command lines. */
import type { CatalogName } from '../sim/journal.ts';

/** The command line is wrong; the process ends with 2. */
export class UsageError extends Error {}

/** Reads `--catalog`; throws UsageError. */
export function catalogOf(text: string): CatalogName {
  if (text === 'fixtures' || text === 'hub') return text;
  throw new UsageError(`no catalog named ${text}: fixtures or hub`);
}

/** Reads `--seed`; throws UsageError. */
export function seedOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--seed takes a number, not ${text}`);
}

/** Reads `--bandwidth`: bytes a second, or null for "unlimited"; throws UsageError. */
export function bandwidthOf(text: string): number | null {
  if (text === 'unlimited') return null;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--bandwidth takes bytes a second or "unlimited", not ${text}`);
}
