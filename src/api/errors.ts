/** What an error answer means; named as moby's errdefs are. */
export type ErrorKind =
  | 'InvalidParameter'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'Conflict'
  | 'NotModified'
  | 'NotImplemented'
  | 'Unavailable'
  | 'System';

const statuses: Readonly<Record<ErrorKind, number>> = {
  InvalidParameter: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
  NotModified: 304,
  NotImplemented: 501,
  Unavailable: 503,
  System: 500,
};

/** The HTTP status that tells this kind of error. */
export const statusOfKind = (kind: ErrorKind): number => statuses[kind];

/** The kind that an HTTP status tells ('System' for those Docker does not use). */
function kindOfStatus(status: number): ErrorKind {
  for (const kind of Object.keys(statuses) as ErrorKind[]) if (statuses[kind] === status) return kind;
  return status >= 400 && status < 500 ? 'InvalidParameter' : 'System';
}

/** An error answer of the engine; `message` is Docker's own text, without any prefix. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ErrorKind;
  readonly status: number;
  /** What was asked for by name, on operations whose 404 can only mean that: `{noun: "container", id: "web"}`. */
  readonly object: { readonly noun: string; readonly id: string } | undefined;

  constructor(status: number, message: string, object?: { noun: string; id: string }) {
    super(message);
    this.status = status;
    this.kind = kindOfStatus(status);
    this.object = object;
  }
}

/** No engine answered at all. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}
