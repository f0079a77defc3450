import type { ContainerTopResponse } from '../../../api/types.ts';
import { PsError, psTable } from '../../bin/pstable.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, systemError } from '../../errors.ts';
import { emit } from './exit.ts';

/** GET /containers/{id}/top: what the host's ps says of the container's processes. */
export function ContainerTop(daemon: Daemon, id: string, args: string): ContainerTopResponse {
  const container = daemon.containers.get(id);
  if (container.phase === 'restarting') throw conflict(`Container ${container.id} is restarting, wait until the container is running`);
  if (!container.task) throw conflict(`Container ${container.id} is not running`);
  const [users, groups] = [namesIn(daemon, '/etc/passwd'), namesIn(daemon, '/etc/group')];
  const named =
    (names: ReadonlyMap<number, string>) =>
    (number: number): string =>
      names.get(number) ?? String(number);
  const view = {
    now: daemon.clock.now(),
    memoryTotal: daemon.parts.info.memory,
    user: named(users),
    group: named(groups),
    self: null,
    foreground: -1,
    // Above them is the shim.
    depth: 1,
  };
  const processes = [...container.task.processes()].sort((a, b) => a.pid - b.pid);
  const words = (args || '-ef').split(/\s+/).filter((word) => word !== '');
  try {
    const { titles, rows } = psTable(processes, words, view);
    if (!titles.includes('PID')) throw systemError("Couldn't find PID field in ps output");
    emit(daemon, container, 'top');
    return { Processes: rows, Titles: titles };
  } catch (error) {
    throw error instanceof PsError ? systemError(`ps: error: ${error.message}`) : error;
  }
}

function namesIn(daemon: Daemon, path: string): Map<number, string> {
  const data = daemon.host.read(path);
  const lines = data ? new TextDecoder().decode(data).split('\n') : [];
  return new Map(lines.map((line) => line.split(':')).map(([name = '', , number]) => [Number(number), name]));
}
