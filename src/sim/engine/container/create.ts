import type { ContainerCreateRequest, ContainerCreateResponse, EndpointSettings, HostConfig } from '../../../api/types.ts';
import { chainOf } from '../../image/digest.ts';
import type { Daemon } from '../daemon.ts';
import { tellOfStorage } from '../hops/steps.ts';
import { conflict, EngineError, invalidParameter, notFound, systemError } from '../../errors.ts';
import { FsError } from '../../fs/types.ts';
import { checkPlatform, parsePlatform } from '../image/platform.ts';
import { emptySettings } from '../networks.ts';
import { NAME_PATTERN, randomName } from '../names.ts';
import { completeHostConfig, mergeConfig } from './config.ts';
import { Container } from './container.ts';
import { ContainerLog } from './log.ts';
import { logSink } from './log-file.ts';
import { fillVolumes, makeMounts } from './mounts.ts';
import { makeContainerFolder } from './saved.ts';
import { checkSettings } from './validate.ts';
import { adaptResources } from './validate-resources.ts';

const ID_DIGITS = 64;
const SHORT = 12;

/** Throws when `name` (as given) is no name or is taken. */
export function checkName(daemon: Daemon, name: string): string {
  const bare = name.replace(/^\//, '');
  if (!NAME_PATTERN.test(bare)) throw invalidParameter(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const holder = daemon.containers.named(bare);
  if (holder)
    throw conflict(
      `Conflict. The container name "/${bare}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  return bare;
}

function freeName(daemon: Daemon): string {
  for (let retry = 0; ; retry++) {
    const name = randomName(daemon.parts.random, retry);
    if (!daemon.containers.named(name)) return name;
  }
}

/** The name of the network that a mode means; null for another container's. */
export const networkName = (mode: string): string | null =>
  mode === 'default' || mode === '' ? 'bridge' : mode.startsWith('container:') ? null : mode;

/** "container:NAME" with the container's ID, as the daemon keeps it; one that is not there is found missing later. */
function byId(daemon: Daemon, mode: string): string {
  if (!mode.startsWith('container:')) return mode;
  try {
    return `container:${daemon.containers.get(mode.slice('container:'.length)).id}`;
  } catch {
    return mode;
  }
}

/** POST /containers/create */
export function ContainerCreate(daemon: Daemon, name: string, request: ContainerCreateRequest, platform = ''): ContainerCreateResponse {
  const { HostConfig: askedHost = {}, NetworkingConfig, ...asked } = request;
  if (Object.keys(request).length === 0) throw invalidParameter('Config cannot be empty in order to create a container');
  checkSettings(asked, askedHost, daemon.parts.info);
  const image = asked.Image ? daemon.image(asked.Image) : null;
  const mismatch = image && platform && checkPlatform(image, parsePlatform(platform), asked.Image ?? '');
  if (mismatch) throw notFound(mismatch);
  checkNetworking(NetworkingConfig?.EndpointsConfig ?? {});
  for (const mode of [askedHost.PidMode, askedHost.IpcMode]) checkJoined(daemon, mode ?? '');
  const { random, layers } = daemon.parts;
  const id = random.hex(ID_DIGITS);
  const { config: adapted, warnings } = adaptResources(askedHost);
  const hostConfig: HostConfig = completeHostConfig({ ...adapted, NetworkMode: byId(daemon, askedHost.NetworkMode ?? '') });
  const hostname = hostConfig.NetworkMode === 'host' ? daemon.parts.info.hostname : id.slice(0, SHORT);
  const config = mergeConfig(asked, image?.config.config ?? {}, hostname);
  if (!config.Cmd?.length && !config.Entrypoint?.length) throw invalidParameter('No command specified');
  if ([...(config.Entrypoint ?? []), ...(config.Cmd ?? [])][0] === '' && !config.Cmd?.length)
    throw invalidParameter('No command specified');
  const bare = name ? checkName(daemon, name) : freeName(daemon);
  for (const link of hostConfig.Links ?? []) checkLink(daemon, link);
  const layer = layers.createReadWrite(id, image ? chainOf(image.config.rootfs.diff_ids) : null);
  try {
    if (config.WorkingDir) makeWorkingDir(daemon, layer, config.WorkingDir);
    const mounts = makeMounts(daemon, id, hostConfig, config.Volumes);
    // Mounted once in any case, as Docker does it to look for what the volumes are to be filled with.
    fillVolumes(daemon, id, layer, mounts);
    const log = new ContainerLog(() => daemon.stamps.next(), logSink(daemon, id, hostConfig.LogConfig.Type));
    const created = daemon.stamps.next();
    const container = new Container({
      id,
      name: bare,
      created,
      config,
      hostConfig,
      image: asked.Image ?? '',
      imageId: image?.id ?? '',
      mounts,
      log,
    });
    const network = networkName(hostConfig.NetworkMode);
    const endpoints = NetworkingConfig?.EndpointsConfig ?? {};
    // The default bridge gives its addresses itself: what is asked of "default" goes unheard.
    const others = Object.keys(endpoints).filter((named) => named !== 'default');
    for (const named of network ? new Set([network, ...others]) : []) {
      const { IPAMConfig = null, Links = null, Aliases = null } = endpoints[named] ?? {};
      container.endpoints.set(named, {
        network: named,
        aliases: ['bridge', 'host', 'none'].includes(named)
          ? Aliases
          : [...(Aliases ?? []), ...new Set([id.slice(0, SHORT), config.Hostname || id.slice(0, SHORT)])],
        settings: { ...emptySettings(), IPAMConfig, Links, Aliases, MacAddress: config.MacAddress ?? '' },
      });
    }
    if (hostConfig.Links)
      container.hostConfig = { ...hostConfig, Links: hostConfig.Links.map((link) => shownLink(daemon, container, link)) };
    daemon.containers.add(container);
    makeContainerFolder(daemon, container);
    tellOfStorage(daemon, container, 'CreateReadWrite');
    daemon.observations.watch(layer, id, image?.config.rootfs.diff_ids.length ?? 0);
    daemon.events.emit('container', 'create', id, containerAttributes(container), container.image);
  } catch (error) {
    for (const name of daemon.volumes.heldBy(id)) daemon.volumes.release(name, id);
    layers.removeReadWrite(id);
    throw error;
  }
  return { Id: id, Warnings: warnings };
}

/** What a container's events tell of it: its labels, image and name. */
export const containerAttributes = (container: Container): Record<string, string> => ({
  ...container.config.Labels,
  image: container.image,
  name: container.name,
});

/** Docker's check of the endpoints: one at most, with addresses that are some. */
function checkNetworking(endpoints: Readonly<Record<string, Partial<EndpointSettings>>>): void {
  const names = Object.keys(endpoints);
  if (names.length > 1) throw invalidParameter(`Container cannot be connected to network endpoints: ${names.join(', ')}`);
  for (const [name, { IPAMConfig }] of Object.entries(endpoints)) {
    // What is asked of the default network goes unheard.
    if (name === 'default') continue;
    const { IPv4Address = '', IPv6Address = '' } = IPAMConfig ?? {};
    if (IPv4Address && !/^(\d{1,3}\.){3}\d{1,3}$/.test(IPv4Address)) throw invalidParameter(`invalid IPv4 address: ${IPv4Address}`);
    if (IPv6Address && !IPv6Address.includes(':')) throw invalidParameter(`invalid IPv6 address: ${IPv6Address}`);
  }
}

/** Whose processes or shared memory one wants to share must be there. */
function checkJoined(daemon: Daemon, mode: string): void {
  if (!mode.startsWith('container:')) return;
  const name = mode.slice('container:'.length);
  if (!daemon.containers.find(name)) throw invalidParameter(`No such container: ${name}`);
}

/** "bb:alias" as inspect shows it: "/bb:/NAME/alias". */
function shownLink(daemon: Daemon, container: Container, link: string): string {
  const [name = '', alias = name] = link.split(':');
  return `/${daemon.containers.find(name)?.name ?? name}:/${container.name}/${alias}`;
}

function checkLink(daemon: Daemon, link: string): void {
  const [name = ''] = link.split(':');
  try {
    daemon.containers.get(name);
  } catch (error) {
    throw error instanceof EngineError ? invalidParameter(`could not get container for ${name}: ${error.message}`) : error;
  }
}

/** The working folder is made where it is missing, in the container's own layer. */
function makeWorkingDir(daemon: Daemon, layer: string, path: string): void {
  const fs = daemon.parts.driver.get(layer);
  let dir = fs.root;
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      dir = fs.parent(dir);
      continue;
    }
    let next = fs.lookup(dir, name);
    if (next?.type === 'symlink') return;
    if (next && next.type !== 'dir') throw systemError(`Cannot mkdir: ${path} is not a directory`);
    next ??= fs.mkdir(dir, name, { mode: 0o755, uid: 0, gid: 0 });
    dir = next;
  }
  daemon.parts.driver.put(layer);
}

/** Makes the folders of bind mounts that are missing on the host (`-v` does, `--mount` has checked). */
export function makeBindSources(daemon: Daemon, container: Container): void {
  for (const { Type, Source } of container.mounts) {
    if (Type !== 'bind' || daemon.host.type(Source)) continue;
    try {
      daemon.host.mkdirs(Source);
    } catch (error) {
      throw error instanceof FsError
        ? systemError(`error while creating mount source path '${Source}': mkdir ${error.path}: not a directory`)
        : error;
    }
  }
}
