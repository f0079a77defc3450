/**
 * Our OverlayFs against the overlayfs of the kernel we run on: the same random system calls on both, layer upon layer.
 * Compared: the result of every call, the merged tree, and the upper folder with its whiteouts, opaque folders and attributes.
 * Needs root, Linux with overlayfs, mount(8) and python3; skipped without. A difference is shrunk and goes to FOUND.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { LowerNode } from '../../src/sim/fs/lower.ts';
import { isWhiteout } from '../../src/sim/fs/marks.ts';
import { type Inode, MemFs } from '../../src/sim/fs/memfs.ts';
import { OverlayFs } from '../../src/sim/fs/overlay.ts';
import { FsError } from '../../src/sim/fs/types.ts';
import { MountNamespace, type OpenMode } from '../../src/sim/fs/vfs.ts';

/** A system call by its name, its path in the mount, and what else it takes. */
type Call = readonly [name: string, path: string, ...rest: (string | number)[]];
type Layers = readonly (readonly Call[])[];

/** What came of one layer: as overlay-kernel.py tells it. */
interface Answer {
  readonly outcomes: readonly string[];
  readonly merged: readonly string[];
  readonly upper: readonly string[];
  readonly xattrs: readonly string[];
}

const CALLS = 100_000;
const RUN = 60;
const MOST_LAYERS = 12;
const MOST_CALLS = 512;
/** Differences that there once were, shrunk. */
const FOUND: readonly Layers[] = [
  // A rename that fails has marked the folder as opaque already.
  [
    [
      ['write', '/a', 'w723'],
      ['append', '/d', 'w460'],
    ],
    [
      ['mkdir', '/c'],
      ['again', '/a'],
    ],
    [['append', '/a/c', 'w347']],
    [
      ['again', '/c'],
      ['again', '/d'],
      ['rename', '/a/c', '/d/a'],
      ['mkdir', '/c/a'],
      ['rename', '/c/a', '/d'],
    ],
  ],
  // Reading a folder takes its mark away that something in it was copied up, when nothing is any more.
  [
    [['mkdir', '/b']],
    [['append', '/a', 'w193']],
    [
      ['mkdir', '/b/a'],
      ['rename', '/a', '/b/a/c'],
      ['again', '/b/a/c'],
    ],
  ],
];

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

// -- what is tried

const name = fc.constantFrom('a', 'b', 'c', 'd');
const deep = fc.tuple(fc.array(name, { minLength: 1, maxLength: 5 }), fc.constantFrom(...Array<string>(24).fill(''), '/', '/.', '/..'));
const at = deep.map(([parts, end]) => `/${parts.join('/')}${end}`);
const number = fc.nat(999);
const word = number.map((n) => `w${n}`);
const attribute = fc.constantFrom('trusted.one', 'trusted.two', 'security.three');
const weighted = (weight: number, arbitrary: fc.Arbitrary<Call>) => ({ weight, arbitrary });
const one = (call: string): fc.Arbitrary<Call> => at.map((p): Call => [call, p]);
const call: fc.Arbitrary<Call> = fc.oneof(
  weighted(6, one('mkdir')),
  weighted(2, one('rmdir')),
  weighted(
    4,
    fc.tuple(at, word).map(([p, w]): Call => ['write', p, w]),
  ),
  weighted(
    2,
    fc.tuple(at, word).map(([p, w]): Call => ['append', p, w]),
  ),
  weighted(
    1,
    fc.tuple(at, word, fc.nat(20)).map(([p, w, n]): Call => ['pwrite', p, w, n]),
  ),
  weighted(1, one('excl')),
  weighted(3, one('unlink')),
  weighted(
    6,
    fc.tuple(at, at).map(([p, q]): Call => ['rename', p, q]),
  ),
  weighted(
    2,
    fc.tuple(at, at).map(([p, q]): Call => ['link', p, q]),
  ),
  weighted(
    2,
    fc.tuple(at, fc.constantFrom('a', 'b', '../c', 'nowhere', 'd/a')).map(([p, q]): Call => ['symlink', p, q]),
  ),
  weighted(
    2,
    fc.tuple(at, fc.constantFrom(0o600, 0o755, 0o1777, 0o4755, 0o500)).map(([p, m]): Call => ['chmod', p, m]),
  ),
  weighted(
    2,
    fc.tuple(at, number).map(([p, n]): Call => ['chown', p, n, 7]),
  ),
  weighted(
    2,
    fc.tuple(at, number).map(([p, n]): Call => ['truncate', p, n]),
  ),
  weighted(
    1,
    fc.tuple(at, number).map(([p, n]): Call => ['utime', p, n]),
  ),
  weighted(
    2,
    fc.tuple(at, attribute, word).map(([p, n, w]): Call => ['setxattr', p, n, w]),
  ),
  weighted(
    1,
    fc.tuple(at, attribute).map(([p, n]): Call => ['removexattr', p, n]),
  ),
  weighted(1, one('listxattr')),
  weighted(1, one('rm -r')),
  weighted(2, one('again')),
  weighted(3, one('look')),
);

// -- ours

const M = '/m';

function outcome(ns: MountNamespace, [name, p, ...rest]: Call): string {
  const ctx = ns.superuser();
  const here = M + p;
  const [first = '', second = ''] = rest;
  const put = (flags: OpenMode, data: string, mode = 0o666, offset: number | 'end' = 0): void => {
    const { node } = ns.open(ctx, here, { write: true, ...flags }, mode & ~0o022);
    node.fs.write(node, offset === 'end' ? node.fs.stat(node).size : offset, bytes(data));
  };
  const removeAll = (target: string): void => {
    if (ns.lstat(ctx, target).type !== 'dir') return ns.unlink(ctx, target);
    for (const child of names(ns, target)) removeAll(`${target}/${child}`);
    ns.rmdir(ctx, target);
  };
  const call: Readonly<Record<string, () => unknown>> = {
    mkdir: () => void ns.mkdir(ctx, here, 0o755),
    rmdir: () => ns.rmdir(ctx, here),
    write: () => put({ create: true, truncate: true }, String(first)),
    append: () => put({ create: true }, String(first), 0o666, 'end'),
    pwrite: () => put({}, String(first), 0, Number(second)),
    excl: () => put({ create: true, exclusive: true }, 'x', 0o640),
    unlink: () => ns.unlink(ctx, here),
    rename: () => ns.rename(ctx, here, M + first),
    link: () => ns.link(ctx, here, M + first),
    symlink: () => void ns.symlink(ctx, String(first), here),
    chmod: () => ns.chmod(ctx, here, Number(first)),
    chown: () => ns.chown(ctx, here, Number(first), Number(second), { noFollow: true }),
    truncate: () => ns.truncate(ctx, here, Number(first)),
    utime: () => ns.utimes(ctx, here, Number(first) * 1000, Number(first) * 1000),
    setxattr: () => ns.setxattr(ctx, here, String(first), bytes(String(second)), { noFollow: true }),
    removexattr: () => ns.removexattr(ctx, here, String(first), { noFollow: true }),
    listxattr: () => ns.listxattr(ctx, here, { noFollow: true }).sort().join(' '),
    'rm -r': () => removeAll(here),
    again() {
      removeAll(here);
      ns.mkdir(ctx, here, 0o755);
    },
    look() {
      const { type, mode, nlink, size, uid, gid } = ns.lstat(ctx, here);
      const list = type === 'dir' ? names(ns, here).join() : '';
      return `${type} ${mode.toString(8)} n${nlink} ${type === 'dir' ? '' : size} u${uid} g${gid} ${list}`;
    },
  };
  try {
    return `ok ${String(call[name]?.() ?? '')}`;
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
}

const names = (ns: MountNamespace, dir: string): string[] =>
  ns
    .readdir(ns.superuser(), dir)
    .map((entry) => entry.name)
    .sort();

function mergedTree(ns: MountNamespace): string[] {
  const ctx = ns.superuser();
  const lines: string[] = [];
  const visit = (prefix: string): void => {
    for (const name of names(ns, `${M}/${prefix}`)) {
      const here = `${M}/${prefix}${name}`;
      const { type, mode, uid, gid } = ns.lstat(ctx, here);
      const more = type === 'file' ? text(ns.readFile(ctx, here)) : type === 'symlink' ? ns.readlink(ctx, here) : '';
      lines.push(`${prefix}${name} ${type} ${mode.toString(8)} u${uid} g${gid} ${more}`);
      if (type === 'dir') visit(`${prefix}${name}/`);
    }
  };
  visit('');
  return lines;
}

function upperTree(root: Inode): string[] {
  const lines: string[] = [];
  const visit = (dir: Inode, prefix: string): void => {
    for (const [name, inode] of [...(dir.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const { type, content, mode, uid, gid, target } = inode;
      const more = content ? text(content.read(0, content.size)) : type === 'char' ? (isWhiteout(inode) ? '0' : '?') : target;
      lines.push(`${prefix}${name} ${type} ${mode.toString(8)} u${uid} g${gid} ${more}`);
      if (type === 'dir') visit(inode, `${prefix}${name}/`);
    }
  };
  visit(root, '');
  return lines;
}

function xattrsOf(root: Inode): string[] {
  const lines: string[] = [];
  const visit = (inode: Inode, here: string): void => {
    const texts = [...(inode.xattrs ?? [])]
      .filter(([name]) => name.startsWith('trusted.'))
      .map(([name, value]) => (name.startsWith('trusted.overlay.') ? name : `${name}=${text(value)}`))
      .sort();
    if (texts.length) lines.push(`${here || '.'} ${texts.join(' ')}`);
    for (const [name, child] of inode.entries ?? []) visit(child, here ? `${here}/${name}` : name);
  };
  visit(root, '');
  return lines.sort();
}

function ours(layers: Layers): Answer[] {
  let now = 1_000_000;
  const clock = { now: () => now };
  const disk = new MemFs({ type: 'ext4', dev: 1, clock });
  // Not mounted at "/": a symlink that climbs out of the mount, and what is written through it, does so on both sides.
  const outside = new MemFs({ type: 'tmpfs', dev: 3, clock });
  outside.mkdir(outside.root, 'm', { mode: 0o755, uid: 0, gid: 0 });
  let chain: LowerNode | null = null;
  return layers.map((calls, n) => {
    const upper = disk.mkdir(disk.root, `u${n}`, { mode: 0o755, uid: 0, gid: 0 });
    const work = disk.mkdir(disk.root, `w${n}`, { mode: 0o700, uid: 0, gid: 0 });
    const ns = new MountNamespace(outside);
    ns.mount(ns.superuser(), new OverlayFs({ dev: 2, lower: chain, upper, work }), M);
    const outcomes = calls.map((one) => {
      now += 1;
      return outcome(ns, one);
    });
    const answer = { outcomes, merged: mergedTree(ns), upper: upperTree(upper), xattrs: n > 0 ? xattrsOf(upper) : [] };
    chain = new LowerNode(upper, n, chain);
    return answer;
  });
}

// -- the kernel's

const here = import.meta.dirname;
const KERNEL = path.join(here, 'overlay-kernel.py');

function kernels(base: string, scenarios: readonly Layers[]): Answer[][] {
  const folder = fs.mkdtempSync(path.join(base, 'run-'));
  const input = scenarios.map((layers) => `${JSON.stringify({ layers })}\n`).join('');
  const out = execFileSync('python3', [KERNEL], { cwd: folder, input, encoding: 'utf8', maxBuffer: 1 << 30 });
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer[]);
}

/** The layers of an answer, each call beside what came of it, so that a difference tells its story. */
const told = (layers: Layers, answers: readonly Answer[]): unknown =>
  answers.map(({ outcomes, ...trees }, n) => ({
    calls: outcomes.map((result, i) => `${layers[n]?.[i]?.join(' ')} -> ${result}`),
    ...trees,
  }));

const differs = (base: string, layers: Layers): boolean => JSON.stringify(ours(layers)) !== JSON.stringify(kernels(base, [layers])[0]);

/** The same difference in as few layers and calls as can be found by leaving out halves, quarters … single ones. */
function shrunk(layers: Layers, still: (smaller: Layers) => boolean): Layers {
  let best = layers;
  const attempt = (smaller: Layers): boolean => {
    if (!still(smaller)) return false;
    best = smaller;
    return true;
  };
  while (best.length > 1 && attempt(best.slice(0, -1)));
  for (let n = best.length - 1; n >= 0; n--) {
    for (let piece = best[n]?.length ?? 0; piece >= 1; piece = piece > 1 ? Math.floor(piece / 2) : 0)
      for (let start = (best[n]?.length ?? 0) - piece; start >= 0; start -= piece)
        attempt(best.map((calls, i) => (i === n ? calls.filter((_, k) => k < start || k >= start + piece) : calls)));
  }
  for (let n = best.length - 1; n >= 0; n--) if (best[n]?.length === 0) attempt(best.filter((_, i) => i !== n));
  return best;
}

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'not Linux';
  if (process.getuid?.() !== 0) return 'not root';
  if (!fs.readFileSync('/proc/filesystems', 'utf8').includes('\toverlay\n')) return 'the kernel has no overlayfs';
  if (spawnSync('python3', ['-c', '']).status !== 0) return 'no python3';
  const { status, stderr } = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { encoding: 'utf8' });
  return status === 0 ? null : `nothing can be mounted here: ${stderr}`;
}
const reason = whyNot();

describe.skipIf(reason !== null)(`the kernel's own overlayfs${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const base = reason === null ? fs.mkdtempSync(path.join(os.tmpdir(), 'overlay-oracle-')) : '';
  if (base) execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', base]);
  afterAll(() => {
    if (!base) return;
    spawnSync('umount', ['--recursive', base]);
    fs.rmdirSync(base);
  });

  it.each(FOUND.map((layers) => [layers] as const))('a difference that there once was: %j', (layers) => {
    expect(told(layers, ours(layers))).toEqual(told(layers, kernels(base, [layers])[0] ?? []));
  });

  it(`${CALLS} random calls`, () => {
    const layers = fc.array(fc.array(call, { minLength: 1, maxLength: MOST_CALLS, size: 'max' }), {
      minLength: 1,
      maxLength: MOST_LAYERS,
      size: 'max',
    });
    const seed = Number(process.env['FC_SEED'] ?? 20101024);
    let calls = 0;
    for (let batch = 0; calls < CALLS; batch++) {
      const scenarios = fc.sample(layers, { numRuns: RUN, seed: seed + batch });
      const want = kernels(base, scenarios);
      for (const [n, scenario] of scenarios.entries()) {
        calls += scenario.reduce((sum, { length }) => sum + length, 0);
        if (JSON.stringify(ours(scenario)) === JSON.stringify(want[n])) continue;
        const small = shrunk(scenario, (smaller) => differs(base, smaller));
        console.log(`for FOUND: ${JSON.stringify(small)}`);
        expect(told(small, ours(small))).toEqual(told(small, kernels(base, [small])[0] ?? []));
      }
    }
    console.log(`${calls} calls, 0 differences`);
  });
});
