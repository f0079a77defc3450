import type { Signal, Sys } from '../kernel/types.ts';
import { type Command, type Main, decode, encode, errno, reason } from './command.ts';
import { strftime } from './dates.ts';
import { httpDate, header, lookUp, mediaType, readMessage, send, serve } from './http.ts';

const VERSION = 'nginx/1.25.5';
const ACCESS_LOG = '/var/log/nginx/access.log';

function isFile(sys: Sys, path: string): boolean {
  try {
    return sys.lstat(path).type === 'file';
  } catch (error) {
    errno(error);
    return false;
  }
}

const page = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${VERSION}</center>\r\n</body>\r\n</html>\r\n`;

/**
 * nginx: serves the root of its first server block and logs each request as the official image does; TERM and QUIT end it. Without
 * "daemon off" it goes into the background, and `-s quit` ends it.
 */
export const nginx: Main = async (cmd) => {
  const { sys } = cmd;
  if (cmd.args.includes('-v')) {
    cmd.err(`nginx version: ${VERSION}\n`);
    return 0;
  }
  const conf = [
    '/etc/nginx/nginx.conf',
    '/etc/nginx/conf.d/default.conf',
    '/etc/nginx/sites-enabled/default',
    '/etc/nginx/http.d/default.conf',
  ]
    .map((path) => {
      try {
        return decode(sys.readFile(path)).replace(/#.*/g, '');
      } catch (error) {
        errno(error);
        return '';
      }
    })
    .join('\n');
  const port = Number(/\blisten\s+(?:[\d.]+:)?(\d+)/.exec(conf)?.[1] ?? 80);
  const root = /\broot\s+([^;]+);/.exec(conf)?.[1]?.trim() ?? '/usr/share/nginx/html';
  if (cmd.args.includes('-t')) {
    cmd.err(
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
    );
    return 0;
  }
  const pidFile = /\bpid\s+([^;\s]+)/.exec(conf)?.[1] ?? '/run/nginx.pid';
  const index = /\bindex\s+([^;]+);/.exec(conf)?.[1]?.trim().split(/\s+/);
  const at = cmd.args.indexOf('-s');
  if (at >= 0) return tell(cmd, pidFile, cmd.args[at + 1] ?? '');
  const daemon = !/\bdaemon\s+off\b/.test(`${conf} ${cmd.args.join(' ')}`);
  const note = (text: string): void => {
    if (!daemon) cmd.err(`${strftime('%Y/%m/%d %H:%M:%S', sys.now())} [notice] ${sys.getpid()}#${sys.getpid()}: ${text}\n`);
  };
  let listener: number;
  try {
    listener = sys.listen(port);
  } catch (error) {
    cmd.err(
      `${strftime('%Y/%m/%d %H:%M:%S', sys.now())} [emerg] ${sys.getpid()}#${sys.getpid()}: bind() to 0.0.0.0:${port} failed (${reason(error)})\n`,
    );
    return 1;
  }
  if (!daemon) return master(sys);
  sys.fork((child) => {
    child.setsid();
    return master(child);
  });
  return 0;

  async function master(sys: Sys): Promise<number> {
    try {
      sys.writeFile(pidFile, encode(`${sys.getpid()}\n`));
    } catch (error) {
      errno(error);
    }
    note('using the "epoll" event method');
    note(VERSION);
    note('built by gcc 12.2.0 (Debian 12.2.0-14) ');
    note(`OS: Linux ${sys.uname().release}`);
    note('getrlimit(RLIMIT_NOFILE): 1048576:1048576');
    note('start worker processes');
    const worker = sys.fork((child) =>
      serve(child, listener, async (own, fd, peer) => {
        const request = await readMessage(own, fd, true);
        if (!request) return false;
        const [method = '', url = '/'] = request.start.split(' ');
        const found = method === 'GET' || method === 'HEAD' ? lookUp(own, root, url, index) : null;
        const now = own.now();
        const status = !found
          ? '405 Not Allowed'
          : found.kind === 'file'
            ? '200 OK'
            : found.kind === 'folder'
              ? '301 Moved Permanently'
              : found.kind === 'denied'
                ? '403 Forbidden'
                : '404 Not Found';
        const body = found?.kind === 'file' ? found.data : page(status);
        const close = /close/i.test(header(request, 'connection') ?? '') || request.start.endsWith('HTTP/1.0');
        const head = [
          `HTTP/1.1 ${status}`,
          `Server: ${VERSION}`,
          `Date: ${httpDate(now)}`,
          `Content-Type: ${found?.kind === 'file' ? (mediaType(found.path) ?? 'application/octet-stream') : 'text/html'}`,
          `Content-Length: ${body.length}`,
        ];
        if (found?.kind === 'file')
          head.push(
            `Last-Modified: ${httpDate(found.mtime)}`,
            `Connection: ${close ? 'close' : 'keep-alive'}`,
            `ETag: "${Math.floor(found.mtime / 1000).toString(16)}-${body.length.toString(16)}"`,
            'Accept-Ranges: bytes',
          );
        else
          head.push(
            ...(found?.kind === 'folder' ? [`Location: http://${header(request, 'host') ?? ''}${url}/`] : []),
            `Connection: ${close ? 'close' : 'keep-alive'}`,
          );
        await send(own, fd, head, method === 'HEAD' ? '' : body);
        const line = `${peer} - - [${strftime('%d/%b/%Y:%H:%M:%S %z', now)}] "${request.start}" ${status.slice(0, 3)} ${method === 'HEAD' ? 0 : body.length} "${header(request, 'referer') ?? '-'}" "${header(request, 'user-agent') ?? '-'}" "${header(request, 'x-forwarded-for') ?? '-'}"\n`;
        if (!daemon) await own.write(1, encode(line));
        else if (isFile(own, ACCESS_LOG)) own.writeFile(ACCESS_LOG, encode(line), { append: true });
        return !close;
      }),
    );
    note(`start worker process ${worker}`);
    await cmd.flush();
    let ended: 'QUIT' | 'TERM' | 'INT' | null = null;
    const done = new Promise<void>((resolve) => {
      sys.sigaction('HUP', () => {});
      for (const signal of ['QUIT', 'TERM', 'INT'] as const) {
        sys.sigaction(signal, () => {
          ended ??= signal;
          resolve();
        });
      }
    });
    // The wait comes back when a handled signal does.
    while (ended === null) {
      try {
        await Promise.race([sys.sleep(3.2e12), done]);
      } catch (error) {
        errno(error);
      }
    }
    note(
      `signal ${ended === 'QUIT' ? '3 (SIGQUIT) received, shutting down' : ended === 'TERM' ? '15 (SIGTERM) received, exiting' : '2 (SIGINT) received, exiting'}`,
    );
    await sys.kill(worker, 'KILL');
    note('exit');
    return 0;
  }
};

/** -s SIGNAL: to the one whose number the pid file has. */
async function tell(cmd: Command, pidFile: string, word: string): Promise<number> {
  const signals: Readonly<Record<string, Signal>> = { stop: 'TERM', quit: 'QUIT', reload: 'HUP', reopen: 'USR1' };
  const signal = signals[word];
  if (!signal) {
    cmd.err(`nginx: invalid option: "-s ${word}"\n`);
    return 1;
  }
  try {
    await cmd.sys.kill(Number(decode(cmd.sys.readFile(pidFile))), signal);
  } catch (error) {
    const why = errno(error) === 'ESRCH' ? '3: No such process' : '2: No such file or directory';
    cmd.err(`nginx: [error] open() "${pidFile}" failed (${why})\n`);
    return 1;
  }
  return 0;
}
