import { type Command, type Main, errno, join, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** readlink(1): `-f -e -m -n -q -v -z`. */
export const readlink: Main = (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'efmnqsvz' : 'fnv',
    'canonicalize=f canonicalize-existing=e canonicalize-missing=m no-newline=n quiet=q silent=s verbose=v zero=z',
  );
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  if (!cmd.gnu && options.args.length > 1) cmd.usage();
  const mode = options.last('efm');
  const end = options.has('z') ? '\0' : options.has('n') && options.args.length === 1 ? '' : '\n';
  for (const path of options.args) {
    try {
      cmd.out(`${mode === '' ? cmd.sys.readlink(path) : canonical(cmd, path, mode)}${end}`);
    } catch (error) {
      const why = reason(error);
      if (options.has('v')) cmd.err(`${cmd.name}: ${path}: ${why}\n`);
      cmd.status = 1;
    }
  }
};

/** realpath(1): `-e -m -s -q -z --relative-to`. */
export const realpath: Main = (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'eLmPqsz' : '',
    'canonicalize-existing=e canonicalize-missing=m quiet=q strip=s no-symlinks=s zero=z logical=L physical=P relative-to: relative-base:',
  );
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  for (const path of options.args) {
    try {
      let real = options.has('s') ? plain(cmd, path) : canonical(cmd, path, options.last('em') || 'f');
      const base = options.get('relative-to');
      if (base !== undefined) real = relative(canonical(cmd, base, 'm'), real);
      cmd.out(`${real}${options.has('z') ? '\0' : '\n'}`);
    } catch (error) {
      const why = reason(error);
      cmd.status = 1;
      if (!options.has('q')) cmd.err(`${cmd.name}: ${path}: ${why}\n`);
    }
  }
};

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');

function relative(from: string, to: string): string {
  const [a, b] = [parts(from), parts(to)];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/') || '.';
}

function plain(cmd: Command, path: string): string {
  const out: string[] = [];
  for (const part of parts(path.startsWith('/') ? path : join(cmd.sys.getcwd(), path))) {
    if (part === '..') out.pop();
    else if (part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}

/** Canonical path: all parts must exist ("e"), all but the last ("f") or none ("m"). */
function canonical(cmd: Command, path: string, mode: string): string {
  const { sys } = cmd;
  if (path === '') sys.stat('');
  let at = path.startsWith('/') ? '' : sys.getcwd().replace(/^\/$/, '');
  let todo = parts(path);
  for (let links = 0; todo.length > 0; ) {
    const part = todo.shift() ?? '';
    if (part === '.') continue;
    if (part === '..') {
      at = at.replace(/\/[^/]*$/, '');
      continue;
    }
    const next = `${at}/${part}`;
    let type: string;
    try {
      type = sys.lstat(next).type;
    } catch (error) {
      const code = errno(error);
      if (mode === 'm' || (mode === 'f' && cmd.gnu && code === 'ENOENT' && todo.length === 0)) {
        at = next;
        continue;
      }
      throw error;
    }
    if (type === 'symlink') {
      if (++links > 40) sys.stat(next);
      const target = sys.readlink(next);
      if (target.startsWith('/')) at = '';
      todo = [...parts(target), ...todo];
    } else {
      if (type !== 'dir' && mode !== 'm' && (todo.length > 0 || path.endsWith('/'))) sys.readdir(next);
      at = next;
    }
  }
  return at || '/';
}
