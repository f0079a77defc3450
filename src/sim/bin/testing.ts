import { VirtualClock } from '../clock.ts';
import { MemFs } from '../fs/memfs.ts';
import type { Node } from '../fs/types.ts';
import { elfFile } from '../kernel/elf.ts';
import { Kernel } from '../kernel/kernel.ts';
import { Random } from '../random.ts';
import { busyboxApplets, programs } from './index.ts';

declare function setImmediate(callback: () => void): void;

/** What the recorder's scratch machine holds, and when its files are from. */
const OLD = 1577934245000;
/** The moment the simulated machine stands at. */
const NOW = Date.UTC(2026, 10, 24, 4, 0, 0);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (data: Uint8Array): string => Array.from(data, (byte) => String.fromCharCode(byte)).join('');

/** A machine with both flavours (busybox in /bb, GNU in /bin) and the recorder's files in /w. */
export class Machine {
  readonly clock = new VirtualClock(NOW, () => new Promise<void>((resolve) => setImmediate(resolve)));
  readonly fs = new MemFs({ type: 'ext4', dev: 1, clock: this.clock });
  readonly kernel: Kernel;

  constructor(files: Readonly<Record<string, string>>) {
    for (const name of programs.keys()) {
      if (name.startsWith('gnu:')) this.put(`/bin/${name.slice(4)}`, elfFile(name).read(0, 256), 0o755);
      else if (!programs.has(`gnu:${name}`)) this.put(`/bin/${name}`, elfFile(name).read(0, 256), 0o755);
    }
    for (const name of busyboxApplets) this.put(`/bb/${name}`, elfFile('busybox').read(0, 256), 0o755);
    this.put('/bin/sh', elfFile('busybox').read(0, 256), 0o755);
    this.put(
      '/etc/passwd',
      'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\nbob:x:1000:100:Bob:/home/bob:/bin/sh\n',
    );
    this.put('/etc/group', 'root:x:0:\nusers:x:100:\nadm:x:4:bob\nnogroup:x:65534:\n');
    this.put('/etc/hosts', '127.0.0.1\tlocalhost\n');
    this.dir('/root');
    this.dir('/tmp');
    const dev = this.dir('/dev');
    if (!this.fs.lookup(dev, 'null')) {
      this.fs.mknod(dev, 'null', 'char', [1, 3], { mode: 0o666, uid: 0, gid: 0 });
      this.fs.mknod(dev, 'zero', 'char', [1, 5], { mode: 0o666, uid: 0, gid: 0 });
    }
    const w = this.dir('/w');
    for (const [name, text] of Object.entries(files)) this.put(`/w/${name}`, text, name.endsWith('.sh') ? 0o755 : 0o644);
    this.fs.symlink(w, 'link', 'a.txt', { mode: 0o777, uid: 0, gid: 0 });
    this.fs.symlink(w, 'dangling', 'nowhere', { mode: 0o777, uid: 0, gid: 0 });
    this.dir('/w/void');
    this.#age(w);
    this.kernel = new Kernel({
      clock: this.clock,
      random: new Random(7),
      rootfs: this.fs,
      programs,
      hostname: 'box',
      memoryBytes: 4 << 28,
    });
  }

  dir(path: string): Node {
    let dir = this.fs.root;
    for (const part of path.split('/').filter(Boolean))
      dir = this.fs.lookup(dir, part) ?? this.fs.mkdir(dir, part, { mode: 0o755, uid: 0, gid: 0 });
    return dir;
  }

  put(path: string, data: string | Uint8Array, mode = 0o644): void {
    const at = path.lastIndexOf('/');
    const node = this.fs.create(this.dir(path.slice(0, at)), path.slice(at + 1), { mode, uid: 0, gid: 0 });
    this.fs.write(node, 0, typeof data === 'string' ? bytes(data) : data);
  }

  #age(dir: Node): void {
    for (const { name } of this.fs.readdir(dir)) {
      const node = this.fs.lookup(dir, name);
      if (!node) continue;
      if (node.type === 'dir') this.#age(node);
      this.fs.setattr(node, { atime: OLD, mtime: OLD });
    }
    this.fs.setattr(dir, { atime: OLD, mtime: OLD });
  }

  /** The tree below /w as the recorder describes it. */
  snapshot(): Record<string, readonly unknown[]> {
    const out: Record<string, readonly unknown[]> = {};
    const walk = (dir: Node, prefix: string): void => {
      for (const { name } of this.fs.readdir(dir)) {
        const node = this.fs.lookup(dir, name);
        if (!node) continue;
        const stat = this.fs.stat(node);
        const kind = node.type === 'symlink' ? 'link' : node.type === 'dir' || node.type === 'file' ? node.type : 'other';
        const data = kind === 'link' ? this.fs.readlink(node) : kind === 'file' ? latin1(this.fs.read(node, 0, stat.size)) : '';
        out[prefix + name] = [
          kind,
          kind === 'link' ? '' : stat.mode.toString(8),
          data,
          stat.uid,
          stat.gid,
          kind === 'file' && Math.floor(stat.mtime / 1000) === OLD / 1000,
        ];
        if (node.type === 'dir') walk(node, `${prefix}${name}/`);
      }
    };
    walk(this.dir('/w'), '');
    return out;
  }

  /** Runs one program to its end, or for `ms` of virtual time. */
  async run(
    flavour: 'g' | 'b',
    argv: readonly string[],
    stdin: Uint8Array = new Uint8Array(0),
    ms = 60000,
  ): Promise<{ stdout: string; stderr: string; code: number }> {
    let stdout = '';
    let stderr = '';
    let code: number | null = null;
    const name = argv[0] ?? '';
    const started = this.kernel.start({
      path: flavour === 'b' ? '/bin/busybox' : `/bin/${name}`,
      argv,
      env: { PATH: flavour === 'b' ? '/bb' : '/bin', HOME: '/root', LANG: 'C.UTF-8', PWD: '/w', TERM: 'xterm' },
      cwd: '/w',
      stdin,
      onStdout: (data) => {
        stdout += latin1(data);
      },
      onStderr: (data) => {
        stderr += latin1(data);
      },
    });
    void started.exited.then((status) => {
      code = typeof status === 'number' ? status : status.kind === 'exited' ? status.code : -1;
    });
    await this.clock.run(this.clock.now() + ms, () => code !== null);
    return { stdout, stderr, code: code ?? -99 };
  }
}
