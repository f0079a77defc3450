import type { FileSystem, Node } from '../../fs/types.ts';
import type { OpenFile } from '../files/open-file.ts';

/** What a link in /proc/PID/fd leads to when the descriptor is no file of a file system (pipe, terminal, socket). */
export class FdNode implements Node {
  readonly fs: FileSystem;
  readonly type: 'char' | 'fifo' | 'socket';
  readonly ino: number;
  readonly file: OpenFile;

  constructor(fs: FileSystem, ino: number, file: OpenFile) {
    this.fs = fs;
    this.ino = ino;
    this.file = file;
    const { type } = file.stat();
    this.type = type === 'char' || type === 'socket' ? type : 'fifo';
  }
}
