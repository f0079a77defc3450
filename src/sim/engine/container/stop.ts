import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, notModified, systemError } from '../../errors.ts';
import { isSignalNumber, parseSignal } from '../signals.ts';
import type { Signal } from '../../kernel/types.ts';
import type { Container } from './container.ts';
import { emit } from './exit.ts';
import { stopHealthChecks, watchHealth } from './health.ts';
import { start } from './start.ts';

const DEFAULT_TIMEOUT = 10;
const KILL = 9;

/** Sends a signal to the first process; what is frozen thaws so that it can take it. */
function signal(daemon: Daemon, container: Container, number: number, name: Signal | null): void {
  const frozen = container.phase === 'paused';
  emit(daemon, container, 'kill', { signal: String(number) });
  if (name) container.task?.kill(name);
  const { StopSignal } = container.config;
  const ends = !StopSignal || number === KILL || parseSignal(StopSignal).number === number;
  if (!ends) return;
  container.send({ type: 'CANCEL' });
  if (!frozen) return;
  container.task?.resume();
  if (container.send({ type: 'UNPAUSE' })) emit(daemon, container, 'unpause');
}

/** Kills a running container and waits for its end. */
export async function kill(daemon: Daemon, container: Container): Promise<void> {
  if (container.phase === 'restarting') {
    container.restartTimer?.cancel();
    container.send({ type: 'CANCEL' });
    container.notify('stopped');
    return;
  }
  const ended = container.wait('not-running');
  signal(daemon, container, KILL, 'KILL');
  await ended;
}

function wrapping<T>(wrap: (error: EngineError) => EngineError, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof EngineError ? wrap(error) : error;
  }
}

/** POST /containers/{id}/kill */
export async function ContainerKill(daemon: Daemon, id: string, text: string): Promise<void> {
  const { number, signal: name } = text ? parseSignal(text) : { number: KILL, signal: 'KILL' as const };
  const wrap = (error: EngineError): EngineError => new EngineError(error.kind, `Cannot kill container: ${id}: ${error.message}`);
  const container = wrapping(wrap, () => daemon.containers.get(id));
  if (!isSignalNumber(number)) {
    const unsigned = BigInt.asUintN(64, BigInt(number));
    throw wrap(systemError(`The linux daemon does not support signal ${unsigned}`));
  }
  if (!container.running) throw wrap(conflict(`Container ${container.id} is not running`));
  if (number === KILL) await kill(daemon, container);
  else signal(daemon, container, number, name);
}

/** Ends a running container: its stop signal, and KILL when `seconds` (below 0: for ever) have not been enough. */
async function stop(daemon: Daemon, container: Container, seconds: number | null): Promise<void> {
  const timeout = seconds ?? container.config.StopTimeout ?? DEFAULT_TIMEOUT;
  if (container.phase === 'restarting') await kill(daemon, container);
  else {
    const ended = container.wait('not-running');
    const first = parseSignal(container.config.StopSignal || 'TERM');
    const frozen = container.phase === 'paused';
    container.task && emit(daemon, container, 'kill', { signal: String(first.number) });
    if (first.signal) container.task?.kill(first.signal);
    if (frozen) {
      container.task?.resume();
      container.send({ type: 'UNPAUSE' });
      emit(daemon, container, 'unpause');
    }
    container.send({ type: 'STOP' });
    if (timeout === 0) signal(daemon, container, KILL, 'KILL');
    const timer = timeout > 0 ? daemon.clock.after(timeout * 1000, () => signal(daemon, container, KILL, 'KILL')) : null;
    await ended;
    timer?.cancel();
  }
  emit(daemon, container, 'stop');
}

/** POST /containers/{id}/stop */
export async function ContainerStop(daemon: Daemon, id: string, seconds: number | null): Promise<void> {
  const container = daemon.containers.get(id);
  if (!container.running) throw notModified();
  await stop(daemon, container, seconds);
}

/** POST /containers/{id}/restart */
export async function ContainerRestart(daemon: Daemon, id: string, seconds: number | null): Promise<void> {
  const container = daemon.containers.get(id);
  container.beingRestarted = true;
  try {
    if (container.running) await stop(daemon, container, seconds);
    wrapping(
      (error) => systemError(`Cannot restart container ${id}: ${error.message}`),
      () => start(daemon, container),
    );
  } finally {
    container.beingRestarted = false;
  }
  emit(daemon, container, 'restart');
}

/** POST /containers/{id}/pause */
export function ContainerPause(daemon: Daemon, id: string): void {
  const container = daemon.containers.get(id);
  const { phase } = container;
  if (!container.running) throw conflict(`Container ${container.id} is not running`);
  if (phase === 'paused') throw conflict(`Container ${container.id} is already paused`);
  if (!container.send({ type: 'PAUSE' })) throw conflict(`Container ${container.id} is restarting, wait until the container is running`);
  container.task?.pause();
  stopHealthChecks(container);
  emit(daemon, container, 'pause');
}

/** POST /containers/{id}/unpause */
export function ContainerUnpause(daemon: Daemon, id: string): void {
  const container = daemon.containers.get(id);
  if (!container.send({ type: 'UNPAUSE' })) throw systemError(`Container ${container.id} is not paused`);
  container.task?.resume();
  watchHealth(daemon, container);
  emit(daemon, container, 'unpause');
}
