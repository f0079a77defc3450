import type { Duplex } from '../../../api/wire.ts';
import { attachStreams, parseDetachKeys } from '../attachment.ts';
import type { Daemon } from '../daemon.ts';
import { conflict } from '../../errors.ts';
import { emit } from './exit.ts';
import { formatEntry } from './log.ts';

export interface ContainerAttachOptions {
  readonly stream: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly logs: boolean;
  readonly detachKeys: string;
}

/** POST /containers/{id}/attach */
export function ContainerAttach(daemon: Daemon, id: string, options: ContainerAttachOptions): Duplex {
  const detachKeys = parseDetachKeys(options.detachKeys, 'attach');
  const container = daemon.containers.get(id);
  if (container.phase === 'paused') throw conflict(`container ${id} is paused, unpause the container before attach`);
  if (container.phase === 'restarting') throw conflict(`container ${id} is restarting, wait until the container is running`);
  const { Tty: tty, OpenStdin, StdinOnce } = container.config;
  const wanted = ({ stream }: { stream: 1 | 2 }): boolean => (stream === 1 ? options.stdout : options.stderr);
  const before = options.logs
    ? container.log.entries.filter(wanted).map((entry) => formatEntry(entry, { tty, timestamps: false, details: '' }))
    : [];
  emit(daemon, container, 'attach');
  return attachStreams(
    {
      io: container.io,
      tty,
      stdin: options.stream && options.stdin && OpenStdin,
      stdout: options.stream && options.stdout,
      stderr: options.stream && options.stderr,
      detachKeys,
      closesStdin: StdinOnce,
      onDetach: () => emit(daemon, container, 'detach'),
    },
    before,
  );
}
