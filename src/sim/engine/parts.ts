/** What the engine is made from: the rooms it stands on, by the interfaces it needs of them. */
import type { Reference } from '../../api/reference.ts';
import type { RegistryManifest } from '../../api/registry.ts';
import type { RegistryView, TransferEvent } from '../../api/transfer.ts';
import type { DistributionInspect, ProgressMessage, SearchResult } from '../../api/types.ts';
import type { Clock } from '../clock.ts';
import type { StorageDriver } from '../fs/driver.ts';
import type { MountNamespace } from '../fs/vfs.ts';
import type { Digest, ImageStore, LayerStore, ReferenceStore } from '../image/types.ts';
import type { NetworkHandle, Runtime } from '../kernel/runtime.ts';
import type { DaemonConfig } from './daemon-config.ts';
import type { HopLog } from './hops/log.ts';
import type { Random } from '../random.ts';

/** A container's own network device, as the bridge gives it. */
export interface Interface {
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string;
  readonly mac: string;
  readonly mtu: number;
}

/** What the engine needs of the kernel's network. */
export interface EngineNetwork {
  /** A network namespace with lo and, unless null, eth0 on the bridge docker0. */
  create(eth0: Interface | null, hostname: string): NetworkHandle;
  remove(handle: NetworkHandle): void;
  /** One more device, on the bridge of that name ("docker0", "br-0123456789ab"), which is made when it is missing. */
  plug(handle: NetworkHandle, device: Interface, bridge: string): void;
  unplug(handle: NetworkHandle, address: string): void;
  /** Makes a network's bridge on the host; `mute` when its members do not reach one another. */
  addBridge(name: string, spec: { address: string; prefix: number; network: string; internal: boolean; mute: boolean }): void;
  removeBridge(name: string): void;
  /** Who answers the namespace's questions for names: addresses, or null when it does not know. */
  setResolver(handle: NetworkHandle, resolver: (name: string) => readonly string[] | null): void;
  /** Whether an address is one of the host's. */
  owns(address: string): boolean;
  /** Forwards a port of the host; returns what undoes it, or null when a process of the host listens there. */
  publish(hostAddress: string, hostPort: number, to: NetworkHandle, port: number): (() => void) | null;
}

/** A user's name and password for a registry. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a pull or push may be told besides its name. */
export interface TransferOptions {
  readonly credentials?: RegistryCredentials | undefined;
  /** Another platform than this host's. */
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string } | undefined;
  /** Is looked at now and then: whether to give up. */
  readonly cancellation?: { cancelled: boolean } | undefined;
}

/** What the engine needs of the client of the registries. Errors are EngineErrors. */
export interface EngineRegistry {
  /** Pulls `reference` ("centos:6.8") into the stores; throws before the first progress when there is no such thing. */
  pull(
    reference: string,
    progress: (message: ProgressMessage) => void,
    credentials?: RegistryCredentials,
    options?: TransferOptions,
  ): Promise<{ readonly id: Digest }>;
  /** Pulls all tags of a repository. */
  pullAll(
    name: string,
    progress: (message: ProgressMessage) => void,
    options: TransferOptions,
  ): Promise<readonly { readonly id: Digest }[]>;
  /** Pushes a tag, or without one all of a repository. */
  push(reference: Reference, progress: (message: ProgressMessage) => void, options: TransferOptions): Promise<void>;
  /** Throws when a server ("https://index.docker.io/v1/", "localhost:5000") does not take the credentials. */
  login(server: string, credentials: RegistryCredentials): Promise<void>;
  inspect(reference: Reference, credentials?: RegistryCredentials): Promise<DistributionInspect>;
  /** The manifest behind a name, as a client would ask for it that is no engine. */
  manifest(reference: Reference, insecure: boolean, credentials?: RegistryCredentials): Promise<RegistryManifest>;
  search(term: string, limit: number): Promise<readonly SearchResult[]>;
  /** The registries that the machine knows, for onlookers. */
  registries(): Promise<RegistryView[]>;
  /** What pulls and pushes do, of all storage drivers' clients. */
  readonly transfers: { subscribe(listener: (event: TransferEvent) => void): () => void };
  /** What it remembers, as plain data. */
  snapshot(): unknown;
}

/** A stage of the host's boot, when it began (milliseconds since 1970), and what is on the console and mounted in it. */
export interface HostStageInfo {
  readonly stage: string;
  readonly at: number;
  readonly bootfs: boolean;
  readonly rootfs: 'none' | 'ro' | 'rw';
  readonly lines: readonly string[];
}

export interface HostInfo {
  readonly hostname: string;
  /** "6.1.0-18-amd64" */
  readonly kernelVersion: string;
  /** "Debian GNU/Linux 12 (bookworm)" */
  readonly operatingSystem: string;
  readonly osVersion: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  /** When it was booted first, milliseconds since 1970. */
  readonly bootedAt: number;
  /** The stages of its last boot. */
  readonly boot?: () => readonly HostStageInfo[];
}

/** What each storage driver has for itself: its layers, the images on them, and what a pull has learned of them. */
export interface StorageParts {
  readonly driver: StorageDriver;
  readonly layers: LayerStore;
  readonly images: ImageStore;
  readonly references: ReferenceStore;
  readonly registry: EngineRegistry;
}

export interface EngineParts extends StorageParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly runtime: Runtime;
  readonly network: EngineNetwork;
  /** The host's files, as root sees them: bind mounts, volumes and containers' own files are there. */
  readonly host: MountNamespace;
  /** mount(2) on the host, by root. Throws FsError. */
  readonly mount: (source: string, target: string, type: string, options: string) => void;
  readonly info: HostInfo;
  /** What /etc/docker/daemon.json says, as it was read last. Default: nothing. */
  readonly config?: () => DaemonConfig;
  /** Where what happens for docker's commands is written down. */
  readonly hops?: HopLog;
}

/** Where the engine keeps its things on the host. */
export const ROOT_DIR = '/var/lib/docker';
