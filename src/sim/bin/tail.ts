import { FsError } from '../fs/types.ts';
import { type Command, type Main, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { KeptEnd } from './kept-end.ts';
import { parseSize } from './sizes.ts';

interface Followed {
  readonly path: string;
  fd: number;
  ino: number;
  size: number;
}

/** tail(1): `-n -c -f -F -q -v -s -NUM +NUM --pid`. */
export const tail: Main = async (cmd) => {
  const old = cmd.args.map((arg, i) =>
    /^[-+]\d+[cl]?f?$/.test(arg) && !/^-[ncs]$/.test(cmd.args[i - 1] ?? '') && (arg.startsWith('-') || i === 0) ? oldForm(arg) : arg,
  );
  const options = getopt(
    cmd,
    cmd.gnu ? 'n:c:fFqvs:z' : 'n:c:fFqvs:',
    'lines:=n bytes:=c follow::=f retry quiet=q silent=q verbose=v sleep-interval:=s pid: zero-terminated=z',
    1,
    old.flat(),
  );
  const unit = options.last('nc') || 'n';
  const text = options.get(unit) ?? '10';
  const count = parseSize(text.replace(/^[-+]/, ''));
  if (Number.isNaN(count))
    cmd.die(cmd.gnu ? `invalid number of ${unit === 'c' ? 'bytes' : 'lines'}: ${cmd.quote(text)}` : `invalid number '${text}'`);
  const follow = options.has('f') || options.has('F');
  const paths = options.args.length > 0 ? options.args : ['-'];
  const titles = options.last('qv') === 'v' || (paths.length > 1 && options.last('qv') !== 'q');
  const files: Followed[] = [];
  let first = true;
  const title = (path: string): void => {
    if (titles) cmd.out(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    first = false;
  };
  for (const path of paths) {
    let fd = 0;
    try {
      if (path !== '-') fd = cmd.sys.open(path, { read: true });
    } catch (error) {
      cmd.warn(cmd.gnu ? `cannot open '${path}' for reading: ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
      if (options.has('F')) files.push({ path, fd: -1, ino: 0, size: 0 });
      continue;
    }
    title(path);
    try {
      await end(cmd, fd, unit === 'c', count, text.startsWith('+'), options.has('z') ? 0 : 10);
    } catch (error) {
      cmd.warn(cmd.gnu ? `error reading '${path}': ${reason(error)}` : `read error: ${reason(error)}`);
    }
    if (follow) {
      const stat = cmd.sys.fstat(fd);
      files.push({ path, fd, ino: stat.ino, size: stat.size });
    } else if (fd > 0) cmd.sys.close(fd);
  }
  if (files.length === 0) {
    if (follow || !cmd.gnu) {
      if (cmd.status !== 0 && first) cmd.warn(cmd.gnu ? 'no files remaining' : 'no files');
    }
    return;
  }
  await watch(cmd, options, files, titles);
};

function oldForm(arg: string): string[] {
  const [, sign = '', digits = '', unit = '', follow = ''] = /^([-+])(\d+)([cl]?)(f?)$/.exec(arg) ?? [];
  return [`-${unit === 'c' ? 'c' : 'n'}`, `${sign === '+' ? '+' : ''}${digits}`, ...(follow ? ['-f'] : [])];
}

async function end(cmd: Command, fd: number, bytes: boolean, count: number, fromStart: boolean, separator: number): Promise<void> {
  if (fromStart) {
    let skip = Math.max(0, count - 1);
    for await (const data of cmd.read(fd)) {
      let from = 0;
      if (bytes) {
        from = Math.min(skip, data.length);
        skip -= from;
      } else {
        for (; skip > 0 && from < data.length; ) {
          const at = data.indexOf(separator, from);
          from = at < 0 ? data.length : at + 1;
          if (at >= 0) skip--;
        }
      }
      cmd.out(data.subarray(from));
    }
    return;
  }
  const kept = new KeptEnd(bytes ? { bytes: count } : { lines: count, separator });
  for await (const data of cmd.read(fd)) {
    kept.add(data);
    await cmd.sys.allocate?.(kept.size);
  }
  for (const data of kept.pieces()) cmd.out(data);
}

/** Prints what is added to the files, for ever; a pipe ends it. */
async function watch(cmd: Command, options: Options, files: Followed[], titles: boolean): Promise<void> {
  const { sys } = cmd;
  const ms = Number(options.get('s') ?? 1) * 1000 || 1000;
  const byName = options.has('F') || options.get('f') === 'name';
  let shown = files[files.length - 1];
  for (;;) {
    let open = 0;
    for (const file of files) {
      if (byName) reopen(cmd, file);
      if (file.fd < 0) continue;
      const stat = sys.fstat(file.fd);
      if (stat.type === 'file' && stat.size < file.size) {
        cmd.err(`${cmd.name}: ${cmd.gnu ? `${file.path}: file truncated` : `file truncated`}\n`);
        sys.lseek(file.fd, 0, 'set');
      }
      file.size = stat.size;
      if (stat.type !== 'file' && stat.type !== 'dir') {
        if (file.path === '-' || stat.type === 'fifo') continue;
      }
      open++;
      for (let data = await sys.read(file.fd); data.length > 0; data = await sys.read(file.fd)) {
        if (titles && shown !== file) cmd.out(`\n==> ${file.path} <==\n`);
        shown = file;
        cmd.out(data);
        await cmd.flush();
      }
    }
    await cmd.flush();
    if (open === 0 && !byName) return;
    await sys.sleep(ms);
  }
}

function reopen(cmd: Command, file: Followed): void {
  const { sys } = cmd;
  const say = (text: string): void => cmd.err(`${cmd.name}: ${text}\n`);
  try {
    const stat = sys.stat(file.path);
    if (file.fd >= 0 && stat.ino === file.ino) return;
    if (file.fd >= 0) {
      sys.close(file.fd);
      say(cmd.gnu ? `'${file.path}' has been replaced;  following new file` : `${file.path} has been replaced; following end of new file`);
    } else say(cmd.gnu ? `'${file.path}' has appeared;  following new file` : `${file.path} has appeared; following end of new file`);
    file.fd = sys.open(file.path, { read: true });
    file.ino = stat.ino;
    file.size = 0;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (file.fd >= 0) {
      say(cmd.gnu ? `'${file.path}' has become inaccessible: ${reason(error)}` : `${file.path} has become inaccessible`);
      sys.close(file.fd);
      file.fd = -1;
    }
  }
}
