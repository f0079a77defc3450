import { type Actor, createActor } from 'xstate';
import { BOOT_PLAN } from './boot-log.ts';
import { hostBootMachine } from './host-boot.machine.ts';

/** A host that is up since its kernel began at `bootedAt`. */
export function bootedHost(bootedAt: number): Actor<typeof hostBootMachine> {
  const actor = createActor(hostBootMachine);
  actor.start();
  for (const [, ms, event] of BOOT_PLAN) actor.send({ ...event, at: bootedAt + ms });
  return actor;
}
