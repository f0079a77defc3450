/**
 * The worker with the machine. `main.ts` imports this before all else, so that its code is fetched and runs while the page's own
 * modules are still starting: it is what one waits for longest.
 */
const start = (): Worker => new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module', name: 'huajuan' });

// Where there are no workers (tests of components) there is no first one either.
let first: Worker | null = typeof Worker === 'undefined' ? null : start();

/** A worker of its own for each world; the first has been started already. */
export function simWorker(): Worker {
  const worker = first ?? start();
  first = null;
  return worker;
}
