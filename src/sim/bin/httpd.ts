import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { httpDate, lookUp, mediaType, readMessage, send, serve } from './http.ts';

const REASONS: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Bad Request', 'Unsupported method'],
  403: ['Forbidden', ''],
  404: ['Not Found', 'The requested URL was not found'],
  501: ['Not Implemented', 'The requested method is not recognized'],
};

/** httpd of busybox: `-f -p [IP:]PORT -h DIR -v`. */
export const httpd: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, 'ifvp:u:r:c:h:d:e:m:');
  const home = options.get('h');
  if (home !== undefined) {
    try {
      sys.chdir(home);
    } catch (error) {
      cmd.die(`can't change directory to '${home}': ${reason(error)}`);
    }
  }
  const [, address, port = '80'] = /^(?:(.*):)?(\d+)$/.exec(options.get('p') ?? '80') ?? [];
  let listener: number;
  try {
    listener = sys.listen(Number(port), address);
  } catch (error) {
    return cmd.die(`bind: ${reason(error)}`);
  }
  const server = (own: typeof sys): Promise<never> =>
    serve(own, listener, async (child, fd) => {
      const request = await readMessage(child, fd, true);
      if (!request) return false;
      const [method = '', url] = request.start.split(' ');
      const now = httpDate(child.now());
      const fail = (code: number): Promise<number> => {
        const [title, text] = REASONS[code] ?? ['', ''];
        return send(
          child,
          fd,
          [`HTTP/1.1 ${code} ${title}`, `Date: ${now}`, 'Connection: close', 'Content-type: text/html'],
          `\n<HTML><HEAD><TITLE>${code} ${title}</TITLE></HEAD>\n<BODY><H1>${code} ${title}</H1>\n${text}\n</BODY></HTML>\n`.slice(1),
        );
      };
      if (url === undefined || !url.startsWith('/')) await fail(400);
      else if (method !== 'GET' && method !== 'HEAD') await fail(501);
      else {
        const found = lookUp(child, '.', url);
        if (found.kind === 'folder')
          await send(child, fd, ['HTTP/1.1 302 Found', `Date: ${now}`, 'Connection: close', `Location: ${url}/`]);
        else if (found.kind !== 'file') await fail(404);
        else {
          const type = mediaType(found.path);
          const etag = `${Math.floor(found.mtime / 1000).toString(16)}-${found.data.length.toString(16)}`;
          await send(
            child,
            fd,
            [
              'HTTP/1.1 200 OK',
              `Date: ${now}`,
              'Connection: close',
              ...(type ? [`Content-type: ${type}`] : []),
              'Accept-Ranges: bytes',
              `Last-Modified: ${httpDate(found.mtime)}`,
              `ETag: "${etag}"`,
              `Content-Length: ${found.data.length}`,
            ],
            method === 'HEAD' ? '' : found.data,
          );
        }
      }
      return false;
    });
  if (options.has('f')) return server(sys);
  sys.fork(async (daemon) => {
    try {
      daemon.setsid();
      const nowhere = daemon.open('/dev/null', { read: true, write: true });
      for (const fd of [0, 1, 2]) daemon.dup2(nowhere, fd);
      daemon.close(nowhere);
    } catch (error) {
      errno(error);
    }
    return server(daemon);
  });
  return 0;
};
