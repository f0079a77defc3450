/**
 * The 8-byte frames in which attach, exec and logs carry standard output and error over one connection when there is no
 * terminal: one byte stream number, three zero bytes, four bytes length (big endian), then the data.
 * https://docs.docker.com/engine/api/v1.41/#operation/ContainerAttach
 */
import { concat } from './bytes.ts';

export type StreamNumber = 0 | 1 | 2 | 3;

export interface Frame {
  /** 0 standard input, 1 standard output, 2 standard error, 3 an error of the engine. */
  readonly stream: StreamNumber;
  readonly data: Uint8Array;
}

/** Puts data in one frame. */
export function encodeFrame(stream: StreamNumber, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + data.length);
  out[0] = stream;
  new DataView(out.buffer).setUint32(4, data.length);
  out.set(data, 8);
  return out;
}

/** Takes a stream of bytes apart into frames; a frame cut off by the end is dropped. Throws on a stream number Docker does not know. */
export async function* decodeFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of source) {
    rest = rest.length === 0 ? chunk : concat([rest, chunk]);
    while (rest.length >= 8) {
      const stream = rest[0] ?? 0;
      if (stream > 3) throw new Error(`Unrecognized input header: ${stream}`);
      const end = 8 + new DataView(rest.buffer, rest.byteOffset).getUint32(4);
      if (rest.length < end) break;
      yield { stream: stream as StreamNumber, data: rest.subarray(8, end) };
      rest = rest.subarray(end);
    }
  }
}
