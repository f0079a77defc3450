/** An opened archive answers the wire: what looks at an engine's images looks at an archive's, and need not know. */
import { layerChanges, layerUnion, layerWaste } from '../layer-tree.ts';
import type { HostView, LayerNode, LayerPath, LayerStack, LayerView } from '../stage.ts';
import type { HistoryItem, ImageInspect, ImageSummary } from '../types.ts';
import type { Body, Duplex, EngineRequest, EngineResponse, EngineTransport } from '../wire.ts';
import type { ArchivedImage, OpenedArchive } from './open.ts';
import { portions } from './source.ts';

/** Who looks at a file mostly looks at its beginning: bytes. */
const FILE_PORTION = 64 << 10;

const encoder = new TextEncoder();
const JSON_TYPE = { 'content-type': 'application/json' };

const answer = (status: number, value: unknown): EngineResponse => ({
  status,
  headers: JSON_TYPE,
  body: encoder.encode(JSON.stringify(value)),
});

class NotFound extends Error {}

/** A stream on which nothing ever comes, until its reader leaves. */
const quiet = (): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]() {
    const end: IteratorResult<Uint8Array> = { done: true, value: undefined };
    let leave = (): void => {};
    const left = new Promise<IteratorResult<Uint8Array>>((resolve) => {
      leave = () => resolve(end);
    });
    return {
      next: () => left,
      return: async () => {
        leave();
        return end;
      },
    };
  },
});

const seconds = (time: string): number => Math.floor((Date.parse(time) || 0) / 1000);

/** GET of Docker's API for images, and of what the stage asks beyond it (api/stage.ts); all else is not found. */
export function archiveTransport(archive: OpenedArchive): EngineTransport {
  const handle = new Archive(archive);
  const refusal = answer(404, { message: 'page not found' });
  return {
    async fetch(request) {
      try {
        return (request.method === 'GET' ? handle.get(request) : null) ?? refusal;
      } catch (error) {
        if (error instanceof NotFound) return answer(404, { message: error.message });
        throw error;
      }
    },
    async connect(): Promise<Duplex> {
      const { status, headers, body } = refusal;
      const refused = body as Uint8Array;
      return { status, headers, refusal: refused, incoming: quiet(), write() {}, closeWrite() {}, close() {} };
    },
  };
}

class Archive {
  readonly #archive: OpenedArchive;
  readonly #paths = new Map<string, readonly LayerPath[]>();

  constructor(archive: OpenedArchive) {
    this.#archive = archive;
  }

  get({ url }: EngineRequest): EngineResponse | null {
    const [whole = '', query = ''] = url.split(/\?(.*)/s);
    const path = whole.replace(/^\/v[0-9.]+(?=\/)/, '');
    const asked = new URLSearchParams(query);
    const of = /^\/images\/(.+)\/(json|history)$/.exec(path);
    if (of) return answer(200, of[2] === 'json' ? this.#inspect(unescaped(of[1])) : this.#history(this.#image(unescaped(of[1]))));
    switch (path) {
      case '/images/json':
        return answer(200, this.#archive.images.map(summary));
      case '/containers/json':
        return answer(200, []);
      case '/events':
      case '/_huajuan/observations':
        return { status: 200, headers: JSON_TYPE, body: quiet() };
      case '/_huajuan/host':
        return answer(200, { kernel: '', os: '', now: 0 } satisfies HostView);
      case '/_huajuan/stack':
        return answer(200, this.#stack(asked));
      case '/_huajuan/tree':
        return answer(200, this.#tree(asked));
      case '/_huajuan/file':
        return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: this.#file(asked) };
      case '/_huajuan/waste':
        return answer(200, layerWaste(this.#listings(this.#asked(asked))));
      case '/_huajuan/changes': {
        const layers = this.#listings(this.#asked(asked));
        const at = Number(asked.get('layer'));
        return answer(200, asked.get('union') === 'true' ? layerUnion(layers, at) : layerChanges(layers, at));
      }
      default:
        return null;
    }
  }

  /** By id, the beginning of one, or a name with or without its tag. */
  #image(name: string): ArchivedImage {
    const { images } = this.#archive;
    const found =
      images.find(({ id, names }) => id === name || names.includes(name) || names.includes(`${name}:latest`)) ??
      images.find(
        ({ id }) => /^(?:sha256:)?[0-9a-f]{4,}$/.test(name) && id.startsWith(name.startsWith('sha256:') ? name : `sha256:${name}`),
      );
    if (!found) throw new NotFound(`No such image: ${name}`);
    return found;
  }

  #asked(asked: URLSearchParams): ArchivedImage {
    const container = asked.get('container');
    if (container !== null) throw new NotFound(`No such container: ${container}`);
    return this.#image(asked.get('image') ?? '');
  }

  #layer(id: string) {
    const layer = this.#archive.layers.get(id);
    if (!layer) throw new NotFound(`No such layer: ${id}`);
    return layer;
  }

  #inspect(name: string): ImageInspect {
    const { id, names, config, created, chain, size } = this.#image(name);
    const text = (key: string): string => (typeof config[key] === 'string' ? config[key] : '');
    return {
      Id: id,
      RepoTags: [...names],
      RepoDigests: [],
      Parent: '',
      Comment: text('comment'),
      Created: created,
      Container: '',
      ContainerConfig: null,
      DockerVersion: text('docker_version'),
      Author: text('author'),
      Config: (config['config'] ?? null) as ImageInspect['Config'],
      Architecture: text('architecture'),
      Os: text('os'),
      Size: size,
      VirtualSize: size,
      GraphDriver: { Data: null, Name: this.#archive.format },
      RootFS: { Type: 'layers', Layers: chain.map((one) => this.#layer(one).diffId) },
      Metadata: { LastTagTime: '' },
    };
  }

  #history({ id, names, history, chain }: ArchivedImage): HistoryItem[] {
    let layer = 0;
    const items = history.map(({ created, createdBy, comment, empty }): HistoryItem => {
      const at = empty ? undefined : chain[layer++];
      const bytes = at === undefined ? 0 : this.#layer(at).index.size;
      return { Comment: comment, Created: seconds(created), CreatedBy: createdBy, Id: '<missing>', Size: bytes, Tags: null };
    });
    const [top, ...rest] = items.reverse();
    return top ? [{ ...top, Id: id, Tags: names.length > 0 ? [...names] : null }, ...rest] : [];
  }

  #stack(asked: URLSearchParams): LayerStack {
    const image = this.#asked(asked);
    const made = image.history.filter(({ empty }) => !empty);
    const layers = image.chain.map((id, n): LayerView => {
      const { diffId, index } = this.#layer(id);
      const line = made[n];
      return {
        id,
        diffId,
        size: index.size,
        createdBy: line?.createdBy ?? '',
        created: Date.parse(line?.created ?? image.created) || 0,
        readonly: true,
        entries: index.entries,
        whiteouts: index.whiteouts,
      };
    });
    return { container: null, image: image.id, driver: this.#archive.format, layers };
  }

  #tree(asked: URLSearchParams): LayerNode[] {
    return this.#layer(asked.get('layer') ?? '').index.list(asked.get('path') ?? '/');
  }

  #file(asked: URLSearchParams): Body {
    const path = asked.get('path') ?? '';
    const { index, tar } = this.#layer(asked.get('layer') ?? '');
    const found = index.find(path);
    if (!found) throw new NotFound(`No such file in this layer: ${path}`);
    return portions(tar, found.at, found.at + found.size, FILE_PORTION);
  }

  /** Everything in an image's layers, worked out once. */
  #listings({ chain }: ArchivedImage): (readonly LayerPath[])[] {
    return chain.map((id) => {
      const paths = this.#paths.get(id) ?? [...this.#layer(id).index.paths()];
      this.#paths.set(id, paths);
      return paths;
    });
  }
}

function summary({ id, names, config, created, size }: ArchivedImage): ImageSummary {
  return {
    Containers: -1,
    Created: seconds(created),
    Id: id,
    Labels: null,
    ParentId: typeof config['parent'] === 'string' ? config['parent'] : '',
    RepoDigests: null,
    RepoTags: names.length > 0 ? [...names] : null,
    SharedSize: -1,
    Size: size,
    VirtualSize: size,
  };
}

/** A part of a URL's path; escapes that are none stay. */
function unescaped(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
