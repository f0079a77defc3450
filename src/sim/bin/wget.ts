import { alarm } from './alarm.ts';
import { type Main, Exit, encode, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { strftime } from './dates.ts';
import { SegmentationFault } from '../kernel/fault.ts';
import { header, readMessage } from './http.ts';

/** wget(1), GNU and busybox: `-O -q -P -S --spider`. */
export const wget: Main = async (cmd) => {
  const { sys, gnu } = cmd;
  const options = getopt(
    cmd,
    gnu ? 'O:qP:SU:T:t:cnvN' : 'cqSO:o:P:Y:U:T:',
    'spider header: post-data: post-file: no-check-certificate output-document:=O quiet=q directory-prefix:=P server-response=S user-agent:=U timeout:=T tries:=t no-verbose=n',
  );
  const patience = options.get('T');
  if (patience !== undefined && !gnu && !/^\d+$/.test(patience)) cmd.die(`invalid number '${patience}'`);
  // That build stores the number of -T where nothing is mapped.
  if (patience !== undefined && cmd.debianStatic) throw new SegmentationFault();
  if (options.args.length === 0) {
    if (!gnu) cmd.usage();
    cmd.err("wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n");
    throw new Exit(1);
  }
  const quiet = options.has('q');
  const say = (text: string): void => {
    if (!quiet) cmd.err(text);
  };
  for (const given of options.args) {
    const full = /^[a-z]+:\/\//.test(given) ? given : `http://${given}`;
    const [, scheme, authority = '', rest = ''] = /^([a-z]+):\/\/([^/?#]*)([^#]*)/i.exec(full) ?? [];
    if (scheme !== 'http') return cmd.die(gnu ? `${given}: Unsupported scheme.` : `not an http or ftp url: ${given}`);
    const path = rest.replace(/^(?!\/)/, '/');
    const [host = '', port = '80'] = authority.split(':');
    const name = path.replace(/\?.*$/, '').replace(/^.*\//, '') || 'index.html';
    const target = options.get('O') ?? (options.has('P') ? `${options.get('P') ?? '.'}/${name}` : name);
    if (gnu) say(`--${strftime('%F %T', sys.now())}--  ${full}${rest === '' ? '/' : ''}\nResolving ${host} (${host})... `);
    const addresses = /^[\d.]+$/.test(host) ? [host] : await sys.resolve(host);
    const [address] = addresses;
    if (address === undefined) {
      if (!gnu) cmd.die(`bad address '${host}'`);
      say('failed: Name or service not known.\n');
      if (!quiet) cmd.err(`wget: unable to resolve host address ${cmd.quote(host)}\n`);
      return 4;
    }
    say(
      gnu
        ? `${addresses.join(', ')}\nConnecting to ${host} (${host})|${address}|:${port}... `
        : `Connecting to ${authority} (${address}:${port})\n`,
    );
    const seconds = Number(patience ?? 0);
    const callOff = seconds > 0 ? alarm(sys, seconds * 1000) : null;
    let fd: number;
    try {
      fd = await sys.connect(address, Number(port));
    } catch (error) {
      if (!gnu && errno(error) === 'EINTR') return cmd.die('download timed out');
      if (!gnu) return cmd.die(`can't connect to remote host (${address}): ${reason(error)}`);
      say(`failed: ${errno(error) === 'EINTR' ? 'Connection timed out' : reason(error)}.\n`);
      return 4;
    } finally {
      await callOff?.();
    }
    if (gnu) say('connected.\nHTTP request sent, awaiting response... ');
    const post = options.get('post-data');
    await sys.write(
      fd,
      encode(
        `${post === undefined ? (options.has('spider') && gnu ? 'HEAD' : 'GET') : 'POST'} ${path} HTTP/1.1\r\nHost: ${authority}\r\nUser-Agent: ${options.get('U') ?? (gnu ? 'Wget/1.21.3' : 'Wget')}\r\n${options
          .all('header')
          .map((line) => `${line}\r\n`)
          .join('')}${post === undefined ? '' : `Content-Length: ${encode(post).length}\r\n`}Connection: close\r\n\r\n${post ?? ''}`,
      ),
    );
    const answer = await readMessage(sys, fd, false, options.has('spider') && gnu);
    sys.close(fd);
    if (!answer) return cmd.die(gnu ? 'No data received.' : 'error getting response');
    const [, code = '', ...words] = answer.start.split(' ');
    if (Number(code) >= 300) {
      if (!gnu) return cmd.die(`server returned error: ${answer.start}`);
      say(`${code} ${words.join(' ')}\n${strftime('%F %T', sys.now())} ERROR ${code}: ${words.join(' ')}.\n\n`);
      return 8;
    }
    const size = answer.body.length;
    if (gnu)
      say(
        `${code} ${words.join(' ')}\nLength: ${header(answer, 'content-length') ?? 'unspecified'} [${header(answer, 'content-type') ?? 'text/html'}]\n`,
      );
    if (options.has('spider')) {
      if (!gnu) say('remote file exists\n');
      continue;
    }
    if (target === '-') {
      if (!gnu) say('writing to stdout\n');
      else say('Saving to: ‘STDOUT’\n\n');
      cmd.out(answer.body);
    } else {
      try {
        sys.writeFile(target, answer.body);
      } catch (error) {
        return cmd.die(gnu ? `${target}: ${reason(error)}` : `can't open '${target}': ${reason(error)}`);
      }
      say(gnu ? `Saving to: ‘${target}’\n\n` : `saving to '${target}'\n`);
    }
    if (gnu)
      say(
        `\n     0K                                                       100% ${(size / 1024).toFixed(2)}K=0s\n\n${strftime('%F %T', sys.now())} (${(size / 1024).toFixed(2)} KB/s) - ${target === '-' ? 'written to stdout' : `‘${target}’ saved`} [${size}/${size}]\n\n`,
      );
    else
      say(
        `${(target === '-' ? '-' : name).slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${String(size).padStart(5)}  0:00:00 ETA\n${target === '-' ? 'written to stdout' : `'${target}' saved`}\n`,
      );
  }
  return 0;
};
