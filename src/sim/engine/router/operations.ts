/** What the router needs of an engine: one operation per path of the Engine API, by Docker's operationId. */
import type {
  BootView,
  DiskView,
  DriverCost,
  HostView,
  LayerChange,
  LayerNode,
  LayerStack,
  LayerWaste,
  MergedNode,
} from '../../../api/stage.ts';
import type { RegistryManifest } from '../../../api/registry.ts';
import type { RegistryView } from '../../../api/transfer.ts';
import type * as T from '../../../api/types.ts';
import type { Body, Duplex } from '../../../api/wire.ts';
import type { BuildOptions } from '../build/options.ts';
import type { PutArchiveOptions } from '../container/archive.ts';
import type { ContainerAttachOptions } from '../container/attach.ts';
import type { ListOptions } from '../container/list.ts';
import type { LogOptions } from '../container/logs.ts';
import type { CommitOptions } from '../image/commit.ts';
import type { ImportOptions } from '../image/import.ts';
import type { PullCredentials } from '../image/pull.ts';

type Size = { rows: number; cols: number };
type Filters = string | null;

/** All throw EngineError. */
export interface Operations {
  SystemVersion(): T.Version;
  SystemInfo(): T.SystemInfo;
  SystemDataUsage(): T.DiskUsage;
  SystemAuth(auth: T.AuthConfig): Promise<T.AuthResponse>;
  SystemEvents(options: { since: string | null; until: string | null; filters: Filters }): Body;
  ContainerList(options: ListOptions): T.ContainerSummary[];
  ContainerCreate(name: string, request: T.ContainerCreateRequest, platform?: string): T.ContainerCreateResponse;
  ContainerPrune(filters: Filters): T.ContainerPruneResponse;
  ContainerInspect(id: string, size: boolean): T.ContainerInspect;
  ContainerTop(id: string, args: string): T.ContainerTopResponse;
  ContainerChanges(id: string): T.ContainerChange[] | null;
  ContainerExport(id: string): Body;
  ContainerArchive(id: string, path: string): { stat: T.ContainerPathStat; body: Body };
  ContainerArchiveInfo(id: string, path: string): T.ContainerPathStat;
  PutContainerArchive(id: string, path: string, body: Body, options: PutArchiveOptions): Promise<void>;
  ContainerStats(id: string, options: { stream: boolean; oneShot: boolean }): Body;
  ContainerLogs(id: string, options: LogOptions): { body: Body };
  ContainerStart(id: string): void;
  ContainerStop(id: string, seconds: number | null): Promise<void>;
  ContainerRestart(id: string, seconds: number | null): Promise<void>;
  ContainerKill(id: string, signal: string): Promise<void>;
  ContainerPause(id: string): void;
  ContainerUnpause(id: string): void;
  ContainerRename(id: string, name: string): void;
  ContainerResize(id: string, size: Size): Promise<void>;
  ContainerUpdate(id: string, change: T.ContainerUpdateRequest): T.ContainerUpdateResponse;
  ContainerWait(id: string, condition: string): AsyncIterable<Uint8Array>;
  ContainerAttach(id: string, options: ContainerAttachOptions): Duplex;
  ContainerDelete(id: string, options: { force: boolean; volumes: boolean; link: boolean }): Promise<void>;
  ContainerExec(id: string, request: Partial<T.ExecCreateRequest>): T.IdResponse;
  ExecStart(id: string): void;
  ExecAttach(id: string, tty: boolean): Duplex;
  ExecResize(id: string, size: Size): Promise<void>;
  ExecInspect(id: string): T.ExecInspect;
  ImageList(options: { all: boolean; filters: Filters }): T.ImageSummary[];
  ImageSearch(term: string, limit: string | null, filters: Filters): Promise<T.SearchResult[]>;
  ImageCreate(fromImage: string, tag: string, credentials?: PullCredentials, platform?: string): Promise<Body>;
  ImagePush(name: string, tag: string, credentials?: PullCredentials): Promise<Body>;
  DistributionInspect(name: string, credentials?: PullCredentials): Promise<T.DistributionInspect>;
  ImagePrune(filters: Filters): T.ImagePruneResponse;
  ImageInspect(name: string): T.ImageInspect;
  ImageHistory(name: string): T.HistoryItem[];
  ImageGet(names: readonly string[]): Body;
  ImageLoad(body: Body, quiet: boolean): Body;
  ImageImport(options: ImportOptions, body: Body): Promise<Body>;
  ImageTag(name: string, repo: string, tag: string): void;
  ImageDelete(name: string, options: { force: boolean; prune: boolean }): T.ImageDeleteItem[];
  ImageBuild(options: BuildOptions): Promise<Body>;
  BuildPrune(filters: Filters): T.BuildPruneResponse;
  ImageCommit(options: CommitOptions): T.IdResponse;
  VolumeList(filters: Filters): T.VolumeListResponse;
  VolumeCreate(request: Partial<T.VolumeCreateRequest>): T.Volume;
  VolumeInspect(name: string): T.Volume;
  VolumeDelete(name: string, force: boolean): void;
  VolumePrune(filters: Filters): T.VolumePruneResponse;
  NetworkList(filters: Filters): T.Network[];
  NetworkCreate(request: Partial<T.NetworkCreateRequest>): T.NetworkCreateResponse;
  NetworkInspect(id: string): T.Network;
  NetworkDelete(id: string): void;
  NetworkPrune(filters: Filters): T.NetworkPruneResponse;
  NetworkConnect(id: string, container: string, config: Partial<T.EndpointSettings>): void;
  NetworkDisconnect(id: string, container: string): void;
  stack(container: string | null, image: string | null): LayerStack;
  tree(layer: string, path: string): LayerNode[];
  file(layer: string, path: string): Uint8Array;
  merged(container: string, path: string): MergedNode[];
  changes(container: string | null, image: string | null, layer: number, union: boolean): LayerChange[];
  waste(container: string | null, image: string | null): LayerWaste;
  disk(container: string | null, image: string | null): DiskView;
  drivers(container: string | null, image: string | null): DriverCost[];
  folder(path: string): LayerNode[];
  content(container: string | null, path: string): Uint8Array;
  put(container: string, path: string, data: Uint8Array): void;
  manifest(name: string, insecure: boolean, credentials?: PullCredentials): Promise<RegistryManifest>;
  host(): HostView;
  boot(container: string | null): BootView;
  observations(): Body;
  requests(): Body;
  registries(): Promise<RegistryView[]>;
  transfers(): Body;
}
