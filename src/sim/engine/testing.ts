/** A whole small machine for this room's tests: real file system, kernel, stores and registry around the engine. */
import { readAll } from '../../api/bytes.ts';
import type { EngineResponse, EngineTransport } from '../../api/wire.ts';
import { programs as binaries } from '../bin/index.ts';
import { VirtualClock } from '../clock.ts';
import { unpack } from '../fs/archive.ts';
import { MemFs } from '../fs/memfs.ts';
import { Overlay2Driver } from '../fs/overlay2.ts';
import { LayeredImageStore } from '../image/image-store.ts';
import { ImageLayerStore } from '../image/layer-store.ts';
import { ImageReferenceStore } from '../image/reference-store.ts';
import { mountCall } from '../kernel/calls/mount.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { Program } from '../kernel/types.ts';
import { Random } from '../random.ts';
import { hostRoot } from '../registry/catalog/host.ts';
import { RegistryClient } from '../registry/client.ts';
import { registryHosts } from '../registry/hosts.ts';
import { dash } from '../shell/ash.ts';
import { bash } from '../shell/bash.ts';
import { Engine } from './engine.ts';

declare function setImmediate(callback: () => void): void;

const EPOCH = Date.UTC(2026, 10, 24, 3, 0, 0);
const decoder = new TextDecoder();

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface TestWorld {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly wire: EngineTransport;
  /** Sends a request and lets virtual time run until it is answered in full. */
  call(method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  /** Lets `work` come to its end, virtual time going on as far as it must. */
  settle<T>(work: Promise<T>): Promise<T>;
}

/** A machine with the course's images on its hub. */
export function makeTestWorld(seed = 1): TestWorld {
  const clock = new VirtualClock(EPOCH, () => new Promise<void>((resolve) => setImmediate(resolve)));
  const random = new Random(seed);
  const host = new MemFs({ type: 'ext4', dev: 0x801, clock });
  unpack(host, hostRoot());
  const programs = new Map<string, Program | { readonly load: () => Promise<Program> }>(binaries);
  programs.set('bash', bash);
  programs.set('ash', dash);
  const kernel = new Kernel({ clock, random, rootfs: host, programs, hostname: 'docker', memoryBytes: 4 * 2 ** 30 });
  const holder: { engine: Engine | null } = { engine: null };
  const driver = new Overlay2Driver({ host, clock, random, observe: (layer, seen) => holder.engine?.observed(layer, seen) });
  const layers = new ImageLayerStore({ driver, random });
  const images = new LayeredImageStore({ layers });
  const references = new ImageReferenceStore();
  const registry = new RegistryClient({ clock, registries: registryHosts('fixtures', clock), layers, images, references });
  const info = {
    hostname: 'docker',
    kernelVersion: '6.1.0-18-amd64',
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    osVersion: '12',
    cpus: 2,
    memory: 4 * 2 ** 30,
    bootedAt: EPOCH,
  };
  const engine = new Engine({
    clock,
    random,
    runtime: kernel.runtime,
    network: kernel.network,
    driver,
    layers,
    images,
    references,
    registry,
    host: kernel.mounts,
    mount: (...asked) => mountCall(kernel.init, ...asked),
    info,
  });
  holder.engine = engine;
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    ended.catch(() => {});
    await clock.run(Number.POSITIVE_INFINITY, () => done);
    return ended;
  };
  const answerOf = async (response: EngineResponse): Promise<Answer> => {
    const text = decoder.decode(await readAll(response.body));
    return { status: response.status, text, headers: response.headers };
  };
  return {
    clock,
    kernel,
    engine,
    wire: engine.transport,
    settle,
    call: (method, path, body) => {
      const json =
        body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: new TextEncoder().encode(JSON.stringify(body)) };
      return settle(engine.transport.fetch({ method, url: `/v1.41${path}`, headers: {}, ...json }).then(answerOf));
    },
  };
}
