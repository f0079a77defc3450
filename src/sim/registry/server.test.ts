import { expect, test } from 'vitest';
import type { EngineRequest, EngineResponse } from '../../api/wire.ts';
import { VirtualClock } from '../clock.ts';
import { sha256 } from '../image/digest.ts';
import { readAll } from '../../api/bytes.ts';
import { BasicAccess } from './access.ts';
import { fixtures } from './catalog/fixtures.ts';
import { manifestBytes } from './manifest.ts';
import { Registry } from './server.ts';

const clock = new VirtualClock(0, () => Promise.resolve());
const open = new Registry({ clock, catalog: fixtures() });
const closed = new Registry({ clock, access: new BasicAccess({ student: 'secret' }, 'registry') });
const text = async ({ body }: EngineResponse): Promise<string> => new TextDecoder().decode(await readAll(body));
const ask = (url: string, more: Partial<EngineRequest> = {}, registry = open): Promise<EngineResponse> =>
  registry.fetch({ method: 'GET', url, headers: {}, ...more });
const zeros = '0'.repeat(64);

// Recorded from docker-registry (Debian 12) by curl.
test.each([
  ['/v2/', 200, '{}'],
  [
    '/v2/library/centos/manifests/nosuch',
    404,
    '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Tag":"nosuch"}}]}\n',
  ],
  [
    `/v2/library/centos/manifests/sha256:${zeros}`,
    404,
    `{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Name":"library/centos","Revision":"sha256:${zeros}"}}]}\n`,
  ],
  ['/v2/library/centos/tags/list', 200, '{"name":"library/centos","tags":["latest","6.8"]}\n'],
  [
    '/v2/library/nosuch/tags/list',
    404,
    '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry","detail":{"name":"library/nosuch"}}]}\n',
  ],
  ['/v2/_catalog', 200, '{"repositories":["library/busybox","library/centos","library/nginx","library/tomcat"]}\n'],
  [
    `/v2/library/centos/blobs/sha256:${zeros}`,
    404,
    `{"errors":[{"code":"BLOB_UNKNOWN","message":"blob unknown to registry","detail":"sha256:${zeros}"}]}\n`,
  ],
  [
    '/v2/library/centos/blobs/sha256:00',
    400,
    '{"errors":[{"code":"DIGEST_INVALID","message":"provided digest did not match uploaded content","detail":{}}]}\n',
  ],
  ['/v2/nosuch', 404, '404 page not found\n'],
  ['/v1/_ping', 200, '{}\n'],
])('%s', async (url, status, body) => {
  const response = await ask(url);
  expect([response.status, await text(response)]).toEqual([status, body]);
});

test('a manifest by tag and by digest, its configuration and a layer have the bytes their digests say', async () => {
  const byTag = await ask('/v2/library/centos/manifests/6.8');
  const bytes = await readAll(byTag.body);
  const digest = sha256(bytes);
  expect(byTag.headers).toMatchObject({
    'content-type': 'application/vnd.docker.distribution.manifest.v2+json',
    'docker-content-digest': digest,
    'content-length': String(bytes.length),
    etag: `"${digest}"`,
  });
  expect(await readAll((await ask(`/v2/library/centos/manifests/${digest}`)).body)).toEqual(bytes);
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as {
    config: { digest: string; size: number };
    layers: { digest: string; size: number }[];
  };
  for (const blob of [manifest.config, ...manifest.layers]) {
    const data = await readAll((await ask(`/v2/library/centos/blobs/${blob.digest}`)).body);
    expect([sha256(data), data.length]).toEqual([blob.digest, blob.size]);
  }
});

test('HEAD has the headers and no body', async () => {
  const response = await ask('/v2/library/centos/manifests/6.8', { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(await text(response)).toBe('');
  expect(Number(response.headers['content-length'])).toBeGreaterThan(500);
});

test('who may come in', async () => {
  const auth = (pair: string): Partial<EngineRequest> => ({ headers: { authorization: `Basic ${btoa(pair)}` } });
  const refused = await ask('/v2/', {}, closed);
  expect(refused.status).toBe(401);
  expect(refused.headers['www-authenticate']).toMatch(/^Basic realm=/);
  expect(await text(refused)).toBe('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":null}]}\n');
  expect((await ask('/v2/', auth('student:secret'), closed)).status).toBe(200);
  expect(await text(await ask('/v2/course/x/manifests/1', auth('student:wrong'), closed))).toBe(
    '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":[{"Type":"repository","Class":"","Name":"course/x","Action":"pull"}]}]}\n',
  );
});

test('what is pushed can be pulled; what is wrong is refused', async () => {
  const registry = new Registry({ clock });
  const send = (method: EngineRequest['method'], url: string, body?: Uint8Array): Promise<EngineResponse> =>
    registry.fetch({ method, url, headers: {}, ...(body ? { body } : {}) });
  const config = new TextEncoder().encode('{"rootfs":{"type":"layers"}}');
  const manifest = manifestBytes(config, []);
  expect((await send('PUT', '/v2/a/b/manifests/1', manifest)).status).toBe(400);
  const begun = await send('POST', '/v2/a/b/blobs/uploads/');
  expect(begun.status).toBe(202);
  const { location = '' } = begun.headers;
  expect((await send('PUT', `${location}?digest=sha256:${zeros}`, config)).status).toBe(400);
  expect((await send('PUT', `${location}?digest=${sha256(config)}`, config)).status).toBe(201);
  expect((await send('PUT', `${location}?digest=${sha256(config)}`, config)).status).toBe(404);
  expect((await send('PUT', '/v2/a/b/manifests/1', manifest)).headers['docker-content-digest']).toBe(sha256(manifest));
  expect(await readAll((await send('GET', '/v2/a/b/manifests/1')).body)).toEqual(manifest);
  expect((await send('POST', `/v2/c/d/blobs/uploads/?mount=${sha256(config)}&from=a/b`)).status).toBe(201);
  expect((await send('PUT', '/v2/c/d/manifests/2', manifest)).status).toBe(201);
  expect((await send('PUT', '/v2/c/d/manifests/3', new TextEncoder().encode('{'))).status).toBe(400);
});
