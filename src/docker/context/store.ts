/** The contexts of the client: ~/.docker/contexts/meta/<SHA-256 of the name>/meta.json, and what TLS needs beside it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Files } from '../context.ts';

/** The context that the environment and `--host` make; it is in no file. */
export const DEFAULT_CONTEXT = 'default';
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;

/** A context as its file has it. */
export interface ContextMeta {
  readonly Name: string;
  readonly Metadata: { readonly Description?: string; readonly StackOrchestrator?: string };
  readonly Endpoints: { readonly docker?: { readonly Host: string; readonly SkipTLSVerify: boolean } };
}

/** A context that was found. */
export interface StoredContext {
  readonly meta: ContextMeta;
  readonly host: string;
}

const idOf = (name: string): string => bytesToHex(sha256(utf8ToBytes(name)));
const metaRoot = (folder: string): string => `${folder}/contexts/meta`;
/** Where a context's file is. */
export const metaFolder = (folder: string, name: string): string => `${metaRoot(folder)}/${idOf(name)}`;
/** Where a context's certificates are. */
export const tlsFolder = (folder: string, name: string): string => `${folder}/contexts/tls/${idOf(name)}`;

async function read(files: Files, path: string): Promise<ContextMeta | null> {
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path))) as ContextMeta;
  } catch {
    return null;
  }
}

/** The context of that name. Throws when there is none. */
export async function findContext(files: Files, folder: string, name: string): Promise<StoredContext> {
  const meta = await read(files, `${metaFolder(folder, name)}/meta.json`);
  if (!meta) throw new Error(`context "${name}" does not exist`);
  return { meta, host: meta.Endpoints.docker?.Host ?? '' };
}

/** Whether there is one of that name. */
export const hasContext = (files: Files, folder: string, name: string): Promise<boolean> =>
  files.exists(`${metaFolder(folder, name)}/meta.json`);

/** All of them, by name. */
export async function listContexts(files: Files, folder: string): Promise<ContextMeta[]> {
  const ids = await files.list(metaRoot(folder)).catch(() => []);
  const found = await Promise.all(ids.map((id) => read(files, `${metaRoot(folder)}/${id}/meta.json`)));
  return found.filter((meta) => meta !== null).sort((a, b) => (a.Name < b.Name ? -1 : 1));
}

/** Writes a context's file. */
export const keepContext = (files: Files, folder: string, meta: ContextMeta): Promise<void> =>
  files.write(`${metaFolder(folder, meta.Name)}/meta.json`, new TextEncoder().encode(JSON.stringify(meta)), { mode: 0o644 });

/** Removes a context with all it has. */
export async function removeContext(files: Files, folder: string, name: string): Promise<void> {
  await files.removeAll(metaFolder(folder, name));
  await files.removeAll(tlsFolder(folder, name));
}

/** Throws when a context cannot have that name. */
export function checkName(name: string): void {
  if (name === DEFAULT_CONTEXT) throw new Error('"default" is a reserved context name');
  if (!NAME.test(name))
    throw new Error(`context name "${name}" is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`);
}
