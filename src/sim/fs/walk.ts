/** Path resolution, as path_resolution(7) has it. */
import { can, permits } from './access.ts';
import type { PathContext } from './access.ts';
import type { Location, Mount } from './mount.ts';
import type { Errno, Node } from './types.ts';

const SLASH = 47;
const DOT = 46;
const MAX_LINKS = 40;

/** What the last component of a path was: a name, ".", ".." or nothing but slashes. */
export type Last = 'name' | 'dot' | 'dotdot' | 'root';

/** Whether a symlink at the end is followed: always, only before a trailing slash (lstat), or not even then (unlink). */
export type Follow = 'always' | 'slash' | 'never';

/** The result of {@link walk}; one object is reused, so that a lookup allocates nothing. */
export class Walk {
  /** Where it led; `node` is null when only the last name is missing. */
  mount: Mount;
  node: Node | null = null;
  /** The folder of the last component and its name there. */
  dirMount: Mount;
  dir: Node;
  name = '';
  last: Last = 'root';
  /** The path ended with a slash. */
  trailing = false;

  constructor(at: Location) {
    this.mount = this.dirMount = at.mount;
    this.dir = at.node;
  }
}

const encoder = new TextEncoder();
const tooLong = (name: string, limit: number): boolean =>
  name.length > limit || (name.length * 3 > limit && encoder.encode(name).length > limit);

/** Resolves `path` into `out`; returns an error code, or null when all but perhaps the last name exist. */
export function walk(ctx: PathContext, path: string, follow: Follow, out: Walk): Errno | null {
  if (path === '') return 'ENOENT';
  if (tooLong(path, 4095)) return 'ENAMETOOLONG';
  const { root, cred } = ctx;
  let text = path;
  let length = text.length;
  let at = 0;
  let links = 0;
  let { mount, node } = text.charCodeAt(0) === SLASH ? root : ctx.cwd;
  out.last = 'root';
  out.dirMount = mount;
  out.dir = node;
  for (;;) {
    while (at < length && text.charCodeAt(at) === SLASH) at++;
    if (at === length) {
      // Only slashes, or slashes after the last component of a symlink's text.
      out.mount = mount;
      out.node = node;
      out.trailing = length > 0 && text.charCodeAt(length - 1) === SLASH;
      return null;
    }
    let end = text.indexOf('/', at);
    if (end < 0) end = length;
    let next = end;
    while (next < length && text.charCodeAt(next) === SLASH) next++;
    const final = next === length;
    if (node.type !== 'dir') return 'ENOTDIR';
    if (!can(cred, 'DAC_OVERRIDE') && !permits(node.fs.stat(node), cred, 1)) return 'EACCES';
    const first = text.charCodeAt(at) === DOT;
    if (final) {
      out.dirMount = mount;
      out.dir = node;
    }
    if (first && end - at === 1) {
      if (final) out.last = 'dot';
    } else if (first && end - at === 2 && text.charCodeAt(at + 1) === DOT) {
      if (final) out.last = 'dotdot';
      if (node !== root.node || mount !== root.mount) {
        while (node === mount.root && mount.parent && mount.mountpoint) {
          node = mount.mountpoint;
          mount = mount.parent;
          if (node === root.node && mount === root.mount) break;
        }
        if ((node !== root.node || mount !== root.mount) && node !== mount.root) node = node.fs.parent(node);
        for (let over = mount.children.get(node); over; over = mount.children.get(node)) {
          mount = over;
          node = over.root;
        }
      }
    } else {
      const name = text.slice(at, end);
      if (end - at > 85 && tooLong(name, 255)) return 'ENAMETOOLONG';
      const fs = node.fs;
      let child = fs.lookup(node, name);
      if (child === null) {
        if (fs.resolved) fs.resolved(node, name, null, final ? '' : text.slice(next));
        if (!final) return 'ENOENT';
        out.last = 'name';
        out.mount = mount;
        out.name = name;
        out.node = null;
        out.trailing = end < length;
        return null;
      }
      if (child.type === 'symlink' && (!final || follow === 'always' || (follow === 'slash' && end < length))) {
        const jump = fs.follow ? fs.follow(child) : null;
        if (jump === null) {
          if (++links > MAX_LINKS) return 'ELOOP';
          const target = fs.readlink(child);
          if (target === '') return 'ENOENT';
          if (target.charCodeAt(0) === SLASH) ({ mount, node } = root);
          text = end < length ? target + text.slice(end) : target;
          length = text.length;
          at = 0;
          continue;
        }
        child = jump;
      }
      if (final) {
        out.last = 'name';
        out.name = name;
        if (fs.resolved) fs.resolved(node, name, child, '');
      }
      node = child;
      if (mount.children.size)
        for (let over = mount.children.get(node); over; over = mount.children.get(node)) {
          mount = over;
          node = over.root;
        }
    }
    if (final) {
      out.mount = mount;
      out.node = node;
      out.trailing = end < length;
      return out.trailing && node.type !== 'dir' && follow !== 'never' ? 'ENOTDIR' : null;
    }
    at = next;
  }
}
