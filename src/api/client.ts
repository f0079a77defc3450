/** One function per operation of the Engine API, by Docker's operationId. All throw ApiError for an error answer. */
import { readAll } from './bytes.ts';
import {
  type CallOptions,
  call,
  type Filters,
  filterQuery,
  hijack,
  leavable,
  readJson,
  readJsonList,
  readJsonStream,
  readText,
} from './request.ts';
import type * as T from './types.ts';
import type { Body, Duplex, EngineResponse, EngineTransport } from './wire.ts';

type Wire = EngineTransport;

/** An answer in both forms: the text as it came (what `docker inspect` prints) and what it says. */
export interface Raw<V> {
  readonly text: string;
  readonly value: V;
}

async function raw<V>(response: Promise<EngineResponse>): Promise<Raw<V>> {
  const text = await readText((await response).body);
  return { text, value: JSON.parse(text) as V };
}

const get = async <V>(wire: Wire, path: string, options?: CallOptions): Promise<V> => readJson<V>(await call(wire, 'GET', path, options));
const post = async <V>(wire: Wire, path: string, options?: CallOptions): Promise<V> => readJson<V>(await call(wire, 'POST', path, options));
/** The body of an answer without one is read all the same, so that the connection is done with. */
const send = async (wire: Wire, method: 'POST' | 'PUT' | 'DELETE', path: string, options?: CallOptions): Promise<void> => {
  await readAll((await call(wire, method, path, options)).body);
};
const container = (id: string): { noun: string; id: string } => ({ noun: 'container', id });

// -- containers
export const ContainerList = async (
  wire: Wire,
  q: { all?: boolean; limit?: number; size?: boolean; filters?: Filters } = {},
): Promise<T.ContainerSummary[]> =>
  readJsonList(
    await call(wire, 'GET', '/containers/json', {
      query: {
        all: q.all,
        limit: q.limit !== undefined && q.limit > 0 ? q.limit : undefined,
        size: q.size,
        filters: filterQuery(q.filters),
      },
    }),
  );
export const ContainerCreate = (
  wire: Wire,
  body: T.ContainerCreateRequest,
  q: { name?: string | undefined; platform?: string | undefined } = {},
): Promise<T.ContainerCreateResponse> => post(wire, '/containers/create', { query: q, json: body });
export const ContainerInspect = (wire: Wire, id: string, q: { size?: boolean } = {}): Promise<Raw<T.ContainerInspect>> =>
  raw(call(wire, 'GET', `/containers/${id}/json`, { query: q, object: container(id) }));
export const ContainerTop = (wire: Wire, id: string, psArgs: readonly string[]): Promise<T.ContainerTopResponse> =>
  get(wire, `/containers/${id}/top`, { query: { ps_args: psArgs.join(' ') } });
export const ContainerLogs = async (
  wire: Wire,
  id: string,
  q: {
    stdout: boolean;
    stderr: boolean;
    since?: string;
    until?: string;
    timestamps?: boolean;
    details?: boolean;
    follow?: boolean;
    tail?: string;
  },
): Promise<Body> => (await call(wire, 'GET', `/containers/${id}/logs`, { query: q })).body;
export const ContainerChanges = (wire: Wire, id: string): Promise<T.ContainerChange[] | null> => get(wire, `/containers/${id}/changes`);
const pathObject = (id: string, path: string): { noun: string; id: string } => ({ noun: 'container:path', id: `${id}:${path}` });
const pathStatOf = (response: EngineResponse): T.ContainerPathStat => {
  const bytes = Uint8Array.from(atob(response.headers['x-docker-container-path-stat'] ?? ''), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as T.ContainerPathStat;
};
/** What is at a path of a container. */
export const ContainerArchiveInfo = async (wire: Wire, id: string, path: string): Promise<T.ContainerPathStat> =>
  pathStatOf(await call(wire, 'HEAD', `/containers/${id}/archive`, { query: { path }, object: pathObject(id, path) }));
/** What is at a path of a container, and as a tar. */
export const ContainerArchive = async (wire: Wire, id: string, path: string): Promise<{ stat: T.ContainerPathStat; body: Body }> => {
  const response = await call(wire, 'GET', `/containers/${id}/archive`, { query: { path }, object: pathObject(id, path) });
  return { stat: pathStatOf(response), body: response.body };
};
/** Unpacks a tar into a folder of a container; a folder in it replaces no file and a file no folder. */
export const PutContainerArchive = (wire: Wire, id: string, path: string, body: Body, copyUIDGID: boolean): Promise<void> =>
  send(wire, 'PUT', `/containers/${id}/archive`, {
    query: { path, noOverwriteDirNonDir: 'true', copyUIDGID: copyUIDGID ? 'true' : undefined },
    headers: { 'content-type': 'application/x-tar' },
    body,
    object: pathObject(id, path),
  });
export const ContainerExport = async (wire: Wire, id: string): Promise<Body> => (await call(wire, 'GET', `/containers/${id}/export`)).body;
export const ContainerStats = async (
  wire: Wire,
  id: string,
  q: { stream: boolean; 'one-shot'?: boolean },
): Promise<AsyncGenerator<T.ContainerStats>> =>
  readJsonStream<T.ContainerStats>(
    (await call(wire, 'GET', `/containers/${id}/stats`, { query: { ...q, stream: q.stream ? '1' : '0' } })).body,
  );
export const ContainerResize = (wire: Wire, id: string, size: { h: number; w: number }): Promise<void> =>
  send(wire, 'POST', `/containers/${id}/resize`, { query: size });
export const ContainerStart = (wire: Wire, id: string): Promise<void> => send(wire, 'POST', `/containers/${id}/start`);
export const ContainerStop = (wire: Wire, id: string, seconds?: number): Promise<void> =>
  send(wire, 'POST', `/containers/${id}/stop`, { query: { t: seconds } });
export const ContainerRestart = (wire: Wire, id: string, seconds?: number): Promise<void> =>
  send(wire, 'POST', `/containers/${id}/restart`, { query: { t: seconds } });
export const ContainerKill = (wire: Wire, id: string, signal: string): Promise<void> =>
  send(wire, 'POST', `/containers/${id}/kill`, { query: { signal } });
export const ContainerUpdate = (wire: Wire, id: string, body: T.ContainerUpdateRequest): Promise<T.ContainerUpdateResponse> =>
  post(wire, `/containers/${id}/update`, { json: body });
export const ContainerRename = (wire: Wire, id: string, name: string): Promise<void> =>
  send(wire, 'POST', `/containers/${id}/rename`, { query: { name } });
export const ContainerPause = (wire: Wire, id: string): Promise<void> => send(wire, 'POST', `/containers/${id}/pause`);
export const ContainerUnpause = (wire: Wire, id: string): Promise<void> => send(wire, 'POST', `/containers/${id}/unpause`);
export const ContainerAttach = (
  wire: Wire,
  id: string,
  q: { stream: boolean; stdin?: boolean; stdout?: boolean; stderr?: boolean; logs?: boolean; detachKeys?: string },
): Promise<Duplex> => hijack(wire, `/containers/${id}/attach`, { query: q });
/** Resolves at once with the answer still open; `status` waits for the container to end. */
export const ContainerWait = async (wire: Wire, id: string, condition?: string): Promise<{ status: Promise<T.ContainerWaitResponse> }> => {
  const response = await call(wire, 'POST', `/containers/${id}/wait`, { query: { condition } });
  return { status: readJson<T.ContainerWaitResponse>(response) };
};
export const ContainerDelete = (wire: Wire, id: string, q: { v?: boolean; force?: boolean; link?: boolean } = {}): Promise<void> =>
  send(wire, 'DELETE', `/containers/${id}`, { query: q, object: container(id) });
export const ContainerPrune = (wire: Wire, filters?: Filters): Promise<T.ContainerPruneResponse> =>
  post(wire, '/containers/prune', { query: { filters: filterQuery(filters) } });
// -- exec
export const ContainerExec = (wire: Wire, id: string, body: T.ExecCreateRequest): Promise<T.IdResponse> =>
  post(wire, `/containers/${id}/exec`, { json: body });
export const ExecStart = (wire: Wire, id: string, body: T.ExecStartRequest): Promise<void> =>
  send(wire, 'POST', `/exec/${id}/start`, { json: body });
export const ExecAttach = (wire: Wire, id: string, body: T.ExecStartRequest): Promise<Duplex> =>
  hijack(wire, `/exec/${id}/start`, { json: body });
export const ExecResize = (wire: Wire, id: string, size: { h: number; w: number }): Promise<void> =>
  send(wire, 'POST', `/exec/${id}/resize`, { query: size });
export const ExecInspect = (wire: Wire, id: string): Promise<T.ExecInspect> => get(wire, `/exec/${id}/json`);

// -- images
export const ImageList = (wire: Wire, q: { all?: boolean; digests?: boolean; filters?: Filters } = {}): Promise<T.ImageSummary[]> =>
  get(wire, '/images/json', { query: { all: q.all, digests: q.digests, filters: filterQuery(q.filters) } });
/** Pulls an image; the stream tells its progress. */
export const ImageCreate = async (
  wire: Wire,
  q: { fromImage: string; tag?: string | undefined; platform?: string | undefined },
  registryAuth?: string,
): Promise<AsyncGenerator<T.ProgressMessage>> =>
  readJsonStream<T.ProgressMessage>(
    (await call(wire, 'POST', '/images/create', { query: q, headers: registryAuth ? { 'x-registry-auth': registryAuth } : {} })).body,
  );
/** Pushes a tag (or with "" all of a repository); the stream tells its progress. */
export const ImagePush = async (wire: Wire, name: string, tag: string, registryAuth: string): Promise<AsyncGenerator<T.ProgressMessage>> =>
  readJsonStream<T.ProgressMessage>(
    (await call(wire, 'POST', `/images/${name}/push`, { query: { tag }, headers: { 'x-registry-auth': registryAuth } })).body,
  );
export const ImageInspect = (wire: Wire, name: string): Promise<Raw<T.ImageInspect>> =>
  raw(call(wire, 'GET', `/images/${name}/json`, { object: { noun: 'image', id: name } }));
export const ImageHistory = (wire: Wire, name: string): Promise<T.HistoryItem[]> => get(wire, `/images/${name}/history`);
/** Images as one tar. */
export const ImageGet = async (wire: Wire, names: readonly string[]): Promise<Body> =>
  (await call(wire, 'GET', '/images/get', { query: { names } })).body;
/** Takes what ImageGet gives; the stream tells of it. */
export const ImageLoad = async (wire: Wire, body: Body, quiet: boolean): Promise<AsyncGenerator<T.ProgressMessage>> =>
  readJsonStream<T.ProgressMessage>(
    (
      await call(wire, 'POST', '/images/load', {
        query: { quiet: quiet ? '1' : '0' },
        headers: { 'content-type': 'application/x-tar' },
        body,
      })
    ).body,
  );
/** Makes an image of the files in a tar; the stream tells its id. */
export const ImageImport = async (
  wire: Wire,
  q: { fromSrc: string; repo: string; message: string; changes: readonly string[]; platform: string },
  body: Body,
): Promise<AsyncGenerator<T.ProgressMessage>> =>
  readJsonStream<T.ProgressMessage>(
    (await call(wire, 'POST', '/images/create', { query: q, headers: { 'content-type': 'text/plain' }, body })).body,
  );
export const ImageTag = (wire: Wire, name: string, q: { repo: string; tag: string }): Promise<void> =>
  send(wire, 'POST', `/images/${name}/tag`, { query: q });
export const ImageDelete = async (wire: Wire, name: string, q: { force?: boolean; noprune?: boolean } = {}): Promise<T.ImageDeleteItem[]> =>
  readJson(await call(wire, 'DELETE', `/images/${name}`, { query: q, object: { noun: 'image', id: name } }));
export const ImageSearch = (wire: Wire, q: { term: string; limit?: number; filters?: Filters }): Promise<T.SearchResult[]> =>
  get(wire, '/images/search', { query: { term: q.term, limit: q.limit, filters: filterQuery(q.filters) } });
export const ImagePrune = (wire: Wire, filters?: Filters): Promise<T.ImagePruneResponse> =>
  post(wire, '/images/prune', { query: { filters: filterQuery(filters) } });
/** What ImageBuild is asked for; several of the members are JSON. */
export interface ImageBuildQuery {
  readonly t?: readonly string[];
  readonly dockerfile?: string;
  readonly q?: boolean;
  readonly nocache?: boolean;
  readonly pull?: boolean;
  readonly rm?: string;
  readonly forcerm?: boolean;
  readonly squash?: boolean;
  readonly target?: string;
  readonly platform?: string | undefined;
  readonly buildargs?: string;
  readonly labels?: string;
  readonly cachefrom?: string;
  readonly securityopt?: string | undefined;
  readonly isolation?: string;
  readonly networkmode?: string;
  readonly extrahosts?: readonly string[];
  readonly cgroupparent?: string;
  readonly cpuperiod?: number | undefined;
  readonly cpuquota?: number | undefined;
  readonly cpushares?: number | undefined;
  readonly cpusetcpus?: string;
  readonly cpusetmems?: string;
  readonly memory?: number | undefined;
  readonly memswap?: number | undefined;
  readonly shmsize?: number | undefined;
  readonly ulimits?: string | undefined;
  /** "1" the classic builder, "2" BuildKit. */
  readonly version?: string;
}
/** Builds an image from a context in a tar archive; the stream tells how it goes, and ends (with the build) when it is left. */
export const ImageBuild = async (
  wire: Wire,
  q: ImageBuildQuery,
  context: Body,
  registryConfig: string,
): Promise<{ readonly messages: AsyncGenerator<T.ProgressMessage>; leave(): void }> => {
  const headers = { 'content-type': 'application/x-tar', 'x-registry-config': registryConfig };
  const { body, leave } = leavable((await call(wire, 'POST', '/build', { query: { ...q }, body: context, headers })).body);
  return { messages: readJsonStream<T.ProgressMessage>(body), leave };
};
export const BuildPrune = (
  wire: Wire,
  q: { all?: boolean; 'keep-storage'?: number | undefined; filters?: Filters },
): Promise<T.BuildPruneResponse> => post(wire, '/build/prune', { query: { ...q, filters: filterQuery(q.filters) } });
export const ImageCommit = (
  wire: Wire,
  q: { container: string; repo?: string; tag?: string; comment?: string; author?: string; pause: boolean; changes?: readonly string[] },
): Promise<T.IdResponse> => post(wire, '/commit', { query: { ...q, pause: q.pause ? undefined : '0' }, json: null });

// -- system
export const SystemVersion = (wire: Wire): Promise<T.Version> => get(wire, '/version');
export const SystemInfo = (wire: Wire): Promise<T.SystemInfo> => get(wire, '/info');
export const SystemAuth = (wire: Wire, body: T.AuthConfig): Promise<T.AuthResponse> => post(wire, '/auth', { json: body });
export const SystemDataUsage = (wire: Wire): Promise<T.DiskUsage> => get(wire, '/system/df');
export const SystemEvents = async (
  wire: Wire,
  q: { since?: string; until?: string; filters?: Filters } = {},
): Promise<AsyncGenerator<T.EventMessage>> =>
  readJsonStream<T.EventMessage>(
    (await call(wire, 'GET', '/events', { query: { since: q.since, until: q.until, filters: filterQuery(q.filters) } })).body,
  );

// -- volumes
export const VolumeList = (wire: Wire, filters?: Filters): Promise<T.VolumeListResponse> =>
  get(wire, '/volumes', { query: { filters: filterQuery(filters) } });
export const VolumeCreate = (wire: Wire, body: T.VolumeCreateRequest): Promise<T.Volume> => post(wire, '/volumes/create', { json: body });
export const VolumeInspect = (wire: Wire, name: string): Promise<Raw<T.Volume>> =>
  raw(call(wire, 'GET', `/volumes/${name}`, { object: { noun: 'volume', id: name } }));
export const VolumeDelete = (wire: Wire, name: string, force: boolean): Promise<void> =>
  send(wire, 'DELETE', `/volumes/${name}`, { query: { force }, object: { noun: 'volume', id: name } });
export const VolumePrune = (wire: Wire, filters?: Filters): Promise<T.VolumePruneResponse> =>
  post(wire, '/volumes/prune', { query: { filters: filterQuery(filters) } });

// -- networks
export const NetworkList = (wire: Wire, filters?: Filters): Promise<T.Network[]> =>
  get(wire, '/networks', { query: { filters: filterQuery(filters) } });
export const NetworkCreate = (wire: Wire, body: T.NetworkCreateRequest): Promise<T.NetworkCreateResponse> =>
  post(wire, '/networks/create', { json: body });
export const NetworkInspect = (wire: Wire, id: string, q: { verbose?: boolean } = {}): Promise<Raw<T.Network>> =>
  raw(call(wire, 'GET', `/networks/${id}`, { query: q, object: { noun: 'network', id } }));
export const NetworkDelete = (wire: Wire, id: string): Promise<void> =>
  send(wire, 'DELETE', `/networks/${id}`, { object: { noun: 'network', id } });
export const NetworkConnect = (
  wire: Wire,
  id: string,
  body: { Container: string; EndpointConfig: Partial<T.EndpointSettings> },
): Promise<void> => send(wire, 'POST', `/networks/${id}/connect`, { json: body });
export const NetworkDisconnect = (wire: Wire, id: string, body: { Container: string; Force: boolean }): Promise<void> =>
  send(wire, 'POST', `/networks/${id}/disconnect`, { json: body });
export const NetworkPrune = (wire: Wire, filters?: Filters): Promise<T.NetworkPruneResponse> =>
  post(wire, '/networks/prune', { query: { filters: filterQuery(filters) } });

// -- swarm and plugins
export const SwarmInspect = (wire: Wire): Promise<unknown> => get(wire, '/swarm');
export const SwarmLeave = (wire: Wire, q: { force: boolean }): Promise<void> => send(wire, 'POST', '/swarm/leave', { query: q });
export const NodeList = (wire: Wire): Promise<unknown> => get(wire, '/nodes');
export const ServiceList = (wire: Wire): Promise<unknown> => get(wire, '/services');
export const SecretList = (wire: Wire): Promise<unknown> => get(wire, '/secrets');
export const ConfigList = (wire: Wire): Promise<unknown> => get(wire, '/configs');
export const TaskList = (wire: Wire): Promise<unknown> => get(wire, '/tasks');
export const PluginList = (wire: Wire, filters?: Filters): Promise<T.Plugin[]> =>
  get(wire, '/plugins', { query: { filters: filterQuery(filters) } });
export const PluginInspect = (wire: Wire, name: string): Promise<Raw<T.Plugin>> =>
  raw(call(wire, 'GET', `/plugins/${name}/json`, { object: { noun: 'plugin', id: name } }));
