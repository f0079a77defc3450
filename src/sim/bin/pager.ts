import { type Command, type Main, decode, reason } from './command.ts';
import { getopt } from './getopt.ts';

const CLEAR = '\x1b[H\x1b[J';

/** less(1) and more(1): on a terminal a screen at a time (space b j k g G / n q), otherwise as cat. */
export const pager: Main = async (cmd) => {
  const { sys, gnu } = cmd;
  const less = /less$/.test(cmd.name);
  const options = getopt(
    cmd,
    less ? 'EFIMNmSRXiqsrfKnP:p:x:' : 'dfpclsun:',
    'LINE-NUMBERS=N RAW-CONTROL-CHARS=R chop-long-lines=S no-init=X quit-if-one-screen=F',
  );
  const paths = options.args.length > 0 ? options.args : ['-'];
  if (options.args.length === 0 && sys.isatty(0)) {
    if (!gnu) return cmd.usage();
    cmd.err(less ? 'Missing filename ("less --help" for help)\n' : "more: bad usage\nTry 'more --help' for more information.\n");
    return 1;
  }
  const texts: string[] = [];
  for (const path of paths) {
    try {
      if (gnu && path !== '-' && sys.stat(path).type === 'dir') {
        cmd.err(less ? `${path} is a directory\n` : `\n*** ${path}: directory ***\n\n`);
        cmd.status = less ? 1 : 0;
        continue;
      }
      if (!sys.isatty(1)) {
        await cmd.withFile(path, async (fd) => {
          for await (const data of cmd.read(fd)) cmd.out(data);
        });
        continue;
      }
      texts.push(decode(await cmd.slurp(path)));
    } catch (error) {
      const why = reason(error);
      cmd.err(gnu ? (less ? `${path}: ${why}\n` : `more: cannot open ${path}: ${why}\n`) : `${cmd.name}: can't open '${path}': ${why}\n`);
      cmd.status = 1;
    }
  }
  if (texts.length > 0) await new Screen(cmd, texts.join(''), paths[0] ?? '-', less, options.has('N')).run(options.has('F'));
};

class Screen {
  readonly #cmd: Command;
  readonly #text: string[];
  readonly #name: string;
  readonly #less: boolean;
  readonly #numbers: boolean;
  #top = 0;
  #search = '';

  constructor(cmd: Command, text: string, name: string, less: boolean, numbers: boolean) {
    this.#cmd = cmd;
    this.#text = text.replace(/\n$/, '').split('\n');
    this.#name = name;
    this.#less = less;
    this.#numbers = numbers;
  }

  /** Lines folded at the width of the screen. */
  get #rows(): string[] {
    const cols = this.#cmd.sys.winsize(1).cols || 80;
    return this.#text.flatMap((line, i) => {
      const shown = (this.#numbers ? `${String(i + 1).padStart(7)} ` : '') + line.replaceAll('\t', '        ');
      const chars = [...shown];
      const out: string[] = [];
      do out.push(chars.splice(0, Math.max(1, cols)).join(''));
      while (chars.length > 0);
      return out;
    });
  }

  async run(once: boolean): Promise<void> {
    const { sys } = this.#cmd;
    const height = (): number => Math.max(1, (sys.winsize(1).rows || 24) - 1);
    if ((once || !this.#less) && this.#rows.length <= height()) {
      this.#cmd.out(this.#rows.map((row) => `${row}\n`).join(''));
      return;
    }
    // The keys come from the terminal even when the text came through a pipe.
    const keys = sys.isatty(0) ? 0 : 1;
    const old = sys.tcgetattr(keys);
    sys.tcsetattr(keys, { ...old, canonical: false, echo: false });
    const stop = { now: false };
    sys.sigaction('INT', () => {
      stop.now = !this.#less;
    });
    sys.sigaction('WINCH', () => {});
    try {
      if (this.#less) this.#cmd.out('\x1b[?1049h');
      for (let going = true; going && !stop.now; ) {
        this.#draw(height());
        await this.#cmd.flush();
        try {
          const data = await sys.read(keys, 16);
          going = data.length > 0 && (await this.#key(decode(data), height(), keys));
        } catch (error) {
          reason(error);
        }
      }
    } finally {
      sys.tcsetattr(keys, old);
      this.#cmd.out(this.#less ? '\x1b[?1049l' : '\r\x1b[K');
    }
  }

  #draw(height: number): void {
    const rows = this.#rows;
    this.#top = Math.max(0, Math.min(this.#top, rows.length - (this.#less ? height : 1)));
    const shown = rows.slice(this.#top, this.#top + height);
    while (this.#less && shown.length < height) shown.push('~');
    const end = this.#top + height >= rows.length;
    const percent = Math.min(100, Math.floor(((this.#top + height) * 100) / rows.length));
    const prompt = this.#less
      ? end
        ? '\x1b[7m(END)\x1b[27m'
        : this.#top === 0 && this.#name !== '-'
          ? `\x1b[7m${this.#name}\x1b[27m`
          : ':'
      : `\x1b[7m--More--(${percent}%)\x1b[27m`;
    this.#cmd.out(`${CLEAR}${shown.join('\r\n')}\r\n${prompt}`);
  }

  async #key(key: string, height: number, fd: number): Promise<boolean> {
    if (key === 'q' || key === 'Q') return false;
    const before = this.#top;
    if (key === ' ' || key === 'f' || key === '\x06' || key === '\x1b[6~') this.#top += height;
    else if (key === 'b' || key === '\x02' || key === '\x1b[5~') this.#top -= height;
    else if (key === 'd' || key === '\x04') this.#top += Math.floor(height / 2);
    else if (key === 'u' || key === '\x15') this.#top -= Math.floor(height / 2);
    else if (key === '\n' || key === '\r' || key === 'j' || key === 'e' || key === '\x1b[B' || key === '\x1bOB') this.#top++;
    else if (key === 'k' || key === 'y' || key === '\x1b[A' || key === '\x1bOA') this.#top--;
    else if (key === 'g' || key === '<' || key === '\x1b[H') this.#top = 0;
    else if (key === 'G' || key === '>' || key === '\x1b[F') this.#top = this.#rows.length;
    else if (key === '/' || key === '?') await this.#ask(key, fd);
    else if (key === 'n' || key === 'N') this.#find(key === 'n' ? 1 : -1);
    // more ends when its last line has been shown.
    return this.#less || !(this.#top > before && this.#top >= this.#rows.length);
  }

  async #ask(mark: string, fd: number): Promise<void> {
    let text = '';
    for (;;) {
      this.#cmd.out(`\r\x1b[K${mark}${text}`);
      await this.#cmd.flush();
      const key = decode(await this.#cmd.sys.read(fd, 1));
      if (key === '' || key === '\x1b') return;
      if (key === '\n' || key === '\r') break;
      text = key === '\x7f' || key === '\b' ? text.slice(0, -1) : text + key;
    }
    if (text !== '') this.#search = text;
    this.#find(mark === '/' ? 1 : -1);
  }

  #find(by: number): void {
    const rows = this.#rows;
    const test = (row: string): boolean => {
      try {
        return new RegExp(this.#search, 'u').test(row);
      } catch (error) {
        if (error instanceof SyntaxError) return row.includes(this.#search);
        throw error;
      }
    };
    for (let at = this.#top + by; at >= 0 && at < rows.length; at += by) {
      if (!test(rows[at] ?? '')) continue;
      this.#top = at;
      return;
    }
  }
}
