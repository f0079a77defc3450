/** The tree of files: folders of the host and of containers, fetched when they are opened and again while they are looked at. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { readAll } from '../../api/bytes.ts';
import type { LayerNode, LayerStack, MergedNode } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';

/** So often what is open is asked for again. */
const AGAIN_MS = 1500;
/** Containers that the tree lists at most. */
const CONTAINERS = 60;

/** Where a tree of files begins. */
export interface Root {
  /** "" for the host, else the container's id. */
  readonly id: string;
  readonly name: string;
  readonly running: boolean;
}

/** The layer that an entry of a container comes from: its number from the bottom, or the read-write one. */
export type Origin = { readonly kind: 'read-only'; readonly layer: number } | { readonly kind: 'read-write' };

export interface Entry {
  readonly name: string;
  readonly type: LayerNode['type'];
  readonly size: number;
  readonly linkname: string;
  readonly origin: Origin | null;
}

/** A row of the tree as it is shown. */
export interface Row {
  readonly key: string;
  readonly root: Root;
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly type: Entry['type'];
  readonly open: boolean;
  readonly linkname: string;
  readonly origin: Origin | null;
  /** Place among its like, from 1, and how many they are. */
  readonly at: number;
  readonly of: number;
}

export class FileTreeModel {
  roots: readonly Root[] = $state.raw([{ id: '', name: '', running: true }]);
  readonly open = new SvelteSet<string>();
  readonly #folders = new SvelteMap<string, readonly Entry[]>();
  readonly #wire: () => EngineTransport;

  constructor(wire: () => EngineTransport) {
    this.#wire = wire;
  }

  /** All rows that can be seen, top first. */
  get rows(): readonly Row[] {
    return this.roots.flatMap((root, n) =>
      this.#rowsOf(root, '', { name: root.name, type: 'dir', size: 0, linkname: '', origin: null }, 1, n + 1, this.roots.length),
    );
  }

  async toggle(row: Row, open = !row.open): Promise<void> {
    if (!open) this.open.delete(row.key);
    else if (row.type === 'dir') {
      await this.#fetch(row.root, row.path).catch(() => {});
      this.open.add(row.key);
    }
  }

  /** The bytes of a file. */
  async read(root: Root, path: string): Promise<Uint8Array> {
    const query = new URLSearchParams({ path, ...(root.id === '' ? {} : { container: root.id }) });
    return this.#get(`/_huajuan/content?${query}`);
  }

  /** Keeps what is open up to date; returns how to stop. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const again = async (): Promise<void> => {
      if (!document.hidden) await this.refresh().catch(() => {});
      if (!over) timer = setTimeout(() => void again(), AGAIN_MS);
    };
    void again();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }

  async refresh(): Promise<void> {
    const list = JSON.parse(decode(await this.#get('/v1.41/containers/json?all=1'))) as { Id: string; Names: string[]; State: string }[];
    const roots = [
      { id: '', name: '', running: true },
      ...list
        .slice(0, CONTAINERS)
        .map(({ Id, Names, State }) => ({ id: Id, name: (Names[0] ?? Id.slice(0, 12)).replace(/^\//, ''), running: State === 'running' })),
    ];
    if (JSON.stringify(roots) !== JSON.stringify(this.roots)) this.roots = roots;
    const folders = this.rows.filter(({ open }) => open);
    await Promise.all(folders.map(({ root, path, key }) => this.#fetch(root, path).catch(() => this.open.delete(key))));
  }

  #rowsOf(root: Root, path: string, entry: Entry, level: number, at: number, of: number): Row[] {
    const key = `${root.id}:${path}`;
    const open = this.open.has(key);
    const { name, type, linkname, origin } = entry;
    const row: Row = { key, root, path: path || '/', name, level, type, open, linkname, origin, at, of };
    const inside = open ? (this.#folders.get(key) ?? []) : [];
    return [row, ...inside.flatMap((child, n) => this.#rowsOf(root, `${path}/${child.name}`, child, level + 1, n + 1, inside.length))];
  }

  async #fetch(root: Root, path: string): Promise<void> {
    const key = `${root.id}:${path === '/' ? '' : path}`;
    const entries = root.id === '' ? await this.#host(path) : await this.#container(root.id, path);
    entries.sort((a, b) => Number(b.type === 'dir') - Number(a.type === 'dir') || (a.name < b.name ? -1 : 1));
    if (JSON.stringify(entries) !== JSON.stringify(this.#folders.get(key))) this.#folders.set(key, entries);
  }

  async #host(path: string): Promise<Entry[]> {
    const nodes = JSON.parse(decode(await this.#get(`/_huajuan/folder?${new URLSearchParams({ path })}`))) as LayerNode[];
    return nodes.map(({ name, type, size, linkname }) => ({ name, type, size, linkname, origin: null }));
  }

  async #container(container: string, path: string): Promise<Entry[]> {
    const [nodes, stack] = await Promise.all([
      this.#get(`/_huajuan/merged?${new URLSearchParams({ container, path })}`),
      this.#get(`/_huajuan/stack?${new URLSearchParams({ container })}`),
    ]);
    const { layers } = JSON.parse(decode(stack)) as LayerStack;
    return (JSON.parse(decode(nodes)) as MergedNode[]).map(({ name, type, size, linkname, layer }) => ({
      name,
      type,
      size,
      linkname,
      origin: layers[layer]?.readonly === false ? { kind: 'read-write' } : { kind: 'read-only', layer: layer + 1 },
    }));
  }

  async #get(url: string): Promise<Uint8Array> {
    const { status, body } = await this.#wire().fetch({ method: 'GET', url, headers: {} });
    const bytes = await readAll(body);
    if (status !== 200) throw new Error(messageOf(bytes));
    return bytes;
  }
}

/** The path of a row's file; a link's is where it leads. */
export function targetOf({ type, path, linkname }: Pick<Row, 'type' | 'path' | 'linkname'>): string {
  if (type !== 'symlink') return path;
  const parts: string[] = [];
  const whole = linkname.startsWith('/') ? linkname : `${path.slice(0, path.lastIndexOf('/'))}/${linkname}`;
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function messageOf(bytes: Uint8Array): string {
  const text = decode(bytes);
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text.trim();
  }
}
