/** python3(1), as far as containers are shown with it: its version, print of plain values, and the web server of its library. */
import { type Command, type Main, decode, encode, errno, reason } from './command.ts';
import { strftime } from './dates.ts';
import { httpDate, lookUp, mediaType, readMessage, send, serve } from './http.ts';

const VERSION = '3.11.2';

/** python3: `-V`, `-c CODE`, `-m http.server [PORT]`, a file of print calls. */
export const python: Main = async (cmd) => {
  const [first = '', ...rest] = cmd.args;
  if (first === '-V' || first === '--version') {
    cmd.out(`Python ${VERSION}\n`);
    return 0;
  }
  if (first === '-c') return run(cmd, rest[0] ?? '', '<string>');
  if (first === '-m') {
    if (rest[0] === 'http.server') return server(cmd, rest.slice(1));
    cmd.err(`${cmd.name}: No module named ${rest[0] ?? ''}\n`);
    return 1;
  }
  const file = cmd.args.find((arg) => !arg.startsWith('-'));
  if (file === undefined) {
    if (!cmd.sys.isatty(0)) return run(cmd, decode(await cmd.slurp('-')), '<stdin>');
    cmd.err(`${cmd.name}: the interactive interpreter is not simulated yet\n`);
    return 1;
  }
  try {
    return await run(cmd, decode(cmd.sys.readFile(file)), file);
  } catch (error) {
    const code = errno(error) === 'EISDIR' ? 21 : errno(error) === 'EACCES' ? 13 : 2;
    cmd.err(
      `${cmd.name}: can't open file '${file.startsWith('/') ? file : `${cmd.sys.getcwd()}/${file}`}': [Errno ${code}] ${reason(error)}\n`,
    );
    return 2;
  }
};

/** Runs statements: imports, print calls of literals, sums of numbers; anything else is not simulated and said so. */
async function run(cmd: Command, code: string, file: string): Promise<number> {
  for (const [n, line] of code.split(/\n|;\s*/).entries()) {
    const text = line.replace(/^\s*#.*/, '').trim();
    if (text === '' || /^(import|from)\s/.test(text)) continue;
    const call = /^print\((.*)\)$/s.exec(text);
    const values = call ? literals(call[1] ?? '') : null;
    if (values) cmd.out(`${values.join(' ')}\n`);
    else if (/^(?:time\.)?sleep\(([\d.]+)\)$/.test(text)) {
      await cmd.flush();
      await cmd.sys.sleep(Number(/\(([\d.]+)\)/.exec(text)?.[1]) * 1000);
    } else if (/^(?:sys\.)?exit\((\d*)\)$/.test(text)) return Number(/\((\d*)\)/.exec(text)?.[1]);
    else {
      cmd.err(`${cmd.name}: ${file}, line ${n + 1}: this statement is not simulated yet: ${text}\n`);
      return 1;
    }
  }
  return 0;
}

/** The values of an argument list of strings, numbers and sums of them; null when it has anything else. */
function literals(text: string): string[] | null {
  const out: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const string = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*(?:,\s*|$)/.exec(rest);
    const sum = /^([\d\s+\-*/().]+?)\s*(?:,\s*|$)/.exec(rest);
    if (string) {
      out.push((string[1] ?? string[2] ?? '').replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter));
      rest = rest.slice(string[0].length);
    } else if (sum) {
      const value = evaluate(sum[1] ?? '');
      if (value === null) return null;
      out.push(value);
      rest = rest.slice(sum[0].length);
    } else return null;
  }
  return out;
}

/** A sum as Python works it out: `/` gives a fraction, everything else whole numbers of whole numbers. */
function evaluate(text: string): string | null {
  const tokens = text.match(/\d+\.?\d*|\*\*|\/\/|[+\-*/()]/g) ?? [];
  let at = 0;
  let real = /\d\.|[^/]\/[^/]/.test(text);
  const value = (): number => {
    const token = tokens[at++];
    if (token === '(') {
      const inner = sum();
      at++;
      return inner;
    }
    if (token === '-') return -value();
    return Number(token);
  };
  const power = (): number => {
    const base = value();
    if (tokens[at] !== '**') return base;
    at++;
    return base ** power();
  };
  const product = (): number => {
    let left = power();
    for (let sign = tokens[at]; sign === '*' || sign === '/' || sign === '//'; sign = tokens[at]) {
      at++;
      const right = power();
      left = sign === '*' ? left * right : sign === '/' ? left / right : Math.floor(left / right);
    }
    return left;
  };
  const sum = (): number => {
    let left = product();
    for (let sign = tokens[at]; sign === '+' || sign === '-'; sign = tokens[at]) {
      at++;
      left = sign === '+' ? left + product() : left - product();
    }
    return left;
  };
  const result = sum();
  if (at < tokens.length || !Number.isFinite(result)) return null;
  real &&= Number.isInteger(result);
  return real ? `${result}.0` : String(result);
}

async function server(cmd: Command, args: readonly string[]): Promise<number> {
  const { sys } = cmd;
  let folder = '.';
  let port = 8000;
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? '';
    if (arg === '-d' || arg === '--directory') folder = args[++n] ?? '.';
    else if (arg === '-b' || arg === '--bind') n++;
    else port = Number(arg);
  }
  let listener: number;
  try {
    listener = sys.listen(port);
  } catch (error) {
    cmd.err(`OSError: [Errno 98] ${reason(error)}\n`);
    return 1;
  }
  cmd.out(`Serving HTTP on 0.0.0.0 port ${port} (http://0.0.0.0:${port}/) ...\n`);
  await cmd.flush();
  return serve(sys, listener, async (own, fd, peer) => {
    const request = await readMessage(own, fd, true);
    if (!request) return false;
    const [method = '', url = '/'] = request.start.split(' ');
    const found = lookUp(own, folder, url);
    const status =
      found.kind === 'file'
        ? '200 OK'
        : found.kind === 'folder'
          ? '301 Moved Permanently'
          : found.kind === 'denied'
            ? '200 OK'
            : '404 File not found';
    const body =
      found.kind === 'file'
        ? found.data
        : encode(found.kind === 'denied' ? listing(own, folder, url) : `Error response\n\nError code: ${status}\n`);
    const type =
      found.kind === 'file'
        ? (mediaType(found.path) ?? 'application/octet-stream')
        : found.kind === 'denied'
          ? 'text/html; charset=utf-8'
          : 'text/html;charset=utf-8';
    await send(
      own,
      fd,
      [
        `HTTP/1.0 ${status}`,
        `Server: SimpleHTTP/0.6 Python/${VERSION}`,
        `Date: ${httpDate(own.now())}`,
        ...(found.kind === 'folder' ? [`Location: ${url}/`] : []),
        `Content-type: ${type}`,
        `Content-Length: ${body.length}`,
      ],
      method === 'HEAD' ? '' : body,
    );
    await own.write(2, encode(`${peer} - - [${strftime('%d/%b/%Y %H:%M:%S', own.now())}] "${request.start}" ${status.slice(0, 3)} -\n`));
    return false;
  });
}

function listing(sys: Command['sys'], folder: string, url: string): string {
  const path = url.replace(/[?#].*/, '');
  const names = sys
    .readdir(`${folder}${path}`)
    .map(({ name }) => name)
    .filter((name) => name !== '.' && name !== '..')
    .sort();
  const title = `Directory listing for ${path}`;
  return `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${names.map((name) => `<li><a href="${name}">${name}</a></li>\n`).join('')}</ul>\n<hr>\n</body>\n</html>\n`;
}
