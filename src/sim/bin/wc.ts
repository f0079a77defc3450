import { type Command, type Main, decode, reason } from './command.ts';
import { textWidth } from '../shell/width.ts';
import { getopt } from './getopt.ts';

const KINDS = ['l', 'w', 'm', 'c', 'L'] as const;
type Counts = Record<(typeof KINDS)[number], number>;

/** wc(1): `-l -w -m -c -L`. */
export const wc: Main = async (cmd) => {
  const options = getopt(cmd, 'clLmw', 'bytes=c chars=m lines=l max-line-length=L words=w files0-from:');
  const chosen = KINDS.filter((kind) => options.has(kind));
  const kinds = chosen.length > 0 ? chosen : (['l', 'w', 'c'] as const);
  const paths = options.args.length > 0 ? options.args : ['-'];
  const rows: { counts: Counts; name: string }[] = [];
  const total: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
  // GNU makes its columns as wide as the files' sizes ask for; 7 when one is no plain file.
  let bytes = 0;
  let min = 1;
  if (cmd.gnu && (kinds.length > 1 || paths.length > 1)) {
    for (const path of paths) {
      try {
        const stat = path === '-' ? cmd.sys.fstat(0) : cmd.sys.stat(path);
        if (stat.type === 'file') bytes += stat.size;
        else min = 7;
      } catch (error) {
        reason(error);
      }
    }
  }
  const width = cmd.gnu ? Math.max(min, String(bytes).length) : kinds.length > 1 || paths.length > 1 ? 9 : 0;
  for (const path of paths) {
    const counts: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };
    let opened = false;
    try {
      await cmd.withFile(path, (fd) => {
        opened = true;
        return count(cmd, fd, counts, kinds.length > 1 || !/^[cl]$/.test(kinds[0] ?? ''));
      });
    } catch (error) {
      cmd.warn(`${path}: ${reason(error)}`);
      if (!opened) continue;
    }
    const line = kinds.map((kind) => String(counts[kind]).padStart(width)).join(' ');
    cmd.out(`${line}${options.args.length > 0 ? ` ${path}` : ''}\n`);
    rows.push({ counts, name: path });
    for (const kind of KINDS) total[kind] = kind === 'L' ? Math.max(total.L, counts.L) : total[kind] + counts[kind];
  }
  if (paths.length > 1) cmd.out(`${kinds.map((kind) => String(total[kind]).padStart(width)).join(' ')} total\n`);
};

async function count(cmd: Command, fd: number, counts: Counts, words: boolean): Promise<void> {
  let word = false;
  let width = 0;
  for await (const data of cmd.read(fd)) {
    counts.c += data.length;
    if (!words) {
      for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) counts.l++;
      continue;
    }
    for (const char of decode(data)) {
      counts.m++;
      if (/\s/.test(char)) {
        word = false;
        if (char === '\n') counts.l++;
        if (char === '\t') width += 8 - (width % 8);
        else if (char === ' ') width++;
        if (char === '\n' || char === '\r' || char === '\f') width = 0;
      } else {
        if (!word) counts.w++;
        word = true;
        width += textWidth(char);
      }
      counts.L = Math.max(counts.L, width);
    }
  }
}
