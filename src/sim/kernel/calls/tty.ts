import { FsError } from '../../fs/types.ts';
import type { EditorRequest } from '../files/editor-file.ts';
import { TtyFile } from '../files/tty-file.ts';
import { groupMembers } from '../lifecycle.ts';
import type { Tty } from '../tty/tty.ts';
import type { Termios, WinSize } from '../types.ts';
import { ProcessCalls } from './process.ts';

/** Terminals (termios(3), tty_ioctl(4)). */
export class TtyCalls extends ProcessCalls {
  isatty(fd: number): boolean {
    return this.fds.has(fd) && this.fds.get(fd, 'isatty') instanceof TtyFile;
  }

  ttyname(fd: number): string {
    return `/dev/${this.ttyOf(fd, 'ttyname').name}`;
  }

  tcgetattr(fd: number): Termios {
    return { ...this.ttyOf(fd, 'tcgetattr').termios };
  }

  tcsetattr(fd: number, termios: Termios): void {
    const tty = this.ttyOf(fd, 'tcsetattr');
    tty.checkChange(this.process, 'tcsetattr');
    tty.termios = termios;
  }

  winsize(fd: number): WinSize {
    return { ...this.ttyOf(fd, 'winsize').size };
  }

  tcgetpgrp(fd: number): number {
    return this.controlling(fd, 'tcgetpgrp').foreground?.in(this.process.pid.namespace) ?? 0;
  }

  tcsetpgrp(fd: number, pgid: number): void {
    const { process, kernel } = this;
    const tty = this.controlling(fd, 'tcsetpgrp');
    tty.checkChange(process, 'tcsetpgrp');
    const group = kernel.groupOf(pgid, process.pid.namespace);
    const [member] = group ? groupMembers(kernel, group) : [];
    if (!group || member?.state.session !== this.state.session) throw new FsError('EPERM', 'tcsetpgrp', String(pgid));
    tty.foreground = group;
  }

  lineEntered(text: string): void {
    const { kernel } = this;
    kernel.onLine(text, kernel.clock.now());
  }

  openEditor(request: Omit<EditorRequest, 'container'>): number {
    const { kernel, state } = this;
    if (kernel.editors.panes === 0) throw new FsError('ENXIO', 'open', request.program);
    const container = state.uts === kernel.uts ? null : state.uts.hostname;
    return this.fds.install(kernel.editors.open({ ...request, container }, () => kernel.clock.now()));
  }

  private ttyOf(fd: number, syscall: string): Tty {
    const file = this.fds.get(fd, syscall);
    if (!(file instanceof TtyFile)) throw new FsError('ENOTTY', syscall, String(fd));
    return file.tty;
  }

  private controlling(fd: number, syscall: string): Tty {
    const tty = this.ttyOf(fd, syscall);
    if (tty.session !== this.state.session) throw new FsError('ENOTTY', syscall, String(fd));
    return tty;
  }
}
