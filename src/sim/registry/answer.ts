import type { Body, EngineResponse } from '../../api/wire.ts';

const encoder = new TextEncoder();
const API = { 'docker-distribution-api-version': 'registry/2.0' };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** An answer of a registry, with the headers all of them have. */
export function answer(status: number, body: Body, headers: Readonly<Record<string, string>> = {}): EngineResponse {
  const length = body instanceof Uint8Array ? { 'content-length': String(body.length) } : {};
  return { status, headers: { ...API, ...length, ...headers }, body };
}

/** JSON with a line end, as Go's encoder writes it. */
export function jsonAnswer(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): EngineResponse {
  return answer(status, encoder.encode(`${JSON.stringify(value)}\n`), { ...JSON_TYPE, ...headers });
}

/** Plain text, for what is no part of the API. */
export function textAnswer(status: number, text: string): EngineResponse {
  return answer(status, encoder.encode(`${text}\n`), { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
}

/** The error codes of the Distribution API (spec, "Error Codes") that are used here, with their status and words. */
const ERRORS = {
  BLOB_UNKNOWN: [404, 'blob unknown to registry'],
  BLOB_UPLOAD_UNKNOWN: [404, 'blob upload unknown to registry'],
  DENIED: [401, 'requested access to the resource is denied'],
  DIGEST_INVALID: [400, 'provided digest did not match uploaded content'],
  MANIFEST_BLOB_UNKNOWN: [400, 'blob unknown to registry'],
  MANIFEST_INVALID: [400, 'manifest invalid'],
  MANIFEST_UNKNOWN: [404, 'manifest unknown'],
  NAME_UNKNOWN: [404, 'repository name not known to registry'],
  UNAUTHORIZED: [401, 'authentication required'],
  UNSUPPORTED: [405, 'The operation is unsupported.'],
} as const;

/** An error answer of the Distribution API. */
export function errorAnswer(code: keyof typeof ERRORS, detail: unknown, headers: Readonly<Record<string, string>> = {}): EngineResponse {
  const [status, message] = ERRORS[code];
  return jsonAnswer({ errors: [{ code, message, detail }] }, status, headers);
}
