/** The recorded sessions of both folders, and how far a run of one is the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSession, type Session } from '../../src/headless/session.ts';
import type { Recorded, Step } from './compare.ts';

/** A session with what the real engine printed. */
export interface Golden {
  /** As in "lifecycle" or "more/logs-2". */
  readonly name: string;
  readonly golden: Recorded;
  readonly session: Session;
}

const FOLDERS = [
  ['golden', 'sessions', ''],
  ['golden-more', 'sessions-more', 'more/'],
] as const;

/** All sessions that have a golden. */
export function goldenSessions(): Golden[] {
  return FOLDERS.flatMap(([goldens, sessions, prefix]) =>
    readdirSync(join(import.meta.dirname, goldens)).map((file) => {
      const name = file.replace(/\.json$/, '');
      return {
        name: `${prefix}${name}`,
        golden: JSON.parse(readFileSync(join(import.meta.dirname, goldens, file), 'utf8')) as Recorded,
        session: parseSession(readFileSync(join(import.meta.dirname, sessions, `${name}.session`), 'utf8')),
      };
    }),
  );
}

/** How many steps came out the same. */
export const sameSteps = (want: readonly Step[], got: readonly Step[]): number =>
  want.filter((step, n) => JSON.stringify(step) === JSON.stringify(got[n])).length;
