import type { Field } from './fields.ts';
import { compilePattern, hasPattern, unescapePattern } from './pattern.ts';
import type { Shell } from './shell.ts';
import { ShellError } from './control.ts';

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function entries(sh: Shell, folder: string): { name: string; type: string }[] {
  try {
    return sh.sys.readdir(folder || '.').map(({ name, type }) => ({ name, type }));
  } catch {
    return [];
  }
}

function isDirectory(sh: Shell, path: string): boolean {
  try {
    return sh.sys.stat(path || '.').type === 'dir';
  } catch {
    return false;
  }
}

function matches(sh: Shell, pattern: string, extended: boolean): string[] {
  const parts = pattern.split('/');
  const dotglob = sh.shopts.has('dotglob');
  const flags = sh.shopts.has('nocaseglob') ? 'i' : '';
  let found: string[] = [''];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    const next: string[] = [];
    for (const base of found) {
      if (!hasPattern(part)) {
        const path = base + unescapePattern(part);
        if (part === '' && !last) next.push(`${path}/`);
        else if (last ? part === '' || exists(sh, path) : isDirectory(sh, path)) next.push(last ? path : `${path}/`);
        continue;
      }
      if (part === '**' && sh.shopts.has('globstar')) {
        next.push(...descend(sh, base, last));
        continue;
      }
      const test = compilePattern(part, flags, { extended });
      const hidden = part.startsWith('.') || part.startsWith('\\.') || dotglob;
      for (const entry of entries(sh, base)) {
        if ((entry.name.startsWith('.') && !hidden) || entry.name === '.' || entry.name === '..' || !test.test(entry.name)) continue;
        const path = base + entry.name;
        if (last) next.push(path);
        else if (entry.type === 'dir' || (entry.type === 'symlink' && isDirectory(sh, path))) next.push(`${path}/`);
      }
    }
    found = next;
  }
  return found.sort(byCodePoint);
}

function descend(sh: Shell, base: string, files: boolean): string[] {
  const out = files && base ? [base] : files ? [] : [base];
  for (const entry of entries(sh, base)) {
    if (entry.name.startsWith('.')) continue;
    if (entry.type !== 'dir') {
      if (files) out.push(base + entry.name);
      continue;
    }
    if (files) out.push(base + entry.name, ...descend(sh, `${base}${entry.name}/`, files).slice(1));
    else out.push(...descend(sh, `${base}${entry.name}/`, files));
  }
  return out;
}

function exists(sh: Shell, path: string): boolean {
  try {
    sh.sys.lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** Path name expansion of one field: the matching names in C order, or the field's own text when there are none. */
export function glob(sh: Shell, field: Field): string[] {
  if (!hasPattern(field.pattern)) return [field.text];
  const found = matches(sh, field.pattern, sh.flavour.extended && sh.shopts.has('extglob'));
  if (found.length > 0) return found;
  if (sh.shopts.has('failglob')) throw new ShellError(`no match: ${field.text}`);
  return sh.shopts.has('nullglob') ? [] : [field.text];
}
