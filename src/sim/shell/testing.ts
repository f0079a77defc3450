import { gnuPrograms, programs } from '../bin/index.ts';
import { VirtualClock } from '../clock.ts';
import { MemFs } from '../fs/memfs.ts';
import { elfFile } from '../kernel/elf.ts';
import { Kernel } from '../kernel/kernel.ts';
import { encode, decode, epoch, put } from '../kernel/testing.ts';
import type { Program } from '../kernel/types.ts';
import { Random } from '../random.ts';
import { bash } from './bash.ts';
import { exitStatus } from './jobs.ts';

declare function setImmediate(callback: () => void): void;

/** How a run came out. */
export interface Outcome {
  stdout: string;
  stderr: string;
  code: number | string;
}

/** A machine with both shells and the programs of BIN. */
export function shellWorld() {
  const clock = new VirtualClock(epoch, () => new Promise<void>((resolve) => setImmediate(resolve)));
  const rootfs = new MemFs({ type: 'ext4', dev: 1, clock });
  for (const { name, path } of gnuPrograms) put(rootfs, path, elfFile(name).read(0, 256), 0o755);
  put(rootfs, '/bin/bash', elfFile('bash').read(0, 256), 0o755);
  put(rootfs, '/bin/busybox', elfFile('busybox').read(0, 256), 0o755);
  put(rootfs, '/bin/sh', elfFile('busybox').read(0, 256), 0o755);
  put(rootfs, '/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n');
  put(rootfs, '/root/.profile', '');
  put(rootfs, '/tmp/sh/x', '');
  const sh = rootfs.lookup(rootfs.lookup(rootfs.root, 'tmp') ?? rootfs.root, 'sh');
  if (sh) rootfs.unlink(sh, 'x');
  put(rootfs, '/dev/null', '');
  const table = new Map<string, Program | { readonly load: () => Promise<Program> }>(programs);
  table.set('bash', bash);
  const kernel = new Kernel({ clock, random: new Random(1), rootfs, programs: table, hostname: 'host', memoryBytes: 2 * 2 ** 30 });
  return {
    clock,
    kernel,
    rootfs,
    /** A shell on a terminal: what each piece of typing brings to the screen. */
    async type(
      shell: 'bash' | 'sh',
      keys: readonly string[],
      resize?: { cols: number; rows: number },
    ): Promise<{ screens: string[]; code: number | string | null }> {
      const terminal = kernel.terminal({ cols: 80, rows: 24 });
      let screen = '';
      let code: number | string | null = null;
      terminal.onOutput((bytes) => {
        screen += decode(bytes);
      });
      const child = terminal.spawn({
        path: shell === 'bash' ? '/bin/bash' : '/bin/sh',
        argv: [shell],
        env: { PATH: '/usr/bin:/bin', HOME: '/root', TERM: 'xterm', PS1: '$ ' },
        cwd: '/',
      });
      void child.exited.then((status) => {
        code = status.kind === 'exited' ? status.code : status.signal;
      });
      const screens: string[] = [];
      for (const key of ['', ...keys]) {
        if (key === 'RESIZE' && resize) terminal.resize(resize);
        else terminal.write(encode(key));
        await clock.run(clock.now() + 500);
        screens.push(screen);
        screen = '';
      }
      return { screens, code };
    },
    /** Runs a script with `-c`, input from `stdin`, in /tmp/sh. */
    async run(shell: 'bash' | 'sh', args: readonly string[], stdin = '', ms = 1e6): Promise<Outcome> {
      let stdout = '';
      let stderr = '';
      let code: number | string | null = null;
      const started = kernel.start({
        path: shell === 'bash' ? '/bin/bash' : '/bin/sh',
        argv: [shell, ...args],
        env: { PATH: '/usr/bin:/bin', HOME: '/root', TERM: 'dumb' },
        cwd: '/tmp/sh',
        stdin: encode(stdin),
        onStdout: (bytes) => {
          stdout += decode(bytes);
        },
        onStderr: (bytes) => {
          stderr += decode(bytes);
        },
      });
      void started.exited.then((status) => {
        code = exitStatus(status);
      });
      await clock.run(clock.now() + ms, () => code !== null);
      return { stdout, stderr, code: code ?? 'still running' };
    },
  };
}
