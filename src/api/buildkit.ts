/**
 * What BuildKit tells of a build while it goes on: the messages of its control API (moby.buildkit.v1.StatusResponse), which the engine
 * sends as protocol buffers in base64 under the id "moby.buildkit.trace". Times are milliseconds since 1970.
 */

/** The id of the messages that carry a {@link SolveStatus}. */
export const TRACE = 'moby.buildkit.trace';
/** The id of the message that carries the image's id. */
export const RESULT = 'moby.image.id';

/** A step of the build graph. */
export interface Vertex {
  readonly digest: string;
  readonly inputs: readonly string[];
  readonly name: string;
  readonly cached: boolean;
  readonly started: number | null;
  readonly completed: number | null;
  readonly error: string;
}

/** Something within a step that takes its time ("transferring context", "exporting layers"). */
export interface VertexStatus {
  readonly id: string;
  readonly vertex: string;
  readonly current: number;
  readonly total: number;
  readonly timestamp: number;
  readonly started: number | null;
  readonly completed: number | null;
}

/** What a step's command said. */
export interface VertexLog {
  readonly vertex: string;
  readonly timestamp: number;
  readonly stream: 1 | 2;
  readonly data: Uint8Array;
}

export interface SolveStatus {
  readonly vertexes: readonly Vertex[];
  readonly statuses: readonly VertexStatus[];
  readonly logs: readonly VertexLog[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const VARINT = 0;
const BYTES = 2;

/** A message being written, field by field; what is empty is left out, as proto3 does. */
class Writer {
  readonly #out: number[] = [];

  varint(field: number, value: number): this {
    if (value === 0) return this;
    this.#raw(field * 8 + VARINT);
    this.#raw(value);
    return this;
  }

  bytes(field: number, data: Uint8Array, always = false): this {
    if (data.length === 0 && !always) return this;
    this.#raw(field * 8 + BYTES);
    this.#raw(data.length);
    for (const byte of data) this.#out.push(byte);
    return this;
  }

  text(field: number, text: string): this {
    return this.bytes(field, encoder.encode(text));
  }

  time(field: number, ms: number | null): this {
    if (ms === null) return this;
    const seconds = Math.floor(ms / 1000);
    return this.bytes(
      field,
      new Writer()
        .varint(1, seconds)
        .varint(2, Math.round((ms - seconds * 1000) * 1e6))
        .done(),
      true,
    );
  }

  done(): Uint8Array {
    return Uint8Array.from(this.#out);
  }

  #raw(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#out.push((rest % 128) + 128);
    this.#out.push(rest);
  }
}

/** The fields of a message, in order: numbers or bytes. */
function* fields(bytes: Uint8Array): Generator<readonly [field: number, value: number | Uint8Array]> {
  let at = 0;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('unexpected EOF');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [field, kind] = [Math.floor(key / 8), key % 8];
    if (kind === VARINT) yield [field, varint()];
    else if (kind === BYTES) {
      const size = varint();
      if (at + size > bytes.length) throw new Error('unexpected EOF');
      yield [field, bytes.subarray(at, (at += size))];
    } else throw new Error(`proto: illegal wireType ${kind}`);
  }
}

const textOf = (value: number | Uint8Array): string => (typeof value === 'number' ? '' : decoder.decode(value));
const numberOf = (value: number | Uint8Array): number => (typeof value === 'number' ? value : 0);
const bytesOf = (value: number | Uint8Array): Uint8Array => (typeof value === 'number' ? new Uint8Array(0) : value.slice());

function timeOf(value: number | Uint8Array): number {
  let ms = 0;
  for (const [field, part] of fields(bytesOf(value))) ms += field === 1 ? numberOf(part) * 1000 : numberOf(part) / 1e6;
  return ms;
}

/** Writes a status as protocol buffers. */
export function encodeStatus({ vertexes, statuses, logs }: SolveStatus): Uint8Array {
  const out = new Writer();
  for (const { digest, inputs, name, cached, started, completed, error } of vertexes) {
    const vertex = new Writer().text(1, digest);
    for (const input of inputs) vertex.text(2, input);
    out.bytes(
      1,
      vertex
        .text(3, name)
        .varint(4, cached ? 1 : 0)
        .time(5, started)
        .time(6, completed)
        .text(7, error)
        .done(),
      true,
    );
  }
  for (const { id, vertex, current, total, timestamp, started, completed } of statuses) {
    const status = new Writer().text(1, id).text(2, vertex).varint(4, current).varint(5, total);
    out.bytes(2, status.time(6, timestamp).time(7, started).time(8, completed).done(), true);
  }
  for (const { vertex, timestamp, stream, data } of logs)
    out.bytes(3, new Writer().text(1, vertex).time(2, timestamp).varint(3, stream).bytes(4, data).done(), true);
  return out.done();
}

/** Reads a status. Throws for bytes that are none. */
export function decodeStatus(bytes: Uint8Array): SolveStatus {
  const [vertexes, statuses, logs]: [Vertex[], VertexStatus[], VertexLog[]] = [[], [], []];
  for (const [field, value] of fields(bytes)) {
    if (field === 1) vertexes.push(vertexOf(bytesOf(value)));
    else if (field === 2) statuses.push(statusOf(bytesOf(value)));
    else if (field === 3) logs.push(logOf(bytesOf(value)));
  }
  return { vertexes, statuses, logs };
}

function vertexOf(bytes: Uint8Array): Vertex {
  const vertex = {
    digest: '',
    inputs: [] as string[],
    name: '',
    cached: false,
    started: null as number | null,
    completed: null as number | null,
    error: '',
  };
  for (const [field, value] of fields(bytes)) {
    if (field === 1) vertex.digest = textOf(value);
    else if (field === 2) vertex.inputs.push(textOf(value));
    else if (field === 3) vertex.name = textOf(value);
    else if (field === 4) vertex.cached = numberOf(value) === 1;
    else if (field === 5) vertex.started = timeOf(value);
    else if (field === 6) vertex.completed = timeOf(value);
    else if (field === 7) vertex.error = textOf(value);
  }
  return vertex;
}

function statusOf(bytes: Uint8Array): VertexStatus {
  const status = {
    id: '',
    vertex: '',
    current: 0,
    total: 0,
    timestamp: 0,
    started: null as number | null,
    completed: null as number | null,
  };
  for (const [field, value] of fields(bytes)) {
    if (field === 1) status.id = textOf(value);
    else if (field === 2) status.vertex = textOf(value);
    else if (field === 4) status.current = numberOf(value);
    else if (field === 5) status.total = numberOf(value);
    else if (field === 6) status.timestamp = timeOf(value);
    else if (field === 7) status.started = timeOf(value);
    else if (field === 8) status.completed = timeOf(value);
  }
  return status;
}

function logOf(bytes: Uint8Array): VertexLog {
  const log = { vertex: '', timestamp: 0, stream: 1 as 1 | 2, data: new Uint8Array(0) as Uint8Array };
  for (const [field, value] of fields(bytes)) {
    if (field === 1) log.vertex = textOf(value);
    else if (field === 2) log.timestamp = timeOf(value);
    else if (field === 3) log.stream = numberOf(value) === 2 ? 2 : 1;
    else if (field === 4) log.data = bytesOf(value);
  }
  return log;
}
