/** The bytes of a build context on their way: told from other input, completed, counted. */
import { concat } from '../../api/bytes.ts';
import { TarDecoder } from '../../api/tar/decoder.ts';
import { BLOCK, tarEnd, tarHeader, tarPadding } from '../../api/tar/header.ts';
import { readTarStream } from '../../api/tar/stream.ts';
import type { Cli } from '../command.ts';
import type { OutputStream } from '../context.ts';
import { humanSize } from '../format/units.ts';

const encoder = new TextEncoder();
const MAGIC: readonly (readonly number[])[] = [
  [0x1f, 0x8b, 0x08],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd],
];

/** All of standard input, piece by piece. */
export async function* standardInput(cli: Cli): AsyncGenerator<Uint8Array> {
  for (let part = await cli.stdin.read(); part.length > 0; part = await cli.stdin.read()) yield part.slice();
}

/** Reads at least `size` bytes; those, and a stream of all. */
export async function peek(
  source: AsyncIterator<Uint8Array>,
  size: number,
): Promise<{ head: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const next = await source.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  const head = concat(parts);
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  };
  return { head, all: all() };
}

/** Whether input that begins so is an archive (plain or compressed) and not a Dockerfile. */
export function isArchive(head: Uint8Array): boolean {
  if (MAGIC.some((magic) => magic.every((byte, at) => head[at] === byte))) return true;
  try {
    return new TarDecoder().next(head.subarray(0, BLOCK)).kind !== 'end';
  } catch {
    return false;
  }
}

/** One file of a context that is made here. */
function* file(name: string, data: Uint8Array, now: number, mode = 0o100600): Generator<Uint8Array> {
  const root = { uid: 0, gid: 0, uname: '', gname: '', linkname: '', rdev: [0, 0], xattrs: {} } as const;
  yield* tarHeader({ name, type: 'file', mode, size: data.length, mtime: Math.floor(now / 1000) * 1000, ...root });
  yield data;
  yield tarPadding(data.length);
}

/** A context of nothing but a Dockerfile. */
export async function* dockerfileAlone(cli: Cli, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  yield* file('Dockerfile', concat(parts), cli.now(), 0o100644);
  yield tarEnd;
}

/** A context with one more Dockerfile, under a name that is ignored. */
export async function* withDockerfile(
  context: AsyncIterable<Uint8Array>,
  name: string,
  dockerfile: Uint8Array,
  now: number,
): AsyncGenerator<Uint8Array> {
  const IGNORE = '.dockerignore';
  let ignore: Uint8Array = encoder.encode(IGNORE);
  for await (const { header, data } of readTarStream(context)) {
    if (header.name === IGNORE && header.type === 'file') {
      const parts: Uint8Array[] = [];
      for await (const part of data) parts.push(part.slice());
      ignore = concat(parts);
      continue;
    }
    yield* tarHeader(header);
    for await (const part of data) yield part;
    yield tarPadding(header.size);
  }
  yield* file(name, dockerfile, now);
  yield* file(IGNORE, concat([ignore, encoder.encode(`\n${name}\n`)]), now);
  yield tarEnd;
}

const ACTION = 'Sending build context to Docker daemon';
const OFTEN = 512 << 10;
const PAUSE_MS = 100;

/** A context that tells on `out` how much of it has gone: all the time on a terminal, else at its end. */
export async function* counted(cli: Cli, context: AsyncIterable<Uint8Array>, out: OutputStream): AsyncGenerator<Uint8Array> {
  const live = cli.stdout.isTTY;
  let [sent, told, last] = [0, 0, Number.NEGATIVE_INFINITY];
  const tell = (end: string): Promise<void> =>
    out.write(encoder.encode(`${ACTION} ${sent > 0 ? humanSize(sent).padStart(8) : ''}\r${end}`));
  for await (const part of context) {
    yield part;
    sent += part.length;
    if (!live || sent - told <= OFTEN) continue;
    told = sent;
    if (cli.now() - last < PAUSE_MS) continue;
    last = cli.now();
    await tell('');
  }
  await tell('\r\n');
}
