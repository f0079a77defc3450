import { type ErrorKind, statusOfKind } from '../api/errors.ts';

/** Why an operation was refused: a kind (which decides the status) and Docker's exact message. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }

  get status(): number {
    return statusOfKind(this.kind);
  }
}

const refuse =
  (kind: ErrorKind) =>
  (message: string): EngineError =>
    new EngineError(kind, message);

/** 404 */
export const notFound = refuse('NotFound');
/** 409 */
export const conflict = refuse('Conflict');
/** 400 */
export const invalidParameter = refuse('InvalidParameter');
/** 500 */
export const systemError = refuse('System');
/** 403 */
export const forbidden = refuse('Forbidden');
/** 503 */
export const unavailable = refuse('Unavailable');
/** 501 */
export const notImplemented = refuse('NotImplemented');
/** 304: nothing was to be done; it has no message. */
export const notModified = (): EngineError => new EngineError('NotModified', '');
