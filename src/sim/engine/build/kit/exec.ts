/** Runs a step's command as BuildKit does: in a sandbox of its own that is no container of Docker's. */
import { chainOf } from '../../../image/digest.ts';
import type { Digest } from '../../../image/types.ts';
import { type RuntimeContainer, RuntimeError, type RuntimeMount } from '../../../kernel/runtime.ts';
import type { Daemon } from '../../daemon.ts';
import { copyTree } from '../../host-files.ts';
import { ROOT_DIR } from '../../parts.ts';
import { resolveWithin } from '../paths.ts';
import type { Source } from '../source.ts';
import type { KitMount } from './mounts.ts';

const HOME = `${ROOT_DIR}/buildkit`;
const HOSTNAME = 'buildkitsandbox';
const HOSTS = `127.0.0.1\tlocalhost ${HOSTNAME}\n::1\tlocalhost ip6-localhost ip6-loopback\n`;

/** What is run. */
export interface KitCommand {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: string;
  readonly network: string;
  readonly mounts: readonly { readonly mount: KitMount; readonly source: Source | null }[];
  output(stream: 1 | 2, data: Uint8Array): void;
  /** Told how to stop it, and (null) when it is over. */
  running(stop: (() => void) | null): void;
}

/** Runs a command on top of layers; its exit code, and the id of the layer it wrote to: the caller takes that away. */
export async function runInSandbox(daemon: Daemon, below: readonly Digest[], id: string, command: KitCommand): Promise<number> {
  const { driver, layers, network, runtime } = daemon.parts;
  const layer = layers.createReadWrite(id, chainOf(below));
  const folder = `${HOME}/executor/${id.slice(0, 25)}`;
  daemon.host.write(`${folder}/hosts`, HOSTS);
  daemon.host.write(`${folder}/resolv.conf`, new TextDecoder().decode(daemon.host.read('/etc/resolv.conf') ?? new Uint8Array(0)));
  const none = command.network === 'none' ? network.create(null, HOSTNAME) : null;
  const rootfs = driver.get(layer);
  try {
    const mounts = [
      file(`${folder}/resolv.conf`, '/etc/resolv.conf'),
      file(`${folder}/hosts`, '/etc/hosts'),
      ...command.mounts.flatMap(({ mount, source }, at) => mountOf(daemon, mount, source, `${folder}/${at}`)),
    ];
    const { args, env, cwd, user } = command;
    const { source, type, options } = driver.mountSource(layer);
    const task = runtime.run({
      id,
      hostname: HOSTNAME,
      rootfs,
      rootMount: { source, type, options },
      readonlyRootfs: false,
      mounts,
      process: { args, env, cwd: cwd || '/', user, terminal: false, stdin: false },
      network: none ?? 'host',
    });
    return await ended(task, command);
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    command.output(2, new TextEncoder().encode(`runc run failed: unable to start container process: ${error.message}\n`));
    return 1;
  } finally {
    command.running(null);
    driver.put(layer);
    if (none) network.remove(none);
    daemon.host.remove(folder);
  }
}

async function ended(task: RuntimeContainer, command: KitCommand): Promise<number> {
  command.running(() => task.killAll('KILL'));
  const pump = async (stream: 1 | 2, source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const data of source) command.output(stream, data);
  };
  const [{ code }] = await Promise.all([task.exited, pump(1, task.io.stdout), pump(2, task.io.stderr)]);
  return code;
}

const file = (source: string, destination: string): RuntimeMount => ({
  type: 'bind',
  source,
  destination,
  readonly: true,
  options: 'rbind,rprivate',
});

/** A cache is a folder that stays; what is bound is a copy that goes away. */
function mountOf(daemon: Daemon, mount: KitMount, source: Source | null, copy: string): RuntimeMount[] {
  const { type, target, readonly } = mount;
  if (type === 'tmpfs') return [{ type: 'tmpfs', source: 'tmpfs', destination: target, readonly: false }];
  if (type === 'cache') {
    const folder = `${HOME}/cache/${mount.id.replace(/[^\w.-]+/g, '_')}`;
    daemon.host.mkdirs(folder);
    return [{ ...file(folder, target), readonly }];
  }
  if (type !== 'bind' || !source) return [];
  const { node } = resolveWithin(source.fs, mount.source);
  if (node?.type !== 'dir') throw new Error(`failed to compute cache key: ${JSON.stringify(`/${mount.source}`)} not found: not found`);
  daemon.host.mkdirs(copy);
  const to = daemon.host.node(copy);
  if (to) copyTree(node, to);
  return [{ ...file(copy, target), readonly }];
}
