import { concat } from '../../api/bytes.ts';
import { type Command, type Main, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { parseSize } from './sizes.ts';

/** head(1): `-n -c -q -v -NUM`; stops reading as soon as it has enough. */
export const head: Main = async (cmd) => {
  // The old form `-5` is `-n 5`.
  const old = cmd.args.map((arg, i) => (/^-\d+[kKmM]?$/.test(arg) && !/^-[nc]$/.test(cmd.args[i - 1] ?? '') ? `-n${arg.slice(1)}` : arg));
  const parsed = getopt(cmd, cmd.gnu ? 'n:c:qvz' : 'n:c:qv', 'lines:=n bytes:=c quiet=q silent=q verbose=v zero-terminated=z', 1, old);
  const unit = parsed.last('nc') || 'n';
  const text = parsed.get(unit) ?? '10';
  const minus = text.startsWith('-');
  const count = parseSize(text.replace(/^[-+]/, ''));
  if (Number.isNaN(count))
    cmd.die(cmd.gnu ? `invalid number of ${unit === 'c' ? 'bytes' : 'lines'}: ${cmd.quote(text)}` : `invalid number '${text}'`);
  const paths = parsed.args.length > 0 ? parsed.args : ['-'];
  const titles = parsed.last('qv') === 'v' || (paths.length > 1 && parsed.last('qv') !== 'q');
  let first = true;
  for (const path of paths) {
    let opened = false;
    try {
      await cmd.withFile(path, async (fd) => {
        opened = true;
        if (titles) cmd.out(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
        first = false;
        await start(cmd, fd, unit === 'c', count, minus, parsed.has('z') ? 0 : 10);
      });
    } catch (error) {
      const why = reason(error);
      if (!cmd.gnu) cmd.warn(`${path}: ${opened && why === 'Is a directory' ? 'Input/output error' : why}`);
      else cmd.warn(opened ? `error reading '${path}': ${why}` : `cannot open '${path}' for reading: ${why}`);
    }
  }
};

async function start(cmd: Command, fd: number, bytes: boolean, count: number, minus: boolean, separator: number): Promise<void> {
  if (minus) {
    const parts: Uint8Array[] = [];
    for await (const data of cmd.read(fd)) parts.push(data);
    const all = concat(parts);
    let end = all.length;
    if (bytes) end = Math.max(0, end - count);
    else for (let left = count; left > 0 && end > 0; left--) end = end > 1 ? all.lastIndexOf(separator, end - 2) + 1 : 0;
    cmd.out(all.subarray(0, end));
    return;
  }
  let left = count;
  if (left === 0) return;
  for await (const data of cmd.read(fd)) {
    let end = 0;
    if (bytes) {
      end = Math.min(left, data.length);
      left -= end;
    } else {
      for (; left > 0 && end < data.length; left--) {
        const at = data.indexOf(separator, end);
        end = at < 0 ? data.length : at + 1;
        if (at < 0) break;
      }
    }
    cmd.out(data.subarray(0, end));
    if (left > 0) continue;
    // What was read too much goes back, where the input can be rewound (a script's own input, for one).
    if (end < data.length) {
      try {
        cmd.sys.lseek(fd, end - data.length, 'cur');
      } catch (error) {
        reason(error);
      }
    }
    return;
  }
}
