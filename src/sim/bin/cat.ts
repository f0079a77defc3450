import { type Main, decode, encode, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** cat(1): `-n -b -s -E -T -v -A -e -t -u`. */
export const cat: Main = async (cmd) => {
  const options = getopt(
    cmd,
    cmd.gnu ? 'nbsETvAetu' : 'nbvteAu',
    cmd.gnu ? 'number=n number-nonblank=b squeeze-blank=s show-ends=E show-tabs=T show-nonprinting=v show-all=A' : '',
  );
  const has = (keys: string): boolean => [...keys].some((key) => options.has(key));
  const show = { ends: has('EAe'), tabs: has('TAt'), controls: has('vAet') };
  const plain = !has('nbsETvAet');
  let number = 0;
  let blank = false;
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    let opened = false;
    try {
      await cmd.withFile(path, async (fd) => {
        opened = true;
        if (plain) {
          for await (const data of cmd.read(fd)) cmd.out(data);
          return;
        }
        for await (const { text, end } of cmd.lines(fd)) {
          const empty = text === '' && end !== '';
          if (empty && blank && options.has('s')) continue;
          blank = empty;
          const counted = options.has('b') ? !empty : options.has('n');
          if (counted) cmd.out(`${String(++number).padStart(6)}\t`);
          let line = show.controls ? visible(text) : text;
          if (show.tabs) line = line.replaceAll('\t', '^I');
          cmd.out(line + (show.ends && end ? '$' : '') + end);
        }
      });
    } catch (error) {
      const why = reason(error);
      if (cmd.gnu) cmd.warn(`${path}: ${why}`);
      else cmd.warn(opened ? `read error: ${why}` : `can't open '${path}': ${why}`);
    }
  }
};

/** Control and high bytes in ^X and M-x notation, tabs as they are. */
function visible(text: string): string {
  let out = '';
  for (const byte of encode(text)) {
    const low = byte & 127;
    const base = low < 32 ? `^${String.fromCharCode(low + 64)}` : low === 127 ? '^?' : String.fromCharCode(low);
    out += byte > 127 ? `M-${base}` : byte === 9 ? '\t' : base;
  }
  return decode(encode(out));
}
