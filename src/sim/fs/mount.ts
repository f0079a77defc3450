/** Mounts: which file system, or part of one, is seen at which place of the tree. */
import type { FileSystem, Node } from './types.ts';

/** Most mounts have nothing mounted on them. */
const NONE: ReadonlyMap<Node, Mount> = new Map();

/** One mount. `root` is the node of `fs` that shows at the mount point (a file or a folder for a bind mount). */
export class Mount {
  readonly fs: FileSystem;
  readonly root: Node;
  readonly parent: Mount | null;
  /** The node of the parent mount that this one covers; null for the root mount. */
  readonly mountpoint: Node | null;
  /** The mount point's path when it was mounted, from the namespace's root. */
  readonly target: string;
  readonly source: string;
  readonly type: string;
  /** Without the leading "rw" or "ro": "relatime,size=65536k". */
  readonly options: string;
  readonly: boolean;
  #children: Map<Node, Mount> | null = null;

  constructor(fs: FileSystem, root: Node, at: Location | null, target: string, options: MountOptions) {
    this.fs = fs;
    this.root = root;
    this.parent = at?.mount ?? null;
    this.mountpoint = at?.node ?? null;
    this.target = target;
    this.source = options.source ?? 'none';
    this.type = options.type ?? fs.type;
    this.options = options.options ?? 'relatime';
    this.readonly = options.readonly ?? false;
    if (at) (at.mount.#children ??= new Map()).set(at.node, this);
  }

  /** What is mounted on nodes of this mount. */
  get children(): ReadonlyMap<Node, Mount> {
    return this.#children ?? NONE;
  }

  /** Takes away what is mounted on a node. */
  uncover(node: Node): void {
    this.#children?.delete(node);
  }
}

/** What /proc/mounts tells about a mount, and whether it takes writes. */
export interface MountOptions {
  /** Default "none". */
  source?: string;
  /** Default: the file system's type. */
  type?: string;
  /** Default "relatime". */
  options?: string;
  readonly?: boolean;
}

/** Whether nothing on a mount can be run: its option noexec. */
export const noExec = ({ options }: Mount): boolean => options.split(',').includes('noexec');

/** A place in a mount namespace: a node as reached through a mount. */
export interface Location {
  readonly mount: Mount;
  readonly node: Node;
}

/** The topmost mount's root at a place that may be covered by mounts. */
export function descend(at: Location): Location {
  let { mount, node } = at;
  for (let next = mount.children.get(node); next; next = mount.children.get(node)) {
    mount = next;
    node = next.root;
  }
  return mount === at.mount ? at : { mount, node };
}
