/** `docker run --rm busybox true`: the simulator's real time beside the real engine's, in one run. */
import { beside } from './beside.ts';
import type { Figure } from './figures.ts';

const COMMAND = 'docker run --rm busybox true';

/** Medians in milliseconds, and how many times faster the simulator is. */
export const dockerRun = (): Promise<Figure[]> =>
  beside({ name: COMMAND, command: COMMAND, setUp: ['docker pull -q busybox'], tearDown: [], least: 100 });
