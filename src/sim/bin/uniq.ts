import { type Main, encode, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** uniq(1): `-c -d -D -u -i -f -s -w -z`. */
export const uniq: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'cdDf:is:uw:z' : 'cduf:s:w:i',
    'count=c repeated=d skip-fields:=f ignore-case=i skip-chars:=s unique=u check-chars:=w zero-terminated=z all-repeated::=D',
  );
  const [input = '-', output, extra] = options.args;
  if (extra !== undefined) cmd.usage({ gnu: `extra operand ${cmd.quote(extra)}` });
  const number = (key: string, fallback: number): number => {
    const text = options.get(key);
    if (text === undefined) return fallback;
    if (!/^\d+$/.test(text))
      return cmd.die(
        cmd.gnu
          ? `${text}: invalid number of ${key === 'f' ? 'fields to skip' : key === 's' ? 'bytes to skip' : 'bytes to compare'}`
          : `invalid number '${text}'`,
      );
    return Number(text);
  };
  const [fields, chars, width] = [number('f', 0), number('s', 0), number('w', Number.POSITIVE_INFINITY)];
  const end = options.has('z') ? '\0' : '\n';
  const key = (line: string): string => {
    let rest = line;
    for (let left = fields; left > 0; left--) rest = rest.replace(/^[ \t]*[^ \t]*/, '');
    rest = rest.slice(chars, chars + Math.min(width, rest.length));
    return options.has('i') ? rest.toLowerCase() : rest;
  };
  const parts: string[] = [];
  let group: string[] = [];
  const emit = (): void => {
    const [first] = group;
    if (first === undefined) return;
    const repeated = group.length > 1;
    if (options.has('D')) {
      if (repeated) parts.push(...group.map((line) => line + end));
      return;
    }
    if ((options.has('d') && !repeated) || (options.has('u') && repeated)) return;
    parts.push(`${options.has('c') ? `${String(group.length).padStart(7)} ` : ''}${first}${end}`);
  };
  const write = (): void => {
    if (output !== undefined && output !== '-') return;
    for (const part of parts.splice(0)) cmd.out(part);
  };
  try {
    await cmd.withFile(input, async (fd) => {
      let last: string | null = null;
      for await (const { text } of cmd.lines(fd, end)) {
        const next = key(text);
        if (last !== null && next !== last) {
          emit();
          write();
          group = [];
        }
        group.push(text);
        last = next;
      }
      emit();
      write();
    });
    if (output !== undefined && output !== '-') cmd.sys.writeFile(output, encode(parts.join('')));
  } catch (error) {
    cmd.die(cmd.gnu ? `${input}: ${reason(error)}` : `can't open '${input}': ${reason(error)}`);
  }
};
