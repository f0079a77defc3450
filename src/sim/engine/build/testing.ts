/** Builds in this room's tests: contexts made of texts, and what the builder says. */
import { concat, readAll } from '../../../api/bytes.ts';
import { tarEnd, tarHeader, tarPadding } from '../../../api/tar/header.ts';
import type { Answer, TestWorld } from '../testing.ts';

const encoder = new TextEncoder();

/** A build context of some files. */
export function contextOf(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, text] of Object.entries(files)) {
    const data = encoder.encode(text);
    const root = {
      uid: 0,
      gid: 0,
      uname: 'root',
      gname: 'root',
      mtime: 1_700_000_000_000,
      linkname: '',
      rdev: [0, 0],
      xattrs: {},
    } as const;
    parts.push(...tarHeader({ name, type: 'file', mode: 0o100644, size: data.length, ...root }), data, tarPadding(data.length).slice());
  }
  return concat([...parts, tarEnd]);
}

/** Builds and reads all that is said. */
export async function build(world: TestWorld, files: Readonly<Record<string, string>>, query = ''): Promise<Answer & { said: string }> {
  const response = await world.settle(
    world.wire.fetch({
      method: 'POST',
      url: `/v1.41/build?${query}`,
      headers: { 'content-type': 'application/x-tar' },
      body: contextOf(files),
    }),
  );
  const text = new TextDecoder().decode(await world.settle(readAll(response.body)));
  const said =
    response.status === 200
      ? text
          .split('\n')
          .filter(Boolean)
          .map((line) => (JSON.parse(line) as { stream?: string; error?: string }).stream ?? '')
          .join('')
      : '';
  return { status: response.status, headers: response.headers, text, said };
}
