/** Absolute paths as a container sees them. */

/** "/etc" of "/etc/passwd", "/" of "/etc". */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** "passwd" of "/etc/passwd". */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name inside a folder. */
export function join(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** "/" , "/etc" … of "/etc/ssl/certs": the folders above a path, from the root down. */
export function ancestors(path: string): string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    found.unshift(folder);
    if (folder === '/') return found;
  }
}

/** True when `path` lies somewhere below `folder`. */
export function isBelow(path: string, folder: string): boolean {
  return path !== folder && (folder === '/' || path.startsWith(`${folder}/`));
}
