import { call } from '../../src/api/request.ts';
import { readAll } from '../../src/api/bytes.ts';
import type { EngineTransport } from '../../src/api/wire.ts';
import { newWorld } from '../../src/headless/world.ts';
import type { World } from '../../src/sim/world.ts';
import type { Subject } from './container-paths.ts';

/** So much virtual time passes at once while an answer is waited for. */
const STEP_MS = 10;

/** The wire of a world for somebody outside of it: while he waits for an answer, the world's time goes on. */
function waitingWire(world: World): EngineTransport {
  const answered = async <T>(answer: Promise<T>): Promise<T> => {
    let over = false;
    const settled = (): void => {
      over = true;
    };
    answer.then(settled, settled);
    await world.run(world.clock.now(), () => over);
    while (!over) await world.run(world.clock.now() + STEP_MS, () => over);
    return answer;
  };
  const { transport } = world;
  return {
    fetch: (request) =>
      answered(
        transport.fetch(request).then(async (response) => {
          // Whole before it is handed on: nobody would let time go on while it is read.
          return { ...response, body: await readAll(response.body) };
        }),
      ),
    connect: (request) => answered(transport.connect(request)),
  };
}

/** A simulated engine, and its virtual time. */
export interface SimulatedSubject extends Subject {
  readonly world: World;
}

/** A fresh simulated engine with busybox. */
export async function simulatedSubject(): Promise<SimulatedSubject> {
  const world = await newWorld({ catalog: 'fixtures', seed: 1 });
  const wire = waitingWire(world);
  await call(wire, 'POST', '/images/create', { query: { fromImage: 'busybox', tag: 'latest' } });
  return { wire, world, sleep: (ms) => world.run(world.clock.now() + ms) };
}
