import { type Command, type Main, Exit, decode, encode, errno, reason } from './command.ts';
import { alarm } from './alarm.ts';
import { type HttpMessage, header, readMessage } from './http.ts';

interface Settings {
  method: string;
  data: string[];
  headers: string[];
  output: string | null;
  remoteName: boolean;
  include: boolean;
  head: boolean;
  location: boolean;
  silent: boolean;
  showError: boolean;
  fail: boolean;
  verbose: boolean;
  format: string;
  agent: string;
  user: string;
  /** Milliseconds for all of it; 0: for ever. */
  maxTime: number;
  /** Milliseconds to wait for a connection; 0: as long as the kernel tries. */
  connectTime: number;
  retry: number;
}

const SHORT_WITH_VALUE: Readonly<Record<string, string>> = {
  o: 'output',
  X: 'request',
  d: 'data',
  H: 'header',
  w: 'write-out',
  A: 'user-agent',
  u: 'user',
  m: 'max-time',
  e: 'referer',
  b: 'cookie',
  T: 'upload-file',
  F: 'form',
  x: 'proxy',
  c: 'cookie-jar',
};
const SHORT: Readonly<Record<string, string>> = {
  s: 'silent',
  S: 'show-error',
  f: 'fail',
  O: 'remote-name',
  i: 'include',
  I: 'head',
  L: 'location',
  v: 'verbose',
  k: 'insecure',
  g: 'globoff',
  G: 'get',
  N: 'no-buffer',
  '4': 'ipv4',
  '6': 'ipv6',
  '#': 'progress-bar',
  V: 'version',
  h: 'help',
};
const VALUED = new Set([
  ...Object.values(SHORT_WITH_VALUE),
  'data-raw',
  'data-binary',
  'json',
  'url',
  'connect-timeout',
  'retry',
  'retry-delay',
  'resolve',
  'unix-socket',
  'max-redirs',
]);
const FLAGS = new Set([
  ...Object.values(SHORT),
  'compressed',
  'http1.1',
  'http1.0',
  'retry-connrefused',
  'no-progress-meter',
  'fail-with-body',
]);

/** curl(1) for http:// URLs. */
export const curl: Main = async (cmd) => {
  const urls: string[] = [];
  const settings: Settings = {
    method: '',
    data: [],
    headers: [],
    output: null,
    remoteName: false,
    include: false,
    head: false,
    location: false,
    silent: false,
    showError: false,
    fail: false,
    verbose: false,
    format: '',
    agent: 'curl/7.88.1',
    user: '',
    maxTime: 0,
    connectTime: 0,
    retry: 0,
  };
  const args = [...cmd.args];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (!arg.startsWith('-') || arg === '-') {
      urls.push(arg);
      continue;
    }
    if (arg.startsWith('--')) {
      const name = arg.slice(2).replace(/^no-(?=buffer|keepalive)/, '');
      if (VALUED.has(name)) set(cmd, settings, urls, name, need(cmd, args.shift(), arg));
      else if (FLAGS.has(name) || name === 'buffer' || name === 'keepalive') set(cmd, settings, urls, name, '');
      else unknown(cmd, arg, 'is unknown', 2);
      continue;
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg.charAt(i);
      const valued = SHORT_WITH_VALUE[letter];
      const flag = SHORT[letter];
      if (valued !== undefined) {
        set(cmd, settings, urls, valued, arg.slice(i + 1) || need(cmd, args.shift(), `-${letter}`));
        break;
      }
      if (flag === undefined) unknown(cmd, arg, 'is unknown', 2);
      else set(cmd, settings, urls, flag, '');
    }
  }
  if (urls.length === 0) {
    cmd.err("curl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  let code = 0;
  for (const url of urls) {
    code = await transfer(cmd, settings, url);
    await cmd.flush();
  }
  return code;
};

function need(cmd: Command, value: string | undefined, option: string): string {
  return value ?? unknown(cmd, option, 'requires parameter', 2);
}

function unknown(cmd: Command, option: string, what: string, code: number): never {
  cmd.err(`curl: option ${option}: ${what}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
  throw new Exit(code);
}

function set(cmd: Command, s: Settings, urls: string[], name: string, value: string): void {
  switch (name) {
    case 'url':
      urls.push(value);
      break;
    case 'output':
      s.output = value;
      break;
    case 'request':
      s.method = value;
      break;
    case 'json':
      s.headers.push('Content-Type: application/json', 'Accept: application/json');
      s.data.push(value);
      break;
    case 'data':
    case 'data-raw':
    case 'data-binary':
      s.data.push(value.startsWith('@') && name !== 'data-raw' ? decode(cmd.sys.readFile(value.slice(1))) : value);
      break;
    case 'header':
      s.headers.push(value);
      break;
    case 'cookie':
      s.headers.push(`Cookie: ${value}`);
      break;
    case 'referer':
      s.headers.push(`Referer: ${value}`);
      break;
    case 'write-out':
      s.format = value;
      break;
    case 'user-agent':
      s.agent = value;
      break;
    case 'user':
      s.user = value;
      break;
    case 'retry':
      s.retry = Number(value);
      break;
    case 'connect-timeout':
      s.connectTime = Number(value) * 1000;
      break;
    case 'max-time':
      s.maxTime = Number(value) * 1000;
      break;
    case 'silent':
      s.silent = true;
      break;
    case 'show-error':
      s.showError = true;
      break;
    case 'fail':
      s.fail = true;
      break;
    case 'remote-name':
      s.remoteName = true;
      break;
    case 'include':
      s.include = true;
      break;
    case 'head':
      s.head = true;
      break;
    case 'location':
      s.location = true;
      break;
    case 'verbose':
      s.verbose = true;
      break;
    case 'version':
      cmd.out(
        'curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1\nRelease-Date: 2023-02-20, security patched: 7.88.1-10+deb12u14\nProtocols: http\n',
      );
      throw new Exit(0);
    case 'help':
      cmd.out('Usage: curl [options...] <url>\n');
      throw new Exit(0);
  }
}

async function transfer(cmd: Command, s: Settings, given: string): Promise<number> {
  if (s.maxTime === 0) return transferAtLeisure(cmd, s, given);
  const callOff = alarm(cmd.sys, s.maxTime);
  const code = await transferAtLeisure(cmd, s, given);
  await callOff();
  return code;
}

async function transferAtLeisure(cmd: Command, s: Settings, given: string): Promise<number> {
  const { sys } = cmd;
  const began = sys.now();
  const target = s.remoteName ? given.replace(/[?#].*$/, '').replace(/^.*\//, '') : s.output;
  const shown = !s.silent && ((target ?? '-') !== '-' || !sys.isatty(1));
  const fail = (code: number, message: string): number => {
    if (shown && [7, 22, 28, 52, 56].includes(code)) cmd.err(progress(null));
    if (!s.silent || s.showError) cmd.err(`curl: (${code}) ${message}\n`);
    if (s.format !== '') cmd.out(written(s.format, null, given, 0));
    return code;
  };
  let url = given;
  let answer: HttpMessage | null = null;
  for (let hops = 0; ; hops++) {
    const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
    const scheme = (match[1] ?? 'http').toLowerCase();
    const authority = (match[2] ?? '').replace(/^.*@/, '');
    const path = (match[3] ?? '').replace(/^(?!\/)/, '/');
    if (scheme !== 'http' && scheme !== 'https') return fail(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
    const [, host = '', portText] = /^(\[.*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
    if (host === '') return fail(3, 'URL using bad/illegal format or missing URL');
    if (portText !== undefined && !(/^\d+$/.test(portText) && Number(portText) <= 65535))
      return fail(3, 'URL using bad/illegal format or missing URL');
    const port = Number(portText ?? (scheme === 'https' ? 443 : 80));
    const addresses = /^[\d.]+$/.test(host) ? [host] : await sys.resolve(host);
    if (addresses.length === 0) return fail(6, `Could not resolve host: ${host}`);
    const start = sys.now();
    const note = (text: string): void => {
      if (s.verbose) cmd.err(text);
    };
    let fd: number;
    try {
      note(`*   Trying ${addresses[0]}:${port}...\n`);
      const callOff = s.connectTime > 0 ? alarm(sys, s.connectTime) : null;
      try {
        fd = await sys.connect(addresses[0] ?? host, port);
      } finally {
        await callOff?.();
      }
    } catch (error) {
      const why = reason(error);
      note(
        `* connect to ${addresses[0]} port ${port} failed: ${why}\n* Failed to connect to ${host} port ${port} after ${Math.round(sys.now() - start)} ms: Couldn't connect to server\n* Closing connection 0\n`,
      );
      if (errno(error) === 'EINTR') return fail(28, `Connection timed out after ${Math.round(sys.now() - start)} milliseconds`);
      return errno(error) === 'ETIMEDOUT'
        ? fail(28, `Failed to connect to ${host} port ${port} after ${Math.round(sys.now() - start)} ms: Connection timed out`)
        : fail(7, `Failed to connect to ${host} port ${port} after ${Math.round(sys.now() - start)} ms: Couldn't connect to server`);
    }
    if (scheme === 'https') {
      sys.close(fd);
      return fail(35, `OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to ${authority}`);
    }
    note(`* Connected to ${host} (${addresses[0]}) port ${port} (#0)\n`);
    const body = s.data.join('&');
    const method = s.method || (s.head ? 'HEAD' : s.data.length > 0 ? 'POST' : 'GET');
    const own = (name: string): boolean => s.headers.some((line) => line.toLowerCase().startsWith(`${name}:`));
    const lines = [
      `${method} ${path} HTTP/1.1`,
      ...(own('host') ? [] : [`Host: ${authority}`]),
      ...(s.user ? [`Authorization: Basic ${btoa(s.user)}`] : []),
      ...(own('user-agent') ? [] : [`User-Agent: ${s.agent}`]),
      ...(own('accept') ? [] : ['Accept: */*']),
      ...s.headers,
    ];
    if (s.data.length > 0)
      lines.push(
        `Content-Length: ${encode(body).length}`,
        ...(own('content-type') ? [] : ['Content-Type: application/x-www-form-urlencoded']),
      );
    note(`${lines.map((line) => `> ${line}\r\n`).join('')}> \r\n`);
    try {
      await sys.write(fd, encode(`${lines.join('\r\n')}\r\n\r\n${body}`));
      answer = await readMessage(sys, fd, false, method === 'HEAD');
    } catch (error) {
      sys.close(fd);
      if (errno(error) === 'EINTR')
        return fail(28, `Operation timed out after ${Math.round(sys.now() - start)} milliseconds with 0 bytes received`);
      return fail(56, `Recv failure: ${reason(error)}`);
    }
    sys.close(fd);
    if (!answer) return fail(52, 'Empty reply from server');
    note(
      answer.head
        .split('\r\n')
        .slice(0, -1)
        .map((line) => `< ${line}\r\n`)
        .join(''),
    );
    if (s.include || s.head) cmd.out(answer.head);
    const location = header(answer, 'location');
    if (s.location && location !== undefined && /^HTTP\/\S+ 3/.test(answer.start) && hops < 50) {
      url = /^[a-z]+:\/\//i.test(location)
        ? location
        : `${scheme}://${authority}${location.startsWith('/') ? location : path.replace(/[^/]*$/, '') + location}`;
      continue;
    }
    note(`${s.head ? '' : `{ [${answer.body.length} bytes data]\n`}* Connection #0 to host ${host} left intact\n`);
    break;
  }
  const status = Number(answer.start.split(' ')[1]);
  if (s.fail && status >= 400) {
    return fail(22, `The requested URL returned error: ${status}`);
  }
  if (s.remoteName && target === '') return fail(23, 'Remote file name has no length');
  if (shown) cmd.err(progress(answer.body.length));
  if (target !== null && target !== '-' && target !== '') {
    try {
      sys.writeFile(target, answer.body);
    } catch (error) {
      if (!s.silent || s.showError) cmd.err(`Warning: Failed to open the file ${target}: ${reason(error)}\n`);
      return fail(23, 'Failure writing output to destination');
    }
  } else cmd.out(answer.body);
  if (s.format !== '') cmd.out(written(s.format, answer, url, sys.now() - began));
  return 0;
}

/** The meter as curl leaves it behind: nothing received, and then all of `size` bytes. */
function progress(size: number | null): string {
  const none = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0';
  const count = String(size).padStart(5);
  const last = size === null ? none : `\r100 ${count}  100 ${count}    0     0  ${count}      0 --:--:-- --:--:-- --:--:-- ${count}`;
  return `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n${none}${last}\n`;
}

function written(format: string, answer: HttpMessage | null, url: string, ms: number): string {
  const values: Readonly<Record<string, string>> = {
    http_code: answer ? (answer.start.split(' ')[1] ?? '000') : '000',
    response_code: answer ? (answer.start.split(' ')[1] ?? '000') : '000',
    size_download: String(answer?.body.length ?? 0),
    content_type: answer ? (header(answer, 'content-type') ?? '') : '',
    url_effective: url,
    time_total: (ms / 1000).toFixed(6),
    num_redirects: '0',
    exitcode: '0',
    http_version: answer ? '1.1' : '0',
  };
  return format
    .replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/\\([nrt])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? '');
}
