import { FsError } from '../../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { isOrphaned, signalGroup } from '../lifecycle.ts';
import type { Pid } from '../pid.ts';
import type { Process, Session } from '../process.ts';
import type { Signal, Termios, WinSize } from '../types.ts';
import { WaitQueue } from '../wait-queue.ts';
import { LineEditor, saneTermios } from './line-discipline.ts';

const NL = 10;
const CR = 13;
const TAB = 9;

/**
 * A pseudoterminal: the slave is what programs open as /dev/pts/N, the master is whoever shows it (the page's terminal,
 * dockerd for a container). Output is handed to the master as it is written.
 */
export class Tty {
  readonly kernel: Kernel;
  readonly index: number;
  session: Session | null = null;
  foreground: Pid<Process> | null = null;
  size: WinSize;
  readonly readable = new WaitQueue();
  readonly #output: (bytes: Uint8Array) => void;
  #termios: Termios = { ...saneTermios };
  readonly #editor: LineEditor;
  /** Input that can be read; in canonical mode one piece a line, an empty piece is an end of file. */
  #input: Uint8Array[] = [];
  #hungUp = false;
  #lineColumn = 0;
  /** Open descriptors of the slave. */
  #opens = 0;
  /** Called when the last program has closed the slave. */
  onClosed: () => void = () => {};

  constructor(kernel: Kernel, index: number, size: WinSize, output: (bytes: Uint8Array) => void) {
    this.kernel = kernel;
    this.index = index;
    this.size = size;
    this.#output = output;
    const tty = this;
    this.#editor = new LineEditor({
      get termios() {
        return tty.#termios;
      },
      get column() {
        return tty.#lineColumn;
      },
      echo: (bytes) => this.#show(Uint8Array.from(bytes)),
      deliver: (bytes) => {
        this.#lineColumn = 0;
        this.#input.push(bytes);
        this.readable.wake();
      },
      signal: (signal) => {
        this.#input = [];
        this.#signalForeground(signal);
      },
    });
  }

  /** As ps shows it. */
  get name(): string {
    return `pts/${this.index}`;
  }

  get hungUp(): boolean {
    return this.#hungUp;
  }

  get termios(): Termios {
    return this.#termios;
  }

  set termios(next: Termios) {
    const was = this.#termios;
    this.#termios = { ...next };
    if (was.canonical && !next.canonical) this.#editor.flush();
  }

  /** Keys from the master. */
  input(data: Uint8Array): void {
    if (!this.#hungUp) this.#editor.input(data);
  }

  /** To the master's screen. */
  output(data: Uint8Array): void {
    this.#show(data);
    // What a program prints moves the place where typing begins.
    if (this.#editor.line.length === 0) this.#lineColumn = columnAfter(data, this.#lineColumn);
  }

  #show(data: Uint8Array): void {
    if (this.#hungUp) return;
    this.#output(this.#termios.nlToCrNl && data.includes(NL) ? withReturns(data) : data.slice());
  }

  resize(size: WinSize): void {
    if (size.cols === this.size.cols && size.rows === this.size.rows) return;
    this.size = { ...size };
    this.#signalForeground('WINCH');
  }

  /** The master goes away: programs read an end of file, the session leader gets a HUP. */
  hangUp(): void {
    if (this.#hungUp) return;
    this.#hungUp = true;
    const leader = this.session ? this.kernel.pids.processes.get(this.session.id.host) : undefined;
    leader?.signal('HUP');
    leader?.signal('CONT');
    this.readable.wake();
  }

  /** Up to `max` bytes for a reading program, null when it must wait. A background group is stopped with TTIN. */
  read(max: number, by: Process): Uint8Array | null {
    if (this.#hungUp) return new Uint8Array(0);
    if (by.state.session === this.session && by.state.group !== this.foreground) {
      const ignores = by.actions.get('TTIN') === 'ignore';
      if (ignores || isOrphaned(by.state.group, this.kernel)) throw new FsError('EIO', 'read', `/dev/${this.name}`);
      signalGroup(this.kernel, by.state.group, 'TTIN');
      return null;
    }
    const first = this.#input[0];
    if (!first) return null;
    if (first.length > max) {
      this.#input[0] = first.subarray(max);
      return first.slice(0, max);
    }
    this.#input.shift();
    return first;
  }

  /** Whether a background process may change the terminal: it gets TTOU and EINTR otherwise. */
  checkChange(by: Process, syscall: string): void {
    const { session, group } = by.state;
    if (session !== this.session || group === this.foreground || by.actions.get('TTOU') === 'ignore') return;
    if (isOrphaned(group, this.kernel)) throw new FsError('EIO', syscall, `/dev/${this.name}`);
    signalGroup(this.kernel, group, 'TTOU');
    throw new FsError('EINTR', syscall, `/dev/${this.name}`);
  }

  opened(): void {
    this.#opens++;
  }

  slaveClosed(): void {
    if (--this.#opens === 0) this.onClosed();
  }

  /** The unread input and the unfinished line, for the state digest. */
  pendingInput(): { input: readonly Uint8Array[]; line: readonly number[] } {
    return { input: this.#input, line: this.#editor.line };
  }

  #signalForeground(signal: Signal): void {
    if (this.foreground) signalGroup(this.kernel, this.foreground, signal);
  }
}

function withReturns(data: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (const byte of data) {
    if (byte === NL) out.push(CR);
    out.push(byte);
  }
  return Uint8Array.from(out);
}

function columnAfter(data: Uint8Array, column: number): number {
  let at = column;
  for (const byte of data.subarray(Math.max(data.lastIndexOf(NL), data.lastIndexOf(CR), 0))) {
    if (byte === NL || byte === CR) at = 0;
    else if (byte === TAB) at += 8 - (at & 7);
    else if (byte >= 32 && (byte & 0xc0) !== 0x80) at++;
  }
  return at;
}
