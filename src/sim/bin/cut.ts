import { type Command, type Main, encode, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** cut(1): `-b -c -f -d -s -n --complement --output-delimiter`. */
export const cut: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'b:c:d:f:nsz' : 'b:c:f:d:sn',
    cmd.gnu
      ? 'bytes:=b characters:=c delimiter:=d fields:=f only-delimited=s complement output-delimiter: zero-terminated=z'
      : 'output-delimiter:',
  );
  const kinds = [...'bcf'].filter((key) => options.has(key));
  const [kind] = kinds;
  if (kind === undefined)
    return complain(cmd, {
      gnu: 'you must specify a list of bytes, characters, or fields',
      busybox: 'expected a list of bytes, characters, or fields',
    });
  if (kinds.length > 1 || options.all(kind).length > 1)
    complain(cmd, { gnu: 'only one list may be specified', busybox: `only one type of list may be specified` });
  const delimiter = options.get('d');
  if (delimiter !== undefined && kind !== 'f')
    complain(cmd, {
      gnu: 'an input delimiter may be specified only when operating on fields',
      busybox: '-d DELIM makes sense only with -f',
    });
  if (options.has('s') && kind !== 'f')
    complain(cmd, {
      gnu: 'suppressing non-delimited lines makes sense\n\tonly when operating on fields',
      busybox: '-s makes sense only with -f',
    });
  if (delimiter !== undefined && [...delimiter].length > 1) complain(cmd, { gnu: 'the delimiter must be a single character', busybox: '' });
  const ranges = parseList(cmd, options.get(kind) ?? '', kind);
  const chosen = (i: number): boolean => ranges.some(([from, to]) => i >= from && i <= to) !== options.has('complement');
  const mark = delimiter ?? '\t';
  const joiner = options.get('output-delimiter') ?? (kind === 'f' ? mark : '');
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    try {
      await cmd.withFile(path, async (fd) => {
        for await (const { text } of cmd.lines(fd, options.has('z') ? '\0' : '\n')) {
          const end = options.has('z') ? '\0' : '\n';
          if (kind === 'f') {
            const parts = text.split(mark);
            if (parts.length === 1) {
              if (!options.has('s')) cmd.out(text + end);
            } else cmd.out(parts.filter((_, i) => chosen(i + 1)).join(joiner) + end);
          } else {
            // Bytes: in this locale -c counts them too, as both originals do.
            const bytes = encode(text);
            cmd.out(bytes.filter((_, i) => chosen(i + 1)));
            cmd.out(end);
          }
          await cmd.breathe();
        }
      });
    } catch (error) {
      cmd.warn(`${path}: ${reason(error)}`);
    }
  }
  return cmd.status;
};

/** A wrong list: GNU adds its "Try", busybox says only the message. */
function complain(cmd: Command, message: { gnu: string; busybox?: string }): never {
  return cmd.gnu ? cmd.usage(message) : cmd.die(message.busybox ?? message.gnu);
}

function parseList(cmd: Command, text: string, kind: string): [number, number][] {
  return text.split(/[, ]/).map((item) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(item);
    if (!match || item === '' || item === '-') {
      if (!cmd.gnu) return cmd.die(item === '' || item === '-' ? 'invalid range' : `invalid number '${item}'`);
      if (item === '-') return complain(cmd, { gnu: 'invalid range with no endpoint: -' });
      return complain(cmd, {
        gnu: kind === 'f' ? `invalid field value ${cmd.quote(item)}` : `invalid byte/character position ${cmd.quote(item)}`,
      });
    }
    const [, from = '', dash, to = ''] = match;
    if (from === '0' || (from === '' && to === '0'))
      return cmd.gnu
        ? complain(cmd, { gnu: kind === 'f' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1' })
        : cmd.die(`invalid range ${item}`);
    const range: [number, number] = [Number(from || 1), dash === '' ? Number(from) : to === '' ? Number.POSITIVE_INFINITY : Number(to)];
    if (range[1] < range[0]) return cmd.gnu ? complain(cmd, { gnu: 'invalid decreasing range' }) : cmd.die(`invalid range ${item}`);
    return range;
  });
}
