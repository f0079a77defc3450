import type { Sys } from '../kernel/types.ts';
import { type Command, type Main, decode, encode, errno, reason } from './command.ts';
import { strftime } from './dates.ts';

type Reply = string | number | null | Error | readonly Reply[] | { readonly ok: string };
const VERSION = '7.2.5';

const stamp = (sys: Sys): string => `${strftime('%d %b %Y %H:%M:%S', sys.now())}.${strftime('%3N', sys.now())}`;

/** redis-server: strings in memory over the RESP protocol. */
export const redisServer: Main = async (cmd) => {
  const { sys } = cmd;
  const pid = sys.getpid();
  const at = cmd.args.indexOf('--port');
  const port = at >= 0 ? Number(cmd.args[at + 1]) : 6379;
  const log = (mark: string, text: string, role = 'M'): void => cmd.out(`${pid}:${role} ${stamp(sys)} ${mark} ${text}\n`);
  log('*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'C');
  log('*', `Redis version=${VERSION}, bits=64, commit=00000000, modified=0, pid=${pid}, just started`, 'C');
  log(
    '#',
    'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
    'C',
  );
  log('*', 'monotonic clock: POSIX clock_gettime');
  let listener: number;
  try {
    listener = sys.listen(port);
  } catch (error) {
    log('#', `Warning: Could not create server TCP listening socket *:${port}: bind: ${reason(error)}`);
    log('#', 'Failed listening on port 6379 (tcp), aborting.');
    return 1;
  }
  log('*', `Running mode=standalone, port=${port}.`);
  log('*', 'Server initialized');
  log('*', 'Ready to accept connections tcp');
  await cmd.flush();
  const store = new Map<string, string>();
  let signal = '';
  const done = new Promise<null>((resolve) => {
    for (const name of ['TERM', 'INT'] as const) {
      sys.sigaction(name, () => {
        signal ||= name;
        resolve(null);
      });
    }
  });
  // One process, as the real one: connections share the store.
  while (signal === '') {
    try {
      const peer = await Promise.race([sys.accept(listener), done]);
      if (peer) void talk(sys, peer.fd, store);
    } catch (error) {
      errno(error);
    }
  }
  log('*', `User requested shutdown...`);
  log('#', 'Redis is now ready to exit, bye bye...');
  return 0;
};

async function talk(sys: Sys, fd: number, store: Map<string, string>): Promise<void> {
  let buffer = '';
  try {
    for (let data = await sys.read(fd); data.length > 0; data = await sys.read(fd)) {
      buffer += decode(data);
      for (let parsed = parseRequest(buffer); parsed; parsed = parseRequest(buffer)) {
        buffer = buffer.slice(parsed.used);
        await sys.write(fd, encode(resp(execute(store, parsed.words))));
        if (parsed.words[0]?.toUpperCase() === 'QUIT') return;
      }
    }
  } catch (error) {
    errno(error);
  } finally {
    sys.close(fd);
  }
}

function parseRequest(text: string): { words: string[]; used: number } | null {
  const line = text.indexOf('\r\n');
  if (line < 0) return null;
  if (!text.startsWith('*')) return { words: text.slice(0, line).split(' ').filter(Boolean), used: line + 2 };
  const words: string[] = [];
  let at = line + 2;
  for (let left = Number(text.slice(1, line)); left > 0; left--) {
    const end = text.indexOf('\r\n', at);
    if (end < 0) return null;
    const size = Number(text.slice(at + 1, end));
    if (text.length < end + 4 + size) return null;
    words.push(text.slice(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
  return { words, used: at };
}

function resp(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  if ('ok' in reply) return `+${reply.ok}\r\n`;
  return `*${reply.length}\r\n${reply.map(resp).join('')}`;
}

function execute(store: Map<string, string>, words: readonly string[]): Reply {
  const [name = '', key = '', value] = words;
  const upper = name.toUpperCase();
  const arity: Readonly<Record<string, readonly [number, number]>> = {
    PING: [0, 1],
    ECHO: [1, 1],
    SET: [2, 9],
    GET: [1, 1],
    INCR: [1, 1],
    DECR: [1, 1],
    INCRBY: [2, 2],
    DEL: [1, 99],
    EXISTS: [1, 99],
    KEYS: [1, 1],
    APPEND: [2, 2],
    STRLEN: [1, 1],
    DBSIZE: [0, 0],
    FLUSHALL: [0, 1],
    FLUSHDB: [0, 1],
    QUIT: [0, 0],
    COMMAND: [0, 9],
    INFO: [0, 9],
    TYPE: [1, 1],
  };
  const range = arity[upper];
  if (!range)
    return new Error(
      `ERR unknown command '${name}', with args beginning with: ${words
        .slice(1)
        .map((word) => `'${word}' `)
        .join('')}`,
    );
  if (words.length - 1 < range[0] || words.length - 1 > range[1])
    return new Error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
  const add = (by: number): Reply => {
    const old = store.get(key) ?? '0';
    if (!/^-?\d+$/.test(old) || !Number.isInteger(by)) return new Error('ERR value is not an integer or out of range');
    store.set(key, String(Number(old) + by));
    return Number(old) + by;
  };
  switch (upper) {
    case 'PING':
      return key === '' ? { ok: 'PONG' } : key;
    case 'ECHO':
      return key;
    case 'SET':
      store.set(key, value ?? '');
      return { ok: 'OK' };
    case 'GET':
      return store.get(key) ?? null;
    case 'INCR':
      return add(1);
    case 'DECR':
      return add(-1);
    case 'INCRBY':
      return add(Number(value));
    case 'DEL':
      return words.slice(1).filter((each) => store.delete(each)).length;
    case 'EXISTS':
      return words.slice(1).filter((each) => store.has(each)).length;
    case 'KEYS':
      return [...store.keys()].filter((each) =>
        new RegExp(
          `^${key
            .replace(/[.+^${}()|\\]/g, '\\$&')
            .replaceAll('*', '.*')
            .replaceAll('?', '.')}$`,
        ).test(each),
      );
    case 'APPEND':
      store.set(key, (store.get(key) ?? '') + (value ?? ''));
      return store.get(key)?.length ?? 0;
    case 'STRLEN':
      return store.get(key)?.length ?? 0;
    case 'DBSIZE':
      return store.size;
    case 'TYPE':
      return { ok: store.has(key) ? 'string' : 'none' };
    case 'INFO':
      return `# Server\r\nredis_version:${VERSION}\r\nredis_mode:standalone\r\n`;
    case 'COMMAND':
      return [];
    default:
      store.clear();
      return { ok: 'OK' };
  }
}

/** redis-cli: one command from its arguments, or a prompt that reads commands. */
export const redisCli: Main = async (cmd) => {
  let host = '127.0.0.1';
  let port = 6379;
  const words = [...cmd.args];
  for (let word = words[0]; word?.startsWith('-'); word = words[0]) {
    words.shift();
    if (word === '-h') host = words.shift() ?? host;
    else if (word === '-p') port = Number(words.shift());
    else if (word === '-v' || word === '--version') {
      cmd.out(`redis-cli ${VERSION}\n`);
      return 0;
    }
  }
  let fd: number;
  try {
    fd = await cmd.sys.connect(host, port);
  } catch (error) {
    cmd.err(`Could not connect to Redis at ${host}:${port}: ${reason(error)}\n`);
    return 1;
  }
  const tty = cmd.sys.isatty(1);
  if (words.length > 0) return ask(cmd, fd, words, tty);
  const prompt = cmd.sys.isatty(0) ? `${host}:${port}> ` : '';
  cmd.out(prompt);
  for await (const { text } of cmd.lines(0)) {
    const line = (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
    if (line[0] !== undefined) {
      if (/^(exit|quit)$/i.test(line[0])) return 0;
      await ask(cmd, fd, line, tty);
    }
    cmd.out(prompt);
  }
  return 0;
};

async function ask(cmd: Command, fd: number, words: readonly string[], tty: boolean): Promise<number> {
  await cmd.sys.write(fd, encode(`*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`));
  let text = '';
  let shown: { text: string; rest: string } | null = null;
  while (!shown) {
    const data = await cmd.sys.read(fd);
    if (data.length === 0) {
      cmd.err('Error: Server closed the connection\n');
      return 1;
    }
    text += decode(data);
    shown = render(text, tty, '');
  }
  cmd.out(`${shown.text}\n`);
  return 0;
}

/** A reply as redis-cli prints it: typed on a terminal, raw in a pipe. */
function render(text: string, tty: boolean, indent: string): { text: string; rest: string } | null {
  const end = text.indexOf('\r\n');
  if (end < 0) return null;
  const line = text.slice(1, end);
  const rest = text.slice(end + 2);
  if (text.startsWith('+')) return { text: line, rest };
  if (text.startsWith('-')) return { text: tty ? `(error) ${line}` : `${line}\n`, rest };
  if (text.startsWith(':')) return { text: tty ? `(integer) ${line}` : line, rest };
  const size = Number(line);
  if (text.startsWith('$')) {
    if (size < 0) return { text: tty ? '(nil)' : '', rest };
    if (rest.length < size + 2) return null;
    return { text: tty ? JSON.stringify(rest.slice(0, size)) : rest.slice(0, size), rest: rest.slice(size + 2) };
  }
  const items: string[] = [];
  let left = rest;
  for (let i = 0; i < size; i++) {
    const item = render(left, tty, `${indent}   `);
    if (!item) return null;
    items.push(tty ? `${i > 0 ? indent : ''}${i + 1}) ${item.text}` : item.text);
    left = item.rest;
  }
  return { text: size <= 0 ? (tty ? '(empty array)' : '') : items.join('\n'), rest: left };
}
