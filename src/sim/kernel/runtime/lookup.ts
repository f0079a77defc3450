import type { PathContext } from '../../fs/access.ts';
import { permits } from '../../fs/access.ts';
import { FsError } from '../../fs/types.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import { RuntimeError } from '../runtime.ts';

type Context = PathContext & { readonly mounts: MountNamespace };

/** The program file that `name` means in a container, by Go's exec.LookPath; its errors in runc's words. */
export function lookPath(ctx: Context, name: string, path: string): string {
  const fail = (kind: 'not-found' | 'permission', why: string): never => {
    throw new RuntimeError(kind, `exec: ${JSON.stringify(name)}: ${why}`);
  };
  if (name.includes('/')) {
    const why = problem(ctx, name);
    if (why === 'missing') return fail('not-found', `stat ${name}: no such file or directory`);
    if (why === 'not a folder') return fail('not-found', `stat ${name}: not a directory`);
    return why ? fail('permission', 'permission denied') : name;
  }
  for (const folder of name === '' || path === '' ? [] : path.split(':')) {
    const candidate = `${folder || '.'}/${name}`.replace(/\/\/+/g, '/');
    if (problem(ctx, candidate) === null) return candidate;
  }
  return fail('not-found', 'executable file not found in $PATH');
}

function problem(ctx: Context, path: string): 'missing' | 'not a folder' | 'forbidden' | null {
  try {
    const { node } = ctx.mounts.resolve(ctx, path);
    const stat = node.fs.stat(node);
    return stat.type !== 'dir' && permits(stat, ctx.cred, 1) ? null : 'forbidden';
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return error.code === 'ENOENT' ? 'missing' : error.code === 'ENOTDIR' ? 'not a folder' : 'forbidden';
  }
}
