/** Archives for tests: the recorded one, the same as an OCI layout, and ones made up. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { blobSource, webHost } from '../../../src/app/archive/web-host.ts';
import { openArchive, type OpenedArchive, type Progress } from '../../../src/api/archive/open.ts';
import { modeField, tarEnd, tarHeader, tarPadding, type TarType } from '../../../src/api/tar/header.ts';

/** `docker save course/layers:1 course/hello` of a real engine, as it was recorded: packed. */
export const recordedPacked = (): Uint8Array => new Uint8Array(readFileSync(join(import.meta.dirname, 'docker-save.tar.gz')));

/** The same as docker wrote it. */
export const recorded = (): Uint8Array => new Uint8Array(gunzipSync(recordedPacked()));

export interface MadeEntry {
  readonly name: string;
  readonly type?: TarType;
  readonly data?: Uint8Array | string;
  readonly linkname?: string;
}

/** A tar of these entries. */
export function tarOf(entries: readonly MadeEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { name, type = 'file', data = '', linkname = '' } of entries) {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    const owner = { uid: 0, gid: 0, uname: 'root', gname: 'root', rdev: [0, 0] as const, xattrs: {} };
    const mode = modeField(type, type === 'dir' ? 0o755 : 0o644);
    parts.push(...tarHeader({ name, type, mode, size: bytes.length, mtime: 0, linkname, ...owner }), bytes, tarPadding(bytes.length));
  }
  return new Uint8Array(Buffer.concat([...parts, tarEnd]));
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export interface MadeImage {
  readonly name: string;
  /** Tars, bottom first. */
  readonly layers: readonly Uint8Array[];
}

function configOf({ layers }: MadeImage): string {
  const history = layers.map((_, n) => ({ created: '2026-01-01T00:00:00Z', created_by: `/bin/sh -c step ${n}` }));
  const diffIds = layers.map((layer) => `sha256:${sha256(layer)}`);
  return JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '2026-01-01T00:00:00Z',
    config: {},
    rootfs: { type: 'layers', diff_ids: diffIds },
    history,
  });
}

/** An archive as docker save writes it. */
export function dockerArchive(images: readonly MadeImage[]): Uint8Array {
  const files = new Map<string, Uint8Array | string>();
  const manifest = images.map((image) => {
    const config = configOf(image);
    files.set(`${sha256(config)}.json`, config);
    const layers = image.layers.map((layer) => `${sha256(`folder ${sha256(layer)}`)}/layer.tar`);
    for (const [n, file] of layers.entries()) files.set(file, image.layers[n] ?? '');
    return { Config: `${sha256(config)}.json`, RepoTags: [image.name], Layers: layers };
  });
  files.set('manifest.json', JSON.stringify(manifest));
  return tarOf([...files].map(([name, data]) => ({ name, data })));
}

/** An archive of an OCI image layout; `pack` says how its layers are packed. */
export function ociArchive(images: readonly MadeImage[], pack: 'gzip' | 'none' = 'gzip'): Uint8Array {
  const blobs = new Map<string, Uint8Array | string>();
  const put = (mediaType: string, data: Uint8Array | string): { mediaType: string; digest: string; size: number } => {
    blobs.set(`blobs/sha256/${sha256(data)}`, data);
    return { mediaType, digest: `sha256:${sha256(data)}`, size: data.length };
  };
  const type = 'application/vnd.oci.image';
  const manifests = images.map((image) => {
    const layers = image.layers.map((layer) =>
      pack === 'gzip' ? put(`${type}.layer.v1.tar+gzip`, new Uint8Array(gzipSync(layer))) : put(`${type}.layer.v1.tar`, layer),
    );
    const config = put(`${type}.config.v1+json`, configOf(image));
    const manifest = put(`${type}.manifest.v1+json`, JSON.stringify({ schemaVersion: 2, config, layers }));
    return { ...manifest, annotations: { 'io.containerd.image.name': `docker.io/library/${image.name}` } };
  });
  return tarOf([
    { name: 'blobs/', type: 'dir' },
    ...[...blobs].map(([name, data]) => ({ name, data })),
    { name: 'index.json', data: JSON.stringify({ schemaVersion: 2, manifests }) },
    { name: 'oci-layout', data: '{"imageLayoutVersion":"1.0.0"}' },
  ]);
}

/** Opens bytes as the page opens a file. */
export const openBytes = (bytes: Uint8Array, onProgress?: (progress: Progress) => void): Promise<OpenedArchive> =>
  openArchive(blobSource(new Blob([bytes as Uint8Array<ArrayBuffer>])), webHost, onProgress);
