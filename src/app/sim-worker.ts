/** Workers with the machine: `boot.ts` starts the first one ahead of the page, later worlds get one each. */
const start = (): Worker => new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module', name: 'huajuan' });

let first: Worker | null = null;

/** Starts the worker of the first world. */
export function startFirst(): void {
  first = start();
}

/** A worker of its own for each world; the first may have been started already. */
export function simWorker(): Worker {
  const worker = first ?? start();
  first = null;
  return worker;
}
