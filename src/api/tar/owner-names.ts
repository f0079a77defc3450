import type { OwnerNames } from './pack.ts';

function table(bytes: Uint8Array | null): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of bytes ? new TextDecoder().decode(bytes).split('\n') : []) {
    const [name = '', , number = ''] = line.split(':');
    if (/^\d+$/.test(number) && !names.has(Number(number))) names.set(Number(number), name);
  }
  return names;
}

/** Who is who by the bytes of an /etc/passwd and an /etc/group; a machine without the files has no names. */
export function ownerNames(passwd: Uint8Array | null, group: Uint8Array | null): OwnerNames {
  const users = table(passwd);
  const groups = table(group);
  return { user: (uid) => users.get(uid) ?? '', group: (gid) => groups.get(gid) ?? '' };
}
