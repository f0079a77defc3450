import { gunzip } from '../../image/gzip.ts';

/** Whether bytes begin as a gzip file does. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;

/** The bytes in a gzip file; others as they are. Throws when it is damaged. */
export const unpackBody = (bytes: Uint8Array): Uint8Array => (isGzip(bytes) ? gunzip(bytes) : bytes);
