/** The paths of swarm mode and of managed plugins: what an engine that has neither answers. */
import { notFound } from '../../errors.ts';
import { noSwarmMode, notInSwarm, notManager } from '../swarm.ts';
import { json } from './message.ts';
import type { Handler, Route } from './routes.ts';

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Adds the routes. */
export function swarmRoutes(on: (method: Route['method'], path: string, handle: Handler) => void): void {
  const refuse =
    (error: () => Error): Handler =>
    () => {
      throw error();
    };
  for (const noun of ['nodes', 'services', 'tasks', 'secrets', 'configs'])
    for (const method of METHODS) {
      on(method, `/${noun}`, refuse(notManager));
      on(method, `/${noun}/:rest{.+}`, refuse(notManager));
    }
  on('GET', '/swarm', refuse(notManager));
  on('GET', '/swarm/unlockkey', refuse(notManager));
  on('POST', '/swarm/update', refuse(notManager));
  on('POST', '/swarm/leave', refuse(notInSwarm));
  for (const verb of ['init', 'join', 'unlock']) on('POST', `/swarm/${verb}`, refuse(noSwarmMode));

  const missing: Handler = (call) => {
    throw notFound(`plugin ${JSON.stringify(call.param('name'))} not found`);
  };
  on('GET', '/plugins', () => json([]));
  on('GET', '/plugins/:name{.+}/json', missing);
  for (const verb of ['enable', 'disable', 'set', 'push', 'upgrade']) on('POST', `/plugins/:name{.+}/${verb}`, missing);
  on('DELETE', '/plugins/:name{.+}', missing);
}
