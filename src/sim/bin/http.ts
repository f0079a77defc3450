/** HTTP/1.1 over the simulated network: just enough for file servers and for curl and wget. */
import type { Sys } from '../kernel/types.ts';
import { concat } from '../../api/bytes.ts';
import { decode, encode, errno } from './command.ts';

/** Start line and headers of a message, and its body. */
export interface HttpMessage {
  readonly start: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly head: string;
  body: Uint8Array;
}

/** The value of a header, by its name in any case. */
export const header = (message: HttpMessage, name: string): string | undefined =>
  message.headers.find(([key]) => key.toLowerCase() === name)?.[1];

/** Reads a message from a connection; null when it ends before the head is complete. `noBody`: an answer to HEAD. */
export async function readMessage(sys: Sys, fd: number, isRequest: boolean, noBody = false): Promise<HttpMessage | null> {
  let data: Uint8Array = new Uint8Array(0);
  let end = -1;
  let size = 4;
  while (end < 0) {
    const part = await sys.read(fd);
    if (part.length === 0) return null;
    data = concat([data, part]);
    const text = String.fromCharCode(...data.subarray(0, 65536));
    end = text.indexOf('\r\n\r\n');
    if (end < 0) {
      end = text.indexOf('\n\n');
      size = 2;
    }
  }
  const head = decode(data.subarray(0, end + size));
  const [start = '', ...lines] = head.trimEnd().split(/\r?\n/);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  const message: HttpMessage = { start, headers, head, body: data.subarray(end + size) };
  if (noBody || / (1\d\d|204|304) /.test(isRequest ? '' : `${start} `)) {
    message.body = new Uint8Array(0);
    return message;
  }
  const length = header(message, 'content-length');
  const chunked = /chunked/i.test(header(message, 'transfer-encoding') ?? '');
  if (length === undefined && !chunked && isRequest) return message;
  const parts = [message.body];
  let have = message.body.length;
  while (
    chunked ? !/(^|\r\n)0\r\n\r\n$/.test(String.fromCharCode(...concat(parts).slice(-64))) : length === undefined || have < Number(length)
  ) {
    const part = await sys.read(fd);
    if (part.length === 0) break;
    parts.push(part);
    have += part.length;
  }
  message.body = concat(parts);
  if (chunked) message.body = dechunk(message.body);
  return message;
}

function dechunk(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; ) {
    const end = data.indexOf(10, at);
    if (end < 0) break;
    const size = Number.parseInt(decode(data.subarray(at, end)), 16);
    if (!(size > 0)) break;
    parts.push(data.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 2;
  }
  return concat(parts);
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  json: 'application/json',
  xml: 'text/xml',
  ico: 'image/x-icon',
  pdf: 'application/pdf',
};

/** Media type by a file name's ending. */
export const mediaType = (path: string): string | undefined => TYPES[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''];

/** "Tue, 24 Nov 2026 03:53:47 GMT". */
export const httpDate = (ms: number): string => new Date(ms).toUTCString();

/** What a served path leads to. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly data: Uint8Array; readonly mtime: number }
  | { readonly kind: 'folder' | 'missing' | 'denied' };

/** Looks a URL's path up below a folder; a folder gives its index. */
export function lookUp(sys: Sys, root: string, url: string, indexes: readonly string[] = ['index.html']): Found {
  let path: string;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/, ''));
  } catch {
    return { kind: 'missing' };
  }
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const file = `${root.replace(/\/$/, '')}/${parts.join('/')}`;
  try {
    if (sys.stat(file).type === 'dir') {
      if (!path.endsWith('/')) return { kind: 'folder' };
      for (const index of indexes) {
        const found = lookUp(sys, file, `/${index}`, []);
        if (found.kind === 'file') return found;
      }
      return { kind: indexes.length > 0 && parts.length >= 0 ? 'denied' : 'missing' };
    }
    return { kind: 'file', path: file, data: sys.readFile(file), mtime: sys.stat(file).mtime };
  } catch (error) {
    return { kind: errno(error) === 'EACCES' ? 'denied' : 'missing' };
  }
}

/** Serves connections for ever, each in its own child. `answer` writes the whole response of one request and says whether to go on. */
export async function serve(sys: Sys, listener: number, answer: (sys: Sys, fd: number, peer: string) => Promise<boolean>): Promise<never> {
  sys.sigaction('CHLD', 'ignore');
  for (;;) {
    const { fd, address } = await sys.accept(listener);
    sys.fork(async (child) => {
      try {
        while (await answer(child, fd, address));
      } catch (error) {
        errno(error);
      }
      child.close(fd);
      return 0;
    });
    sys.close(fd);
  }
}

/** Sends a response head and body. */
export const send = (sys: Sys, fd: number, head: readonly string[], body: Uint8Array | string = ''): Promise<number> =>
  sys.write(fd, concat([encode(`${head.join('\r\n')}\r\n\r\n`), typeof body === 'string' ? encode(body) : body]));
