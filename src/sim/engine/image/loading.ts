import { pathError } from '../../../api/path-error.ts';
import { canonicalString, familiarString, type Reference } from '../../../api/reference.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import type { Digest, LayerSource } from '../../image/types.ts';
import { followInScope } from '../archive/scoped-path.ts';
import type { Daemon } from '../daemon.ts';
import type { JsonStream } from '../stream.ts';
import { layerOf } from './layer-file.ts';
import { LayerProgress } from './load-progress.ts';

/** The folder that an archive was unpacked into, and what is in it. */
export class LoadFolder {
  readonly #namespace: MountNamespace;
  readonly #name: string;

  constructor(namespace: MountNamespace, name: string) {
    this.#namespace = namespace;
    this.#name = name;
  }

  /** A file's bytes; links are followed within the folder. Throws as Go. */
  read(path: string): Uint8Array {
    const at = followInScope(this.#namespace, path);
    try {
      return this.#namespace.readFile(this.#namespace.superuser(), at);
    } catch (error) {
      throw pathError('open', this.#name + at, error);
    }
  }

  /** Bytes of a file. Throws as Go when it is not there. */
  size(path: string): number {
    const at = followInScope(this.#namespace, path);
    try {
      return this.#namespace.stat(this.#namespace.superuser(), at).size;
    } catch (error) {
      throw pathError('open', this.#name + at, error);
    }
  }

  async *stream(path: string): AsyncGenerator<Uint8Array> {
    const { node } = this.#namespace.open(this.#namespace.superuser(), followInScope(this.#namespace, path), { read: true });
    for (let at = 0; ; ) {
      const piece = node.fs.read(node, at, 1 << 15);
      if (piece.length === 0) return;
      at += piece.length;
      yield piece;
    }
  }

  has(path: string): boolean {
    return this.#namespace.find(this.#namespace.superuser(), followInScope(this.#namespace, path)) !== null;
  }

  /** The folders at its top, sorted. */
  folders(): string[] {
    return this.#namespace
      .readdir(this.#namespace.superuser(), '/')
      .flatMap(({ name, type }) => (type === 'dir' ? [name] : []))
      .sort();
  }
}

/** One run of `docker load`. */
export class Loading {
  readonly daemon: Daemon;
  readonly folder: LoadFolder;
  readonly out: JsonStream;
  readonly #quiet: boolean;

  constructor(daemon: Daemon, folder: LoadFolder, out: JsonStream, quiet: boolean) {
    this.daemon = daemon;
    this.folder = folder;
    this.out = out;
    this.#quiet = quiet;
  }

  /** The layer in a file, with the progress of reading it. */
  async layer(path: string, id: string): Promise<LayerSource> {
    const size = this.folder.size(path);
    const stream = this.folder.stream(path);
    if (this.#quiet) return layerOf(stream);
    const progress = new LayerProgress(this.daemon.clock, id, size, (message) => this.out.send(message));
    return layerOf(progress.over(stream));
  }

  /** Gives an image a name; who had it before is told of. */
  tag(reference: Reference, id: Digest): void {
    const { references } = this.daemon.parts;
    const before = references.get(canonicalString(reference));
    if (before && before !== id)
      this.out.send({
        stream: `The image ${familiarString(reference)} already exists, renaming the old one with ID ${before} to empty string\n`,
      });
    references.set(canonicalString(reference), id);
  }
}
