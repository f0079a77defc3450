import { FsError, type Node } from '../../fs/types.ts';
import { FdNode } from '../proc/fd-node.ts';
import type { Process } from '../process.ts';
import { Devpts } from '../tty/devpts.ts';
import type { Tty } from '../tty/tty.ts';
import type { OpenFlags } from '../types.ts';
import { MemoryDevice, memoryDevices } from './devices.ts';
import { FifoEnd } from './fifo.ts';
import type { OpenFile } from './open-file.ts';
import { RegularFile } from './regular.ts';
import { TtyFile } from './tty-file.ts';

/** open(2): the path in the process's view, then whatever stands behind the node. Not yet in any descriptor table. */
export function openFile(process: Process, path: string, flags: OpenFlags, mode?: number): OpenFile {
  const { state, kernel } = process;
  kernel.current = process;
  const opened = state.mounts.open(state, path, flags, mode);
  const { node } = opened;
  if (node instanceof FdNode) return node.file;
  switch (node.type) {
    case 'file':
    case 'dir':
      return new RegularFile(node, flags, state.mounts.pathOfFile(opened, state.root));
    case 'fifo':
      return new FifoEnd(kernel.fifo(node), flags, path, () => node.fs.stat(node));
    case 'char':
      return openDevice(process, node, flags, path);
    default:
      throw new FsError('ENXIO', 'open', path);
  }
}

function openDevice(process: Process, node: Node, flags: OpenFlags, path: string): OpenFile {
  const { kernel } = process;
  const stat = (): ReturnType<typeof node.fs.stat> => node.fs.stat(node);
  const [major, minor] = stat().rdev;
  const memory = major === 1 ? memoryDevices.get(minor) : undefined;
  if (memory) return new MemoryDevice(memory, kernel.random, flags, path, stat);
  if (major === 5 && minor === 0) {
    const { tty } = process.state.session;
    if (tty) return new TtyFile(tty, flags);
  }
  if (major === 5 && minor === 1) return new MemoryDevice('null', kernel.random, flags, path, stat);
  const tty = node.fs instanceof Devpts ? node.fs.ttys.get(minor) : undefined;
  if (!tty) throw new FsError('ENXIO', 'open', path);
  takeControl(process, tty);
  return new TtyFile(tty, flags);
}

/** A session leader without a terminal gets the first free one it opens. */
function takeControl(process: Process, tty: Tty): void {
  const { session, group } = process.state;
  if (session.id !== process.pid || session.tty || tty.session) return;
  session.tty = tty;
  tty.session = session;
  tty.foreground = group;
}
