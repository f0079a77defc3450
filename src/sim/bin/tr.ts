import type { Command, Main } from './command.ts';
import { getopt } from './getopt.ts';

const CLASSES: Readonly<Record<string, (byte: number) => boolean>> = {
  alpha: (b) => /[A-Za-z]/.test(String.fromCharCode(b)),
  digit: (b) => b >= 48 && b <= 57,
  alnum: (b) => /[A-Za-z0-9]/.test(String.fromCharCode(b)),
  upper: (b) => b >= 65 && b <= 90,
  lower: (b) => b >= 97 && b <= 122,
  space: (b) => b === 32 || (b >= 9 && b <= 13),
  blank: (b) => b === 32 || b === 9,
  punct: (b) => b > 32 && b < 127 && !/[A-Za-z0-9]/.test(String.fromCharCode(b)),
  print: (b) => b >= 32 && b < 127,
  graph: (b) => b > 32 && b < 127,
  cntrl: (b) => b < 32 || b === 127,
  xdigit: (b) => /[0-9A-Fa-f]/.test(String.fromCharCode(b)),
};

/** tr(1): `-c -C -d -s -t`; works on bytes, as the originals do. */
export const tr: Main = async (cmd) => {
  const options = getopt(cmd, cmd.gnu ? '+cCdst' : '+Ccds', 'complement=c delete=d squeeze-repeats=s truncate-set1=t');
  const [first, second, third] = options.args;
  const deleting = options.has('d');
  const squeezing = options.has('s');
  if (first === undefined) return cmd.usage({ gnu: 'missing operand' });
  if (!cmd.gnu && second === undefined && !deleting && !squeezing) cmd.usage();
  if (cmd.gnu) {
    const needs = (deleting && squeezing) || (!deleting && !squeezing) ? 2 : 1;
    const notes = (text: string): void => cmd.err(text);
    if (second === undefined && needs === 2) {
      notes(
        `${cmd.name}: missing operand after ${cmd.quote(first)}\n${deleting ? 'Two strings must be given when both deleting and squeezing repeats.\n' : 'Two strings must be given when translating.\n'}`,
      );
      cmd.usage();
    }
    const extra = deleting && !squeezing ? second : third;
    if (extra !== undefined) {
      notes(
        `${cmd.name}: extra operand ${cmd.quote(extra)}\n${deleting && !squeezing ? 'Only one string may be given when deleting without squeezing repeats.\n' : ''}`,
      );
      cmd.usage();
    }
  }
  let from = expand(cmd, first);
  if (options.has('c') || options.has('C')) {
    const inside = new Set(from);
    from = Array.from({ length: 256 }, (_, i) => i).filter((byte) => !inside.has(byte));
  }
  let to = second === undefined ? [] : expand(cmd, second, from.length);
  const translate = !deleting && second !== undefined;
  if (translate && to.length === 0) cmd.die(cmd.gnu ? 'when not truncating set1, string2 must be non-empty' : 'STRING2 cannot be empty');
  if (options.has('t')) from = from.slice(0, to.length);
  const map = new Map<number, number>();
  if (translate) for (const [i, byte] of from.entries()) map.set(byte, to[i] ?? to[to.length - 1] ?? byte);
  const gone = deleting ? new Set(from) : null;
  to = second === undefined ? from : to;
  const squeezed = squeezing ? new Set(to) : null;
  let last = -1;
  for await (const data of cmd.read(0)) {
    const out: number[] = [];
    for (const byte of data) {
      if (gone?.has(byte)) continue;
      const next = map.get(byte) ?? byte;
      if (next === last && squeezed?.has(next)) continue;
      last = next;
      out.push(next);
    }
    cmd.out(Uint8Array.from(out));
  }
  return 0;
};

function expand(cmd: Command, text: string, length = 0): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  const out: number[] = [];
  const unescapeAt = (at: number): [byte: number, next: number] => {
    const byte = bytes[at] ?? 0;
    if (byte !== 92 || at + 1 >= bytes.length) return [byte, at + 1];
    const octal = /^[0-7]{1,3}/.exec(String.fromCharCode(...bytes.slice(at + 1, at + 4)))?.[0];
    if (octal !== undefined) return [Number.parseInt(octal, 8) & 255, at + 1 + octal.length];
    const next = bytes[at + 1] ?? 0;
    const simple: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 };
    return [simple[String.fromCharCode(next)] ?? next, at + 2];
  };
  for (let i = 0; i < bytes.length; ) {
    const rest = String.fromCharCode(...bytes.slice(i));
    const named = /^\[:(\w+):\]/.exec(rest);
    if (named) {
      const test = CLASSES[named[1] ?? ''];
      if (!test) return cmd.die(cmd.gnu ? `invalid character class ${cmd.quote(named[1] ?? '')}` : `invalid character class`);
      for (let byte = 0; byte < 256; byte++) if (test(byte)) out.push(byte);
      i += named[0].length;
      continue;
    }
    const repeat = /^\[(.)\*(\d*)\]/s.exec(rest);
    if (repeat && length > 0) {
      const count = repeat[2] === '' ? length - out.length : Number.parseInt(repeat[2] ?? '', repeat[2]?.startsWith('0') ? 8 : 10);
      for (let left = count; left > 0; left--) out.push(rest.charCodeAt(1));
      i += repeat[0].length;
      continue;
    }
    const [low, next] = unescapeAt(i);
    if (bytes[next] === 45 && next + 1 < bytes.length) {
      const [high, after] = unescapeAt(next + 1);
      if (high < low)
        return cmd.die(
          cmd.gnu
            ? `range-endpoints of '${String.fromCharCode(low)}-${String.fromCharCode(high)}' are in reverse collating sequence order`
            : `invalid range '${String.fromCharCode(low)}-${String.fromCharCode(high)}'`,
        );
      for (let byte = low; byte <= high; byte++) out.push(byte);
      i = after;
    } else {
      out.push(low);
      i = next;
    }
  }
  return out;
}
