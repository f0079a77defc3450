/** Random calls on MemFs and on OverlayFs of 1 to 12 layers against a naive union: flat maps of paths, searched layer by layer. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { LowerNode } from './lower.ts';
import { isOpaque, isWhiteout } from './marks.ts';
import { type Inode, MemFs } from './memfs.ts';
import { OverlayFs } from './overlay.ts';
import { FsError } from './types.ts';
import { MountNamespace } from './vfs.ts';

interface Entry {
  type: 'dir' | 'file' | 'whiteout';
  mode: number;
  text: string;
  opaque: boolean;
}

class ModelError extends Error {}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const refuse = (code: string): never => {
  throw new ModelError(code);
};

/** Layers as flat maps, the read-write one first. The root is "". */
class NaiveUnion {
  readonly upper = new Map<string, Entry>([['', { type: 'dir', mode: 0o755, text: '', opaque: false }]]);
  readonly #layers: Map<string, Entry>[];

  constructor(lowers: readonly Map<string, Entry>[]) {
    this.#layers = [this.upper, ...lowers];
  }

  /** What a path shows: one file, or the folders merged into one. */
  stack(path: string, layers = this.#layers): { layer: Map<string, Entry>; entry: Entry }[] {
    const candidates =
      path === '' ? layers : this.stack(parentOf(path), layers).flatMap(({ layer, entry }) => (entry.type === 'dir' ? [layer] : []));
    const found: { layer: Map<string, Entry>; entry: Entry }[] = [];
    for (const layer of candidates) {
      const entry = layer.get(path);
      if (!entry) continue;
      if (entry.type !== 'dir') return entry.type === 'file' && !found.length ? [{ layer, entry }] : found;
      found.push({ layer, entry });
      if (entry.opaque) break;
    }
    return found;
  }

  top(path: string): Entry | null {
    return this.stack(path)[0]?.entry ?? null;
  }

  names(path: string): string[] {
    const names = new Set<string>();
    for (const { layer } of this.stack(path))
      for (const key of layer.keys()) if (key && parentOf(key) === path) names.add(key.slice(path.length + 1));
    return [...names].filter((name) => this.top(`${path}/${name}`)).sort();
  }

  walkTo(path: string): void {
    const parts = path.split('/').slice(1, -1);
    for (let i = 1; i <= parts.length; i++) {
      const entry = this.top(`/${parts.slice(0, i).join('/')}`) ?? refuse('ENOENT');
      if (entry.type !== 'dir') refuse('ENOTDIR');
    }
  }

  hiddenBelow(path: string): boolean {
    const below = this.stack(parentOf(path))
      .map(({ layer }) => layer)
      .filter((layer) => layer !== this.upper);
    for (const layer of below) {
      const entry = layer.get(path);
      if (entry) return entry.type !== 'whiteout';
    }
    return false;
  }

  copyUp(path: string): Entry {
    if (path !== '') this.copyUp(parentOf(path));
    const entry = this.top(path) ?? refuse('ENOENT');
    if (this.upper.has(path)) return entry;
    const copy = { ...entry, opaque: false };
    this.upper.set(path, copy);
    return copy;
  }

  make(path: string, entry: Entry): void {
    this.copyUp(parentOf(path));
    this.upper.set(path, { ...entry, opaque: entry.type === 'dir' && this.upper.has(path) });
  }

  remove(path: string): void {
    const hidden = this.hiddenBelow(path);
    this.copyUp(parentOf(path));
    for (const key of [...this.upper.keys()]) if (key === path || key.startsWith(`${path}/`)) this.upper.delete(key);
    if (hidden) this.upper.set(path, { type: 'whiteout', mode: 0, text: '', opaque: false });
  }

  run({ kind, path, to, text, mode }: Step): string {
    this.walkTo(path);
    if (kind === 'rename') this.walkTo(to);
    const entry = this.top(path);
    if (kind === 'mkdir') {
      if (entry) refuse('EEXIST');
      this.make(path, { type: 'dir', mode: 0o755, text: '', opaque: false });
    } else if (kind === 'write') {
      if (entry?.type === 'dir') refuse('EISDIR');
      if (entry) this.copyUp(path).text = text;
      else this.make(path, { type: 'file', mode: 0o644, text, opaque: false });
    } else if (!entry) refuse('ENOENT');
    else if (kind === 'unlink') {
      if (entry.type === 'dir') refuse('EISDIR');
      this.remove(path);
    } else if (kind === 'rmdir') {
      if (entry.type !== 'dir') refuse('ENOTDIR');
      if (this.names(path).length) refuse('ENOTEMPTY');
      this.remove(path);
    } else if (kind === 'chmod') this.copyUp(path).mode = mode;
    else if (kind === 'rename') this.#rename(path, to, entry);
    else return `${entry.type} ${entry.mode} ${entry.text} ${entry.type === 'dir' ? this.names(path).join() : ''}`;
    return '';
  }

  #rename(path: string, to: string, entry: Entry): void {
    const victim = this.top(to);
    if (to.startsWith(`${path}/`)) refuse('EINVAL');
    if (victim?.type === 'dir' && path.startsWith(`${to}/`)) refuse('ENOTEMPTY');
    if (path === to) return;
    if (victim && victim.type !== entry.type) refuse(entry.type === 'dir' ? 'ENOTDIR' : 'EISDIR');
    if (entry.type === 'dir') {
      const stack = this.stack(path);
      if (stack.length !== 1 || stack[0]?.layer !== this.upper) refuse('EXDEV');
      if (this.names(to).length) refuse('ENOTEMPTY');
    }
    this.copyUp(path);
    this.copyUp(parentOf(to));
    const hidden = this.hiddenBelow(path);
    const moved = [...this.upper].filter(([key]) => key === path || key.startsWith(`${path}/`));
    for (const key of [...this.upper.keys()])
      if ([path, to].some((gone) => key === gone || key.startsWith(`${gone}/`))) this.upper.delete(key);
    for (const [key, value] of moved) this.upper.set(to + key.slice(path.length), value);
    const landed = this.upper.get(to);
    if (landed?.type === 'dir' && this.stack(parentOf(to)).length > 1) landed.opaque = true;
    if (hidden) this.upper.set(path, { type: 'whiteout', mode: 0, text: '', opaque: false });
  }

  tree(path = ''): string[] {
    return this.names(path).flatMap((name) => {
      const at = `${path}/${name}`;
      return [
        `${at} ${this.run({ kind: 'look', path: at, to: '', text: '', mode: 0 })}`,
        ...(this.top(at)?.type === 'dir' ? this.tree(at) : []),
      ];
    });
  }

  upperTree(): string[] {
    return [...this.upper].map(([path, { type, mode, text, opaque }]) => `${path} ${type} ${mode} ${text} ${opaque}`).sort();
  }
}

interface Step {
  kind: 'mkdir' | 'write' | 'unlink' | 'rmdir' | 'chmod' | 'rename' | 'look';
  path: string;
  to: string;
  text: string;
  mode: number;
}

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('mkdir', 'mkdir', 'mkdir', 'write', 'write', 'unlink', 'rmdir', 'chmod', 'rename', 'rename', 'look'),
  path,
  to: path,
  text: fc.constantFrom('x', 'yy', ''),
  mode: fc.constantFrom(0o600, 0o755, 0o711),
});
const steps = fc.array(step, { minLength: 100, maxLength: 100 });

function runOurs(ns: MountNamespace, { kind, path, to, text, mode }: Step): string {
  const ctx = ns.superuser();
  if (kind === 'mkdir') ns.mkdir(ctx, path);
  else if (kind === 'write') ns.writeFile(ctx, path, new TextEncoder().encode(text));
  else if (kind === 'unlink') ns.unlink(ctx, path);
  else if (kind === 'rmdir') ns.rmdir(ctx, path);
  else if (kind === 'chmod') ns.chmod(ctx, path, mode);
  else if (kind === 'rename') ns.rename(ctx, path, to);
  else {
    const stat = ns.lstat(ctx, path);
    const names =
      stat.type === 'dir'
        ? ns
            .readdir(ctx, path)
            .map(({ name }) => name)
            .sort()
            .join()
        : '';
    return `${stat.type} ${stat.mode} ${stat.type === 'file' ? new TextDecoder().decode(ns.readFile(ctx, path)) : ''} ${names}`;
  }
  return '';
}

function ourTree(ns: MountNamespace, path = ''): string[] {
  const ctx = ns.superuser();
  return ns
    .readdir(ctx, path || '/')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, type }) => {
      const at = `${path}/${name}`;
      return [`${at} ${runOurs(ns, { kind: 'look', path: at, to: '', text: '', mode: 0 })}`, ...(type === 'dir' ? ourTree(ns, at) : [])];
    });
}

function ourUpper(dir: Inode, path = ''): string[] {
  const type = isWhiteout(dir) ? 'whiteout' : dir.type;
  const text = dir.content ? new TextDecoder().decode(dir.content.read(0, dir.content.size)) : '';
  const line = `${path} ${type} ${dir.mode} ${text} ${isOpaque(dir)}`;
  return [line, ...[...(dir.entries ?? [])].flatMap(([name, child]) => ourUpper(child, `${path}/${name}`))].sort();
}

function outcome(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    if (error instanceof ModelError) return error.message;
    throw error;
  }
}

describe('random calls', () => {
  let count = 0;
  const compare = (ns: MountNamespace, model: NaiveUnion, calls: readonly Step[]): void => {
    for (const call of calls) {
      count++;
      expect(
        outcome(() => runOurs(ns, call)),
        JSON.stringify(call),
      ).toBe(outcome(() => model.run(call)));
    }
    expect(ourTree(ns)).toEqual(model.tree());
  };
  afterAll(() => expect(count).toBeGreaterThanOrEqual(7000));

  it('MemFs does as a map of paths', () => {
    fc.assert(
      fc.property(steps, (calls) => {
        const fs = new MemFs({ type: 'tmpfs', dev: 1, clock: { now: () => 0 } });
        const model = new NaiveUnion([]);
        compare(new MountNamespace(fs), model, calls);
        expect(ourUpper(fs.root)).toEqual(model.upperTree());
      }),
      { numRuns: 25 },
    );
  });

  it('OverlayFs does as a search through the layers', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 12 }), (calls, layers) => {
        const disk = new MemFs({ type: 'ext4', dev: 1, clock: { now: () => 0 } });
        const lowers: Map<string, Entry>[] = [];
        let chain: LowerNode | null = null;
        const each = Math.ceil(calls.length / layers);
        for (let layer = 0; layer < layers; layer++) {
          const upper = disk.mkdir(disk.root, `l${layer}`, { mode: 0o755, uid: 0, gid: 0 });
          const model = new NaiveUnion(lowers);
          compare(new MountNamespace(new OverlayFs({ dev: 2, lower: chain, upper })), model, calls.slice(layer * each, (layer + 1) * each));
          expect(ourUpper(upper)).toEqual(model.upperTree());
          lowers.unshift(model.upper);
          chain = new LowerNode(upper, layer, chain);
        }
      }),
      { numRuns: 60 },
    );
  });
});
