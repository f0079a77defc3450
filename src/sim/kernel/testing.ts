import { VirtualClock } from '../clock.ts';
import { MemFs } from '../fs/memfs.ts';
import { Random } from '../random.ts';
import { elfFile } from './elf.ts';
import { Kernel } from './kernel.ts';
import type { Program, ProgramTable } from './types.ts';

declare function setImmediate(callback: () => void): void;

export const epoch = Date.UTC(2024, 2, 1, 8, 0, 0);
export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Puts a file with these bytes into a file system, folders and all. */
export function put(fs: MemFs, path: string, data: string | Uint8Array, mode = 0o644): void {
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop() ?? '';
  let dir = fs.root;
  for (const part of parts) dir = fs.lookup(dir, part) ?? fs.mkdir(dir, part, { mode: 0o755, uid: 0, gid: 0 });
  const node = fs.create(dir, name, { mode, uid: 0, gid: 0 });
  fs.write(node, 0, typeof data === 'string' ? encode(data) : data);
}

/** A root file system with one program file in /bin for each program. */
export function rootWith(clock: VirtualClock, names: readonly string[], dev = 1): MemFs {
  const fs = new MemFs({ type: 'ext4', dev, clock });
  for (const name of names) put(fs, `/bin/${name}`, elfFile(name).read(0, 256), 0o755);
  put(fs, '/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n');
  put(fs, '/etc/group', 'root:x:0:\nadm:x:4:nobody\nnogroup:x:65534:\n');
  return fs;
}

export interface World {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  readonly rootfs: MemFs;
  /** Runs `main` as a host program to its end (or for `ms` of virtual time); what it wrote and how it ended. */
  run(
    main: Program,
    options?: { stdin?: string; ms?: number; args?: readonly string[] },
  ): Promise<{ out: string; err: string; code: number | string }>;
}

/** A small machine: the given programs in /bin, and the program under test as /bin/main. */
export function makeWorld(programs: Readonly<Record<string, Program>> = {}): World {
  const clock = new VirtualClock(epoch, () => new Promise<void>((resolve) => setImmediate(resolve)));
  const table = new Map<string, Program>(Object.entries(programs)) as Map<string, Program> & ProgramTable;
  const rootfs = rootWith(clock, ['main', ...Object.keys(programs)]);
  const kernel = new Kernel({ clock, random: new Random(1), rootfs, programs: table, hostname: 'host', memoryBytes: 2 * 2 ** 30 });
  return {
    clock,
    kernel,
    rootfs,
    run: async (main, { stdin = '', ms = 1e9, args = [] } = {}) => {
      table.set('main', main);
      let out = '';
      let err = '';
      let code: number | string | null = null;
      const started = kernel.start({
        path: '/bin/main',
        argv: ['main', ...args],
        env: {},
        cwd: '/',
        stdin: encode(stdin),
        onStdout: (bytes) => {
          out += decode(bytes);
        },
        onStderr: (bytes) => {
          err += decode(bytes);
        },
      });
      void started.exited.then((status) => {
        code = status.kind === 'exited' ? status.code : status.signal;
      });
      await clock.run(clock.now() + ms, () => code !== null);
      return { out, err, code: code ?? 'still running' };
    },
  };
}
