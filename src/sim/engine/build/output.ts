import { JsonStream } from '../stream.ts';

const decoder = new TextDecoder();

/** Why a build ended early; the code is that of the command that failed. */
export class BuildFailure extends Error {
  readonly code: number;
  constructor(message: string, code = 0) {
    super(message);
    this.code = code;
  }
}

/**
 * What a build says, as the stream of its answer. Until something has been said an error can still be the answer itself. A quiet
 * build's words are kept, and said only when it fails.
 */
export class BuildOutput {
  readonly stream = new JsonStream();
  readonly #quiet: boolean;
  #kept: unknown[] = [];
  #onFirst: (() => void) | null;
  /** Whoever listened has gone. */
  canceled = false;
  #onCancel: (() => void) | null = null;

  constructor(quiet: boolean, onFirst: () => void) {
    this.#quiet = quiet;
    this.#onFirst = onFirst;
    this.stream.onClose = () => {
      this.canceled = true;
      this.#onCancel?.();
    };
  }

  /** Whether anything has been said. */
  get begun(): boolean {
    return this.#onFirst === null;
  }

  /** Calls back when nobody listens any longer; null: nothing is to be stopped now. */
  set onCancel(callback: (() => void) | null) {
    this.#onCancel = callback;
    if (this.canceled) callback?.();
  }

  print(text: string): void {
    this.message({ stream: text });
  }

  line(text: string): void {
    this.print(`${text}\n`);
  }

  stdout(data: Uint8Array): void {
    this.print(decoder.decode(data));
  }

  /** What a command said on standard error is red. */
  stderr(data: Uint8Array): void {
    this.print(`\x1b[91m${decoder.decode(data)}\x1b[0m`);
  }

  message(message: unknown): void {
    if (this.#quiet) this.#kept.push(message);
    else this.#send(message);
  }

  /** The result of a quiet build. */
  answer(text: string): void {
    if (this.#quiet) this.#send({ stream: `${text}\n` });
  }

  fail(failure: BuildFailure): void {
    for (const message of this.#kept) this.#send(message);
    const { message, code } = failure;
    this.#send({ errorDetail: { ...(code && { code }), message }, error: message });
  }

  /** Whether an error would be the answer itself. */
  get silent(): boolean {
    return !this.begun && this.#kept.length === 0;
  }

  end(): void {
    this.#onCancel = null;
    this.stream.end();
  }

  #send(message: unknown): void {
    this.stream.send(message);
    this.#onFirst?.();
    this.#onFirst = null;
  }
}
