/**
 * Our OverlayFs against the overlayfs of the kernel we run on: the same random system calls on both, layer upon layer.
 * Compared: the error of every call, what stat and readdir say, the merged tree, and the upper folder with its whiteouts
 * and opaque folders. Needs root, Linux with overlayfs, mount(8) and python3 (for extended attributes); skipped without.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LowerNode } from '../../src/sim/fs/lower.ts';
import { isWhiteout } from '../../src/sim/fs/marks.ts';
import { type Inode, MemFs } from '../../src/sim/fs/memfs.ts';
import { OverlayFs } from '../../src/sim/fs/overlay.ts';
import { FsError } from '../../src/sim/fs/types.ts';
import { MountNamespace } from '../../src/sim/fs/vfs.ts';
import { Random } from '../../src/sim/random.ts';

const reason = whyNot();
const SCENARIOS = 20;
const LAYERS = 6;
const CALLS_PER_LAYER = 60;

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'not Linux';
  if (process.getuid?.() !== 0) return 'not root';
  if (!fs.readFileSync('/proc/filesystems', 'utf8').includes('\toverlay\n')) return 'the kernel has no overlayfs';
  if (spawnSync('python3', ['-c', '']).status !== 0) return 'no python3';
  const probe = fs.mkdtempSync(path.join(os.tmpdir(), 'overlay-probe-'));
  try {
    mountOverlay(probe, [mkdirs(probe, 'l')], mkdirs(probe, 'u'), mkdirs(probe, 'w'), mkdirs(probe, 'm'));
    execFileSync('umount', [path.join(probe, 'm')]);
    return null;
  } catch (error) {
    return `overlay cannot be mounted here: ${String(error)}`;
  } finally {
    fs.rmSync(probe, { recursive: true, force: true });
  }
}

function mkdirs(base: string, name: string): string {
  const dir = path.join(base, name);
  fs.mkdirSync(dir, { recursive: true });
  return dir;
}

function mountOverlay(base: string, lowers: string[], upper: string, work: string, merged: string): void {
  const options = `lowerdir=${lowers.join(':')},upperdir=${upper},workdir=${work},redirect_dir=off,index=off,metacopy=off,xino=off`;
  execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', options, merged], { cwd: base, stdio: 'pipe' });
}

/** A system call in both spellings; what it returns is compared too. */
interface Call {
  readonly text: string;
  readonly real: (root: string) => unknown;
  readonly ours: (ns: MountNamespace) => unknown;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

function statText(stat: { mode: number; nlink: number; size: number; uid: number }, type: string): string {
  return `${type} ${(stat.mode & 0o7777).toString(8)} n${stat.nlink} ${type === 'dir' ? '' : stat.size} u${stat.uid}`;
}

function realType(stat: fs.Stats): string {
  if (stat.isDirectory()) return 'dir';
  if (stat.isSymbolicLink()) return 'symlink';
  return stat.isFile() ? 'file' : stat.isCharacterDevice() ? 'char' : 'fifo';
}

function randomCall(random: Random): Call {
  const pick = <T>(list: readonly T[]): T => {
    const item = list[random.int(list.length)];
    if (item === undefined) throw new Error('empty list');
    return item;
  };
  const somePath = (): string => {
    const parts = Array.from({ length: 1 + random.int(3) }, () => pick(['a', 'b', 'c', 'd']));
    return `/${parts.join('/')}${random.int(25) === 0 ? pick(['/', '/.', '/..']) : ''}`;
  };
  const p = somePath();
  const q = somePath();
  const n = random.int(1000);
  const call = (
    name: string,
    real: Call['real'],
    ours: (ns: MountNamespace, ctx: ReturnType<MountNamespace['superuser']>) => unknown,
  ): Call => ({
    text: name,
    real,
    ours: (ns) => ours(ns, ns.superuser()),
  });
  const m = '/m';
  switch (random.int(19)) {
    case 0:
    case 1:
    case 2:
      return call(
        `mkdir ${p}`,
        (r) => fs.mkdirSync(r + p),
        (ns, ctx) => void ns.mkdir(ctx, m + p),
      );
    case 3:
      return call(
        `rmdir ${p}`,
        (r) => fs.rmdirSync(r + p),
        (ns, ctx) => ns.rmdir(ctx, m + p),
      );
    case 4:
    case 5:
      return call(
        `write ${p} ${n}`,
        (r) => fs.writeFileSync(r + p, `w${n}`),
        (ns, ctx) => ns.writeFile(ctx, m + p, bytes(`w${n}`)),
      );
    case 6:
      return call(
        `append ${p}`,
        (r) => fs.appendFileSync(r + p, `+${n}`),
        (ns, ctx) => ns.writeFile(ctx, m + p, bytes(`+${n}`), { append: true }),
      );
    case 7:
      return call(
        `excl ${p}`,
        (r) => fs.writeFileSync(r + p, 'x', { flag: 'wx', mode: 0o640 }),
        (ns, ctx) => {
          const { node } = ns.open(ctx, m + p, { write: true, create: true, exclusive: true }, 0o640);
          node.fs.write(node, 0, bytes('x'));
        },
      );
    case 8:
    case 9:
      return call(
        `unlink ${p}`,
        (r) => fs.unlinkSync(r + p),
        (ns, ctx) => ns.unlink(ctx, m + p),
      );
    case 10:
    case 11:
    case 12:
      return call(
        `rename ${p} ${q}`,
        (r) => fs.renameSync(r + p, r + q),
        (ns, ctx) => ns.rename(ctx, m + p, m + q),
      );
    case 13:
      return call(
        `link ${p} ${q}`,
        (r) => fs.linkSync(r + p, r + q),
        (ns, ctx) => ns.link(ctx, m + p, m + q),
      );
    case 14: {
      const target = pick(['a', 'b', '../c', 'nowhere', 'd/a']);
      return call(
        `symlink ${target} ${p}`,
        (r) => fs.symlinkSync(target, r + p),
        (ns, ctx) => void ns.symlink(ctx, target, m + p),
      );
    }
    case 15: {
      const mode = pick([0o600, 0o755, 0o1777, 0o4755, 0o500]);
      return call(
        `chmod ${mode.toString(8)} ${p}`,
        (r) => fs.chmodSync(r + p, mode),
        (ns, ctx) => ns.chmod(ctx, m + p, mode),
      );
    }
    case 16:
      return call(
        `chown ${p}`,
        (r) => fs.lchownSync(r + p, n, 7),
        (ns, ctx) => ns.chown(ctx, m + p, n, 7, { noFollow: true }),
      );
    case 17:
      return call(
        `truncate ${p}`,
        (r) => fs.truncateSync(r + p, n),
        (ns, ctx) => ns.truncate(ctx, m + p, n),
      );
    default:
      return call(
        `look ${p}`,
        (r) => {
          const stat = fs.lstatSync(r + p);
          const names = stat.isDirectory()
            ? fs
                .readdirSync(r + p)
                .sort()
                .join()
            : '';
          return `${statText(stat, realType(stat))} ${names}`;
        },
        (ns, ctx) => {
          const stat = ns.lstat(ctx, m + p);
          const names =
            stat.type === 'dir'
              ? ns
                  .readdir(ctx, m + p)
                  .map(({ name }) => name)
                  .sort()
                  .join()
              : '';
          return `${statText(stat, stat.type)} ${names}`;
        },
      );
  }
}

function outcome(run: () => unknown): string {
  try {
    return `ok ${String(run() ?? '')}`;
  } catch (error) {
    if (error instanceof FsError) return error.code;
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

function realTree(root: string): string[] {
  const lines: string[] = [];
  const visit = (dir: string, prefix: string): void => {
    for (const name of fs.readdirSync(dir).sort()) {
      const at = path.join(dir, name);
      const stat = fs.lstatSync(at);
      const type = realType(stat);
      const more =
        type === 'file' ? fs.readFileSync(at, 'utf8') : type === 'symlink' ? fs.readlinkSync(at) : type === 'char' ? `${stat.rdev}` : '';
      lines.push(`${prefix}${name} ${type} ${(stat.mode & 0o7777).toString(8)} u${stat.uid} ${more}`);
      if (type === 'dir') visit(at, `${prefix}${name}/`);
    }
  };
  visit(root, '');
  return lines;
}

function mergedTree(ns: MountNamespace): string[] {
  const ctx = ns.superuser();
  const lines: string[] = [];
  const visit = (prefix: string): void => {
    for (const name of ns
      .readdir(ctx, `/m/${prefix}`)
      .map((entry) => entry.name)
      .sort()) {
      const at = `/m/${prefix}${name}`;
      const stat = ns.lstat(ctx, at);
      const more = stat.type === 'file' ? text(ns.readFile(ctx, at)) : stat.type === 'symlink' ? ns.readlink(ctx, at) : '';
      lines.push(`${prefix}${name} ${stat.type} ${stat.mode.toString(8)} u${stat.uid} ${more}`);
      if (stat.type === 'dir') visit(`${prefix}${name}/`);
    }
  };
  visit('');
  return lines;
}

function upperTree(root: Inode): string[] {
  const lines: string[] = [];
  const visit = (dir: Inode, prefix: string): void => {
    for (const [name, inode] of [...(dir.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const more = inode.content
        ? text(inode.content.read(0, inode.content.size))
        : inode.type === 'char'
          ? isWhiteout(inode)
            ? '0'
            : '?'
          : inode.target;
      lines.push(`${prefix}${name} ${inode.type} ${inode.mode.toString(8)} u${inode.uid} ${more}`);
      if (inode.type === 'dir') visit(inode, `${prefix}${name}/`);
    }
  };
  visit(root, '');
  return lines;
}

const XATTRS = `
import os, sys, json
def xattrs(root):
    lines = []
    for top, dirs, files in os.walk(root):
        for name in dirs + files + (['.'] if top == root else []):
            p = os.path.join(top, name)
            found = sorted(n[16:] for n in os.listxattr(p, follow_symlinks=False) if n.startswith('trusted.overlay.') and n[16:] != 'uuid')
            if found: lines.append(os.path.normpath(os.path.relpath(p, root)) + ' ' + ' '.join(found))
    return sorted(lines)
print(json.dumps([xattrs(root) for root in sys.argv[1:]]))
`;

function realXattrs(roots: string[]): unknown {
  return JSON.parse(execFileSync('python3', ['-c', XATTRS, ...roots], { encoding: 'utf8' }));
}

function ourXattrs(root: Inode): string[] {
  const lines: string[] = [];
  const visit = (inode: Inode, at: string): void => {
    const names = [...(inode.xattrs?.keys() ?? [])]
      .filter((name) => name.startsWith('trusted.overlay.'))
      .map((name) => name.slice(16))
      .sort();
    if (names.length) lines.push(`${at || '.'} ${names.join(' ')}`);
    for (const [name, child] of inode.entries ?? []) visit(child, at ? `${at}/${name}` : name);
  };
  visit(root, '');
  return lines.sort();
}

describe.skipIf(reason !== null)(`the kernel's own overlayfs${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const base = reason === null ? fs.mkdtempSync(path.join(os.tmpdir(), 'overlay-oracle-')) : '';
  // In memory, because unmounting an overlay syncs the disk under it.
  if (base) execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', base]);
  const mounted = new Set<string>();
  afterAll(() => {
    for (const merged of mounted) spawnSync('umount', [merged]);
    if (!base) return;
    spawnSync('umount', [base]);
    fs.rmdirSync(base);
  });

  it.each(Array.from({ length: SCENARIOS }, (_, seed) => seed))(
    'scenario %i',
    (seed) => {
      const random = new Random(seed + 1);
      const home = mkdirs(base, `s${seed}`);
      let now = 1_000_000;
      const disk = new MemFs({ type: 'ext4', dev: 1, clock: { now: () => now } });
      // Not mounted at "/": a symlink that climbs out of the mount, and what is written through it, does so on both sides.
      const outside = new MemFs({ type: 'tmpfs', dev: 3, clock: { now: () => now } });
      outside.mkdir(outside.root, 'm', { mode: 0o755, uid: 0, gid: 0 });
      const lowers: string[] = [];
      const uppers: [Inode, string][] = [];
      let chain: LowerNode | null = null;
      for (let layer = 0; layer < LAYERS; layer++) {
        const upper = mkdirs(home, `u${layer}`);
        const ourUpper = disk.mkdir(disk.root, `u${layer}`, { mode: 0o755, uid: 0, gid: 0 });
        const ourWork = disk.mkdir(disk.root, `w${layer}`, { mode: 0o700, uid: 0, gid: 0 });
        const merged = lowers.length ? mkdirs(home, `m${layer}`) : upper;
        if (lowers.length) {
          mountOverlay(home, lowers, upper, mkdirs(home, `w${layer}`), merged);
          mounted.add(merged);
        }
        const ns = new MountNamespace(outside);
        ns.mount(ns.superuser(), new OverlayFs({ dev: 2, lower: chain, upper: ourUpper, work: ourWork }), '/m');
        const log: string[] = [];
        for (let i = 0; i < CALLS_PER_LAYER; i++) {
          now += 1;
          const call = randomCall(random);
          const real = outcome(() => call.real(merged));
          const ours = outcome(() => call.ours(ns));
          log.push(`${call.text} -> ${real}`);
          if (real !== ours) expect(`${log.join('\n')}\nours: ${ours}`).toBe(`${log.join('\n')}\nours: ${real}`);
        }
        const where = `layer ${layer}\n${log.join('\n')}`;
        expect(mergedTree(ns), where).toEqual(realTree(merged));
        if (lowers.length) {
          execFileSync('umount', [merged]);
          mounted.delete(merged);
        }
        expect(upperTree(ourUpper), where).toEqual(realTree(upper));
        if (lowers.length) uppers.push([ourUpper, upper]);
        lowers.unshift(upper);
        chain = new LowerNode(ourUpper, layer, chain);
      }
      expect(uppers.map(([inode]) => ourXattrs(inode))).toEqual(realXattrs(uppers.map(([, dir]) => dir)));
    },
    60_000,
  );
});
