const texts: Readonly<Record<string, string>> = {
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  EIO: 'input/output error',
  ENXIO: 'no such device or address',
  EACCES: 'permission denied',
  EBUSY: 'device or resource busy',
  EEXIST: 'file exists',
  EXDEV: 'invalid cross-device link',
  ENODEV: 'no such device',
  ENOTBLK: 'block device required',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  EINVAL: 'invalid argument',
  ETXTBSY: 'text file busy',
  EFBIG: 'file too large',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
  EMLINK: 'too many links',
  ENAMETOOLONG: 'file name too long',
  ENOTEMPTY: 'directory not empty',
  ELOOP: 'too many levels of symbolic links',
};

/** The code of a failed system call (ENOENT …), null for other errors. */
export function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

/** A file error as Go words it: "open /nosuch: no such file or directory"; it keeps its code. */
export function pathError(operation: string, path: string, error: unknown): Error {
  const code = codeOf(error);
  const why = code === null ? (error instanceof Error ? error.message : String(error)) : (texts[code] ?? code);
  return Object.assign(new Error(`${operation} ${path}: ${why}`), code === null ? {} : { code });
}
