import { invalidParameter } from '../errors.ts';
import { ImageBuild } from './build/build.ts';
import { BuildPrune } from './build/prune.ts';
import * as archive from './container/archive.ts';
import * as attach from './container/attach.ts';
import * as change from './container/change.ts';
import * as create from './container/create.ts';
import { ContainerExport } from './container/export.ts';
import * as inspect from './container/inspect.ts';
import * as list from './container/list.ts';
import * as logs from './container/logs.ts';
import * as remove from './container/remove.ts';
import * as start from './container/start.ts';
import * as stats from './container/stats.ts';
import * as stop from './container/stop.ts';
import * as top from './container/top.ts';
import type { Daemon } from './daemon.ts';
import * as exec from './exec.ts';
import { Filters } from './filters.ts';
import * as commit from './image/commit.ts';
import { ImageImport } from './image/import.ts';
import { ImageLoad } from './image/load.ts';
import { manifest } from './image/manifest.ts';
import { ImageCreate } from './image/pull.ts';
import { DistributionInspect, ImagePush } from './image/push.ts';
import * as read from './image/read.ts';
import { ImageGet } from './image/save.ts';
import { ImageSearch } from './image/search.ts';
import * as write from './image/write.ts';
import type { Operations } from './router/operations.ts';
import * as files from './system/files.ts';
import { SystemAuth } from './system/auth.ts';
import * as wholeLayers from './system/layers.ts';
import { boot } from './system/boot.ts';
import * as stage from './system/stage.ts';
import * as system from './system/system.ts';

import { untilTest } from './until.ts';

/** Binds the operations to one daemon. */
export function operationsOf(daemon: Daemon): Operations {
  const bind =
    <A extends unknown[], R>(operation: (daemon: Daemon, ...args: A) => R) =>
    (...args: A): R =>
      operation(daemon, ...args);
  const { volumes, networks } = daemon;
  return {
    SystemVersion: bind(system.SystemVersion),
    SystemInfo: bind(system.SystemInfo),
    SystemDataUsage: bind(system.SystemDataUsage),
    SystemAuth: bind(SystemAuth),
    SystemEvents: bind(system.SystemEvents),
    ContainerList: bind(list.ContainerList),
    ContainerCreate: bind(create.ContainerCreate),
    ContainerPrune: bind(remove.ContainerPrune),
    ContainerInspect: bind(inspect.ContainerInspect),
    ContainerTop: bind(top.ContainerTop),
    ContainerChanges: bind(change.ContainerChanges),
    ContainerExport: bind(ContainerExport),
    ContainerArchive: bind(archive.ContainerArchive),
    ContainerArchiveInfo: bind(archive.ContainerArchiveInfo),
    PutContainerArchive: bind(archive.PutContainerArchive),
    ContainerStats: bind(stats.ContainerStats),
    ContainerLogs: bind(logs.ContainerLogs),
    ContainerStart: bind(start.ContainerStart),
    ContainerStop: bind(stop.ContainerStop),
    ContainerRestart: bind(stop.ContainerRestart),
    ContainerKill: bind(stop.ContainerKill),
    ContainerPause: bind(stop.ContainerPause),
    ContainerUnpause: bind(stop.ContainerUnpause),
    ContainerRename: bind(change.ContainerRename),
    ContainerResize: bind(change.ContainerResize),
    ContainerUpdate: bind(change.ContainerUpdate),
    ContainerWait: bind(change.ContainerWait),
    ContainerAttach: bind(attach.ContainerAttach),
    ContainerDelete: bind(remove.ContainerDelete),
    ContainerExec: bind(exec.ContainerExec),
    ExecStart: bind(exec.ExecStart),
    ExecAttach: bind(exec.ExecAttach),
    ExecResize: bind(exec.ExecResize),
    ExecInspect: bind(exec.ExecInspect),
    ImageList: bind(read.ImageList),
    ImageSearch: bind(ImageSearch),
    ImageCreate: bind(ImageCreate),
    ImagePush: bind(ImagePush),
    DistributionInspect: bind(DistributionInspect),
    ImagePrune: bind(write.ImagePrune),
    ImageInspect: bind(read.ImageInspect),
    ImageHistory: bind(read.ImageHistory),
    ImageGet: bind(ImageGet),
    ImageLoad: bind(ImageLoad),
    ImageImport: bind(ImageImport),
    ImageTag: bind(write.ImageTag),
    ImageDelete: bind(write.ImageDelete),
    ImageBuild: bind(ImageBuild),
    BuildPrune: bind(BuildPrune),
    ImageCommit: bind(commit.ImageCommit),
    VolumeList: (filters) => ({
      Volumes: volumes.list(
        Filters.parse(filters, ['dangling', 'name', 'driver', 'label'], (message) =>
          invalidParameter(`error reading volume filters: ${message}`),
        ),
      ),
      Warnings: null,
    }),
    VolumeCreate: (request) => volumes.create(request),
    VolumeInspect: (name) => volumes.get(name),
    VolumeDelete: (name, force) => volumes.remove(name, force),
    VolumePrune: (filters) => {
      const { names, bytes } = volumes.prune(Filters.parse(filters, ['label', 'label!']));
      return { VolumesDeleted: names.length > 0 ? names : null, SpaceReclaimed: bytes };
    },
    NetworkList: (filters) => networks.list(Filters.parse(filters, ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'])),
    NetworkCreate: (request) => ({ Id: networks.create(request), Warning: '' }),
    NetworkInspect: (id) => networks.inspect(id),
    NetworkDelete: (id) => void networks.remove(id),
    NetworkPrune: (filters) => {
      const parsed = Filters.parse(filters, ['label', 'label!', 'until']);
      const names = networks.prune(parsed, untilTest(daemon, parsed));
      return { NetworksDeleted: names.length > 0 ? names : null };
    },
    NetworkConnect: bind(change.NetworkConnect),
    NetworkDisconnect: bind(change.NetworkDisconnect),
    stack: bind(stage.stack),
    tree: bind(stage.tree),
    file: bind(stage.file),
    merged: bind(stage.merged),
    changes: bind(wholeLayers.changes),
    waste: bind(wholeLayers.waste),
    disk: bind(wholeLayers.disk),
    drivers: bind(wholeLayers.drivers),
    folder: bind(files.folder),
    content: bind(files.content),
    put: bind(files.put),
    manifest: bind(manifest),
    host: bind(stage.host),
    registries: bind(stage.registries),
    transfers: bind(stage.transfers),
    boot: bind(boot),
    observations: bind(stage.observations),
    requests: bind(stage.requests),
  };
}
