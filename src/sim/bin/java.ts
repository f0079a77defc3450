import { type Main, encode, errno, reason } from './command.ts';
import { strftime } from './dates.ts';
import { httpDate, header, lookUp, mediaType, readMessage, send, serve } from './http.ts';

const page = (version: string, code: number, title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><title>HTTP Status ${code} – ${title}</title><style type="text/css">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}</style></head><body><h1>HTTP Status ${code} – ${title}</h1><hr class="line" /><p><b>Type</b> Status Report</p><p><b>Description</b> ${text}</p><hr class="line" /><h3>Apache Tomcat/${version}</h3></body></html>`;

/** java: plays Tomcat (startup log, webapps/ROOT on 8080); a TERM ends it with 143, as a JVM does. */
export const java: Main = async (cmd) => {
  const { sys } = cmd;
  if (cmd.args.some((arg) => /^--?version$/.test(arg))) {
    cmd.err(
      'openjdk version "11.0.23" 2024-04-16\nOpenJDK Runtime Environment Temurin-11.0.23+9 (build 11.0.23+9)\nOpenJDK 64-Bit Server VM Temurin-11.0.23+9 (build 11.0.23+9, mixed mode)\n',
    );
    return 0;
  }
  const home = cmd.env['CATALINA_HOME'] ?? '/usr/local/tomcat';
  const version = cmd.env['TOMCAT_VERSION'] ?? '9.0.89';
  const log = async (where: string, text: string): Promise<void> => {
    const ms = sys.now();
    await sys.write(2, encode(`${strftime('%d-%b-%Y %H:%M:%S', ms)}.${strftime('%3N', ms)} INFO [main] ${where} ${text}\n`));
  };
  let listener: number;
  const about = 'org.apache.catalina.startup.VersionLoggerListener.log';
  await log(about, `Server version name:   Apache Tomcat/${version}`);
  await log(about, 'OS Name:               Linux');
  await log(about, `OS Version:            ${sys.uname().release}`);
  await log(about, 'Architecture:          amd64');
  await log(about, 'Java Home:             /opt/java/openjdk');
  await log(about, `CATALINA_BASE:         ${home}`);
  await log(about, `CATALINA_HOME:         ${home}`);
  await sys.sleep(420);
  await log('org.apache.coyote.AbstractProtocol.init', 'Initializing ProtocolHandler ["http-nio-8080"]');
  await log('org.apache.catalina.startup.Catalina.load', 'Server initialization in [412] milliseconds');
  await log('org.apache.catalina.core.StandardService.startInternal', 'Starting service [Catalina]');
  await log('org.apache.catalina.core.StandardEngine.startInternal', `Starting Servlet engine: [Apache Tomcat/${version}]`);
  try {
    listener = sys.listen(8080);
  } catch (error) {
    await log('org.apache.coyote.AbstractProtocol.init', `Failed to initialize end point: java.net.BindException: ${reason(error)}`);
    return 1;
  }
  await sys.sleep(60);
  await log('org.apache.coyote.AbstractProtocol.start', 'Starting ProtocolHandler ["http-nio-8080"]');
  await log('org.apache.catalina.startup.Catalina.start', 'Server startup in [64] milliseconds');
  const server = sys.fork((child) =>
    serve(child, listener, async (own, fd) => {
      const request = await readMessage(own, fd, true);
      if (!request) return false;
      const [method = '', url = '/'] = request.start.split(' ');
      const app = /^\/([^/?]+)/.exec(url)?.[1] ?? '';
      const isApp = (() => {
        try {
          return app !== '' && own.stat(`${home}/webapps/${app}`).type === 'dir';
        } catch (error) {
          errno(error);
          return false;
        }
      })();
      const found = isApp
        ? lookUp(own, `${home}/webapps`, url, ['index.html', 'index.jsp'])
        : lookUp(own, `${home}/webapps/ROOT`, url, ['index.html', 'index.jsp']);
      const close = /close/i.test(header(request, 'connection') ?? '');
      const tail = [`Date: ${httpDate(own.now())}`, ...(close ? ['Connection: close'] : [])];
      if (found.kind === 'file') {
        const type = mediaType(found.path) ?? (found.path.endsWith('.jsp') ? 'text/html;charset=UTF-8' : undefined);
        await send(
          own,
          fd,
          [
            'HTTP/1.1 200 ',
            'Accept-Ranges: bytes',
            `ETag: W/"${found.data.length}-${Math.floor(found.mtime)}"`,
            `Last-Modified: ${httpDate(found.mtime)}`,
            ...(type ? [`Content-Type: ${type}`] : []),
            `Content-Length: ${found.data.length}`,
            ...tail,
          ],
          method === 'HEAD' ? '' : found.data,
        );
      } else {
        const path = url.replace(/\?.*/, '');
        const text = page(
          version,
          404,
          'Not Found',
          'The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.',
        ).replace('<p><b>Description', `<p><b>Message</b> The requested resource [${path}] is not available</p><p><b>Description`);
        if (found.kind === 'folder') await send(own, fd, ['HTTP/1.1 302 ', `Location: ${path}/`, 'Content-Length: 0', ...tail]);
        else
          await send(
            own,
            fd,
            [
              'HTTP/1.1 404 ',
              'Content-Type: text/html;charset=utf-8',
              'Content-Language: en',
              `Content-Length: ${encode(text).length}`,
              ...tail,
            ],
            method === 'HEAD' ? '' : text,
          );
      }
      return !close;
    }),
  );
  let stopped = 0;
  const done = new Promise<void>((resolve) => {
    for (const [signal, code] of [
      ['TERM', 143],
      ['INT', 130],
      ['HUP', 129],
    ] as const) {
      sys.sigaction(signal, () => {
        stopped ||= code;
        resolve();
      });
    }
  });
  while (stopped === 0) {
    try {
      await Promise.race([sys.sleep(3.2e12), done]);
    } catch (error) {
      errno(error);
    }
  }
  const end = async (where: string, text: string): Promise<void> => {
    const ms = sys.now();
    await sys.write(2, encode(`${strftime('%d-%b-%Y %H:%M:%S', ms)}.${strftime('%3N', ms)} INFO [Thread-2] ${where} ${text}\n`));
  };
  await end('org.apache.coyote.AbstractProtocol.pause', 'Pausing ProtocolHandler ["http-nio-8080"]');
  await end('org.apache.catalina.core.StandardService.stopInternal', 'Stopping service [Catalina]');
  await end('org.apache.coyote.AbstractProtocol.stop', 'Stopping ProtocolHandler ["http-nio-8080"]');
  await end('org.apache.coyote.AbstractProtocol.destroy', 'Destroying ProtocolHandler ["http-nio-8080"]');
  await sys.kill(server, 'KILL');
  return stopped;
};
