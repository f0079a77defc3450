/** Swarm mode, which is not simulated: this engine is one that has never joined a swarm. */
import { type EngineError, notImplemented, unavailable } from '../errors.ts';

/** What only a manager of a swarm could answer. */
export const notManager = (): EngineError =>
  unavailable(
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  );

/** What needs to be part of a swarm. */
export const notInSwarm = (): EngineError => unavailable('This node is not part of a swarm');

/** Making or joining a swarm. */
export const noSwarmMode = (): EngineError => notImplemented('swarm mode is not simulated');
