import { type Main, basename, errno, join, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** ln(1): `-s -f -n -r -T -t -v -b`. */
export const ln: Main = (cmd) => {
  const { sys, gnu } = cmd;
  const options = getopt(
    cmd,
    gnu ? 'bdfFinLPrsS:t:Tv' : 'sfnbtvS:T',
    'symbolic=s force=f no-dereference=n relative=r target-directory:=t no-target-directory=T verbose=v interactive=i logical=L physical=P backup::',
  );
  const { args } = options;
  const [first] = args;
  if (first === undefined) cmd.usage({ gnu: 'missing file operand' });
  const stat = (path: string, follow: boolean): string => {
    try {
      return (follow ? sys.stat(path) : sys.lstat(path)).type;
    } catch (error) {
      errno(error);
      return '';
    }
  };
  const given = gnu ? options.get('t') : undefined;
  const last = args.length > 1 && given === undefined ? (args[args.length - 1] ?? '') : undefined;
  const target = given ?? last ?? '.';
  const targets = last === undefined ? args : args.slice(0, -1);
  const isDir = !options.has('T') && stat(target, !options.has('n')) === 'dir';
  if (gnu && last !== undefined && targets.length > 1 && !isDir) {
    const kind = stat(target, true);
    cmd.die(`target '${target}': ${kind === '' ? 'No such file or directory' : 'Not a directory'}`);
  }
  for (const from of targets) {
    const path = isDir || last === undefined ? join(target, basename(from)).replace(/^\.\/(?=.)/, gnu ? './' : '') : target;
    const shown = last === undefined && given === undefined ? (gnu ? `./${basename(from)}` : basename(from)) : path;
    try {
      if (!options.has('s')) {
        try {
          const kind = (options.has('L') ? sys.stat(from) : sys.lstat(from)).type;
          if (gnu && kind === 'dir') {
            cmd.warn(`${from}: hard link not allowed for directory`);
            continue;
          }
        } catch (error) {
          cmd.warn(gnu ? `failed to access '${from}': ${reason(error)}` : `${from}: ${reason(error)}`);
          continue;
        }
      }
      if (options.has('f') && stat(path, false) !== '') {
        if (stat(path, false) === 'dir') {
          cmd.warn(gnu ? `${path}: cannot overwrite directory` : `${path}: Is a directory`);
          continue;
        }
        if (gnu && !options.has('s') && sys.lstat(path).ino === sys.lstat(from).ino) continue;
        sys.unlink(path);
      }
      const text = options.has('r') && options.has('s') ? relative(sys.getcwd(), from, path) : from;
      if (options.has('s')) sys.symlink(text, path);
      else sys.link(from, path);
      if (options.has('v')) cmd.out(gnu ? `'${shown}' ${options.has('s') ? '->' : '=>'} '${text}'\n` : `'${shown}' -> '${from}'\n`);
    } catch (error) {
      const why = reason(error);
      if (!gnu) cmd.warn(`${shown}: ${why}`);
      else
        cmd.warn(
          options.has('s')
            ? `failed to create symbolic link '${shown}': ${why}`
            : `failed to create hard link '${shown}'${errno(error) === 'EEXIST' ? '' : ` => '${from}'`}: ${why}`,
        );
    }
  }
};

function relative(cwd: string, from: string, link: string): string {
  const parts = (path: string): string[] => {
    const out: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
      if (part === '..') out.pop();
      else if (part !== '' && part !== '.') out.push(part);
    }
    return out;
  };
  const target = parts(from);
  const dir = parts(link).slice(0, -1);
  let same = 0;
  while (same < dir.length && same < target.length && dir[same] === target[same]) same++;
  return [...dir.slice(same).map(() => '..'), ...target.slice(same)].join('/') || '.';
}
