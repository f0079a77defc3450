import { ApiError } from '../api/errors.ts';

/** Ends a command with an exit code, and with a message on standard error unless it is "". */
export class StatusError extends Error {
  readonly code: number;
  constructor(code: number, message = '') {
    super(message);
    this.code = code;
  }
}

/** The user typed the detach keys. */
export class DetachError extends Error {
  override readonly message = 'read escape sequence';
}

/** An error in the words of the client: the engine's come with "Error response from daemon: ", missing objects with "Error: No such …". */
export function describe(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.kind === 'NotFound' && error.object) return `Error: No such ${error.object.noun}: ${error.object.id}`;
    return `Error response from daemon: ${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

export { pathError } from '../api/path-error.ts';

/** Throws an error of this message unless the condition holds. */
export function unless(ok: boolean, message: string): void {
  if (!ok) throw new Error(message);
}
