/** Paths as Go's path/filepath works them out on Unix. */

/** The shortest path that means the same, "." for "". */
export function clean(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push('..');
  }
  const text = parts.join('/');
  return rooted ? `/${text}` : text || '.';
}

/** The parts put together and cleaned; empty ones count for nothing. */
export function join(...parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join('/');
  return text === '' ? '' : clean(text);
}

/** All but the last element. */
export const dir = (path: string): string => clean(path.slice(0, path.lastIndexOf('/') + 1));

/** The last element, "." for "" and "/" for a path of slashes. */
export function base(path: string): string {
  if (path === '') return '.';
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

/** The path from the root, cleaned. */
export const absolute = (path: string, cwd: string): string => (path.startsWith('/') ? clean(path) : join(cwd, path));
