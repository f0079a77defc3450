import type { HostConfig, Mount, StringSet } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { invalidParameter, systemError } from '../../errors.ts';
import { copyTree, nodeAt } from '../host-files.ts';
import type { ContainerMount } from './container.ts';

/** A mount as it was asked for, before its volume is made. */
interface MountSpec {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly mode: string;
  readonly readonly: boolean;
  readonly copies: boolean;
  readonly propagation: string;
  /** Of a volume made for it. */
  readonly labels: Record<string, string> | null;
  readonly driver: string;
  readonly tmpfsOptions?: string;
}

const clean = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

const PROPAGATION = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];
/** Which modes exclude one another. */
const MODES: readonly (readonly string[])[] = [
  ['rw', 'ro'],
  ['z', 'Z'],
  ['nocopy'],
  ['consistent', 'cached', 'delegated', 'default'],
  PROPAGATION,
];

function isMode(mode: string): boolean {
  if (mode === '') return true;
  const seen = new Set<readonly string[]>();
  for (const word of mode.split(',')) {
    const group = MODES.find((words) => words.includes(word));
    if (!group || seen.has(group)) return false;
    seen.add(group);
  }
  return true;
}

/** The part of Docker's validation that holds for every kind of mount; returns what is wrong, or null. */
function problem(type: string, source: string, target: string): string | null {
  if (target === '') return 'field Target must not be empty';
  if (clean(target) === '/') return "invalid specification: destination can't be '/'";
  if (!target.startsWith('/')) return `invalid mount path: '${target}' mount path must be absolute`;
  if (type === 'bind' && source === '') return 'field Source must not be empty';
  if (type === 'bind' && !source.startsWith('/')) return `invalid mount path: '${source}' mount path must be absolute`;
  if (type === 'tmpfs' && source !== '') return 'field Source must not be specified';
  return ['bind', 'volume', 'tmpfs'].includes(type) ? null : 'mount type unknown';
}

/** Reads "/host:/container:ro" or "volume:/container" (the `-v` flag). */
function parseBind(raw: string, driver = ''): MountSpec {
  const invalid = `invalid volume specification: '${raw}'`;
  const parts = raw.split(':');
  if (parts[0] === '' || parts.length > 3 || (parts.length === 2 && isMode(parts[1] ?? ''))) throw systemError(invalid);
  const [source, target, mode] = parts.length === 1 ? ['', parts[0] ?? '', ''] : [parts[0] ?? '', parts[1] ?? '', parts[2] ?? ''];
  if (!isMode(mode)) throw systemError(`invalid mode: ${mode}`);
  const type = source.startsWith('/') ? 'bind' : 'volume';
  const wrong = problem(type, source, target);
  if (wrong) throw systemError(`${invalid}: invalid mount config for type "${type}": ${wrong}`);
  const words = mode.split(',');
  const propagation = words.find((word) => PROPAGATION.includes(word)) ?? 'rprivate';
  return {
    type,
    source,
    target,
    mode,
    readonly: words.includes('ro'),
    copies: !words.includes('nocopy'),
    propagation,
    labels: null,
    driver: type === 'volume' ? driver : '',
  };
}

function parseMount(daemon: Daemon, mount: Mount): MountSpec {
  const { Type: type, Source: source = '', Target: target } = mount;
  const refuse = (text: string): Error => invalidParameter(`invalid mount config for type "${type}": ${text}`);
  const wrong = ['bind', 'volume', 'tmpfs'].includes(type) ? problem(type, source, target) : 'mount type unknown';
  if (wrong) throw refuse(wrong);
  if (type === 'bind' && !daemon.host.type(source)) throw refuse(`bind source path does not exist: ${source}`);
  const propagation = mount.BindOptions?.Propagation || 'rprivate';
  if (!PROPAGATION.includes(propagation)) throw refuse(`invalid propagation mode: ${propagation}`);
  if (type === 'volume' && source === '' && mount.ReadOnly) throw refuse('must not set ReadOnly mode when using anonymous volumes');
  return {
    type,
    source,
    target,
    mode: '',
    readonly: mount.ReadOnly ?? false,
    copies: !mount.VolumeOptions?.NoCopy,
    propagation,
    labels: mount.VolumeOptions?.Labels ?? null,
    driver: mount.VolumeOptions?.DriverConfig?.Name ?? '',
    ...tmpfsSettings(mount.TmpfsOptions),
  };
}

function tmpfsSettings({ SizeBytes = 0, Mode = 0 }: NonNullable<Mount['TmpfsOptions']> = {}): { tmpfsOptions?: string } {
  const words = [...(SizeBytes ? [`size=${SizeBytes}`] : []), ...(Mode ? [`mode=${Mode.toString(8)}`] : [])];
  return words.length > 0 ? { tmpfsOptions: words.join(',') } : {};
}

/** Makes a container's mounts: of other containers, `-v`, `--mount` and the image's volumes; their volumes are made with them. */
export function makeMounts(daemon: Daemon, id: string, hostConfig: HostConfig, volumes: StringSet | null): ContainerMount[] {
  const mounts = new Map<string, ContainerMount>();
  for (const from of hostConfig.VolumesFrom ?? []) {
    const [name = '', mode = ''] = from.split(':');
    if (from === '') throw invalidParameter('volumes-from specification cannot be an empty string');
    if (!isMode(mode)) throw invalidParameter(`invalid mode: ${mode}`);
    for (const mount of otherMounts(daemon, name))
      mounts.set(mount.Destination, { ...mount, Mode: mode, RW: mount.RW && !mode.split(',').includes('ro') });
  }
  const taken = new Set<string>();
  for (const spec of [
    ...(hostConfig.Binds ?? []).map((raw) => parseBind(raw, hostConfig.VolumeDriver)),
    ...(hostConfig.Mounts ?? []).map((mount) => parseMount(daemon, mount)),
  ]) {
    const target = clean(spec.target);
    if (taken.has(target) || hostConfig.Tmpfs?.[target] !== undefined) throw invalidParameter(`Duplicate mount point: ${spec.target}`);
    taken.add(target);
    mounts.set(target, mountOf(daemon, spec, target));
  }
  for (const [path, options] of Object.entries(hostConfig.Tmpfs ?? {})) {
    const wrong = problem('tmpfs', '', path);
    if (wrong) throw invalidParameter(wrong);
    mounts.set(clean(path), {
      Type: 'tmpfs',
      Source: '',
      Destination: clean(path),
      Mode: options,
      RW: !options.split(',').includes('ro'),
      Propagation: '',
      anonymous: false,
      copies: false,
      implied: true,
      tmpfsOptions: options,
    });
  }
  for (const path of Object.keys(volumes ?? {}).sort()) {
    const target = clean(path);
    if (mounts.has(target)) continue;
    mounts.set(
      target,
      mountOf(
        daemon,
        { type: 'volume', source: '', target, mode: '', readonly: false, copies: true, propagation: '', labels: null, driver: '' },
        target,
        '',
      ),
    );
  }
  for (const { Name } of mounts.values()) if (Name) daemon.volumes.hold(Name, id);
  return [...mounts.values()];
}

function otherMounts(daemon: Daemon, name: string): readonly ContainerMount[] {
  try {
    return daemon.containers.get(name).mounts;
  } catch (error) {
    throw invalidParameter((error as Error).message);
  }
}

function mountOf(daemon: Daemon, spec: MountSpec, target: string, noMode = 'z'): ContainerMount {
  const common = { Type: spec.type, Destination: target, RW: !spec.readonly, copies: spec.copies };
  if (spec.type === 'bind')
    return { ...common, Source: clean(spec.source), Mode: spec.mode, Propagation: spec.propagation, anonymous: false, copies: false };
  if (spec.type === 'tmpfs')
    return {
      ...common,
      Source: '',
      Mode: '',
      Propagation: '',
      anonymous: false,
      ...(spec.tmpfsOptions ? { tmpfsOptions: spec.tmpfsOptions } : {}),
    };
  const volume = daemon.volumes.create({ Name: spec.source, Labels: spec.labels, Driver: spec.driver });
  return {
    ...common,
    Name: volume.Name,
    Source: volume.Mountpoint,
    Driver: 'local',
    Mode: spec.mode || noMode,
    Propagation: '',
    anonymous: spec.source === '',
  };
}

/** Fills a container's empty volumes with what its image has where they will be. */
export function fillVolumes(daemon: Daemon, id: string, layer: string, mounts: readonly ContainerMount[]): void {
  const volumes = mounts.filter(({ Type, copies }) => Type === 'volume' && copies);
  const fs = daemon.parts.driver.get(layer);
  try {
    for (const { Name = '', Source, Destination } of volumes) {
      const from = nodeAt(fs, Destination);
      if (!from) continue;
      if (from.type !== 'dir') throw systemError(`cannot mount volume over existing file, file exists ${Destination}`);
      daemon.volumes.mount(Name, id);
      try {
        const to = daemon.host.node(Source);
        if (!to || to.fs.readdir(to).length > 0) continue;
        copyTree(from, to);
        const { mode, uid, gid } = fs.stat(from);
        to.fs.setattr(to, { mode, uid, gid });
      } finally {
        daemon.volumes.unmount(Name, id);
      }
    }
  } finally {
    daemon.parts.driver.put(layer);
  }
}
