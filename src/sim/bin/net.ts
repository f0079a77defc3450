/** Programs about the network: netstat, ping, nslookup, getent, nc. */
import { type Main, decode, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { groups, users } from './users.ts';

/** netstat(8): the listening sockets that /proc/net/tcp tells of. */
export const netstat: Main = (cmd) => {
  const options = getopt(cmd, 'ralntuwxenpWiW');
  cmd.out(
    `Active Internet connections (${options.has('l') ? 'only servers' : options.has('a') ? 'servers and established' : 'w/o servers'})\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n`,
  );
  let text = '';
  try {
    text = decode(cmd.sys.readFile('/proc/net/tcp'));
  } catch (error) {
    errno(error);
  }
  const address = (hex: string): string => {
    const [host = '', port = '0'] = hex.split(':');
    const parts = (host.match(/../g) ?? []).map((part) => Number.parseInt(part, 16)).reverse();
    return `${parts.join('.')}:${Number.parseInt(port, 16) || '*'}`;
  };
  for (const line of text.split('\n').slice(1)) {
    const [, local, remote, state] = line.trim().split(/\s+/);
    if (local === undefined || remote === undefined) continue;
    const listening = state === '0A';
    if (options.has('a') || options.has('l') === listening)
      cmd.out(
        `tcp        0      0 ${address(local).padEnd(23)} ${address(remote).padEnd(23)} ${listening ? 'LISTEN' : 'ESTABLISHED'}      \n`,
      );
  }
};

/** ping(8): `-c COUNT -i SECONDS -W SECONDS -q -s SIZE`. */
export const ping: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, '46c:i:w:W:qs:t:I:p:An', '');
  const [host] = options.args;
  if (host === undefined) return cmd.gnu ? cmd.fail('ping: usage error: Destination address required\n') : cmd.usage();
  const address = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host : (await sys.resolve(host))[0];
  if (address === undefined) return cmd.gnu ? cmd.fail(`ping: ${host}: Name or service not known\n`, 2) : cmd.die(`bad address '${host}'`);
  const size = Number(options.get('s') ?? 56);
  cmd.out(cmd.gnu ? `PING ${host} (${address}) ${size}(${size + 28}) bytes of data.\n` : `PING ${host} (${address}): ${size} data bytes\n`);
  const count = Number(options.get('c') ?? Number.POSITIVE_INFINITY);
  const interval = Number(options.get('i') ?? 1) * 1000;
  const times: number[] = [];
  let sent = 0;
  let stop = false;
  sys.sigaction('INT', () => {
    stop = true;
  });
  const began = sys.now();
  while (sent < count && !stop) {
    await cmd.flush();
    let ms: number | null = null;
    try {
      ms = await sys.ping(address, !cmd.gnu);
    } catch (error) {
      const code = errno(error);
      if (!cmd.gnu && code === 'EPERM') return cmd.die('permission denied (are you root?)');
      if (code === 'ENETUNREACH') {
        cmd.failure = cmd.gnu ? 2 : 1;
        return cmd.die(`${cmd.gnu ? 'connect' : 'sendto'}: Network is unreachable`);
      }
    }
    sent++;
    if (ms !== null) {
      times.push(ms);
      if (!options.has('q'))
        cmd.out(
          cmd.gnu
            ? `${size + 8} bytes from ${host === address ? address : `${host} (${address})`}: icmp_seq=${sent} ttl=64 time=${ms.toFixed(3)} ms\n`
            : `${size + 8} bytes from ${address}: seq=${sent - 1} ttl=64 time=${ms.toFixed(3)} ms\n`,
        );
    }
    await cmd.flush();
    if (sent >= count) break;
    await sys.sleep(interval).catch(errno);
  }
  const lost = Math.round(((sent - times.length) * 100) / Math.max(1, sent));
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const mean = times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
  cmd.out(`\n--- ${host} ping statistics ---\n`);
  cmd.out(
    cmd.gnu
      ? `${sent} packets transmitted, ${times.length} received, ${lost}% packet loss, time ${Math.round(sys.now() - began)}ms\n`
      : `${sent} packets transmitted, ${times.length} packets received, ${lost}% packet loss\n`,
  );
  if (times.length > 0) {
    const deviation = Math.sqrt(times.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / times.length);
    cmd.out(
      cmd.gnu
        ? `rtt min/avg/max/mdev = ${[least, mean, most, deviation].map((ms) => ms.toFixed(3)).join('/')} ms\n`
        : `round-trip min/avg/max = ${[least, mean, most].map((ms) => ms.toFixed(3)).join('/')} ms\n`,
    );
  } else if (cmd.gnu) cmd.out('\n');
  return times.length > 0 ? 0 : 1;
};

/** nslookup(1). */
export const nslookup: Main = async (cmd) => {
  const [name] = cmd.args;
  if (name === undefined) return cmd.usage();
  let server = '127.0.0.11';
  try {
    server = /^nameserver\s+(\S+)/m.exec(decode(cmd.sys.readFile('/etc/resolv.conf')))?.[1] ?? server;
  } catch (error) {
    errno(error);
  }
  const addresses = await cmd.sys.resolve(name);
  cmd.out(cmd.gnu ? `Server:\t\t${server}\nAddress:\t${server}#53\n\n` : `Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
  if (addresses.length === 0) {
    cmd.out(`** server can't find ${name}: NXDOMAIN\n\n`);
    return 1;
  }
  cmd.out(`Non-authoritative answer:\n${addresses.map((address) => `Name:\t${name}\nAddress: ${address}\n`).join('')}\n`);
  return 0;
};

/** getent(1): passwd, group, hosts. */
export const getent: Main = async (cmd) => {
  const [database, ...keys] = cmd.args;
  const { sys } = cmd;
  let missing = false;
  const show = (lines: readonly (readonly [names: readonly string[], text: string])[]): void => {
    if (keys.length === 0) for (const [, text] of lines) cmd.out(`${text}\n`);
    for (const key of keys) {
      const line = lines.find(([names]) => names.includes(key));
      if (line) cmd.out(`${line[1]}\n`);
      else missing = true;
    }
  };
  if (database === 'passwd')
    show(
      users(sys).map(
        (user) =>
          [[user.name, String(user.uid)], `${user.name}:x:${user.uid}:${user.gid}:${user.gecos}:${user.home}:${user.shell}`] as const,
      ),
    );
  else if (database === 'group')
    show(groups(sys).map((group) => [[group.name, String(group.gid)], `${group.name}:x:${group.gid}:${group.members.join(',')}`] as const));
  else if (database === 'hosts' || database === 'ahosts' || database === 'ahostsv4') {
    for (const key of keys) {
      const addresses = await sys.resolve(key);
      if (addresses[0] === undefined) missing = true;
      else cmd.out(`${addresses[0].padEnd(15)} ${key}\n`);
    }
  } else {
    cmd.err(database === undefined ? 'getent: wrong number of arguments\n' : `Unknown database: ${database}\n`);
    return 1;
  }
  return missing ? 2 : 0;
};

/** nc(1): connects, or listens once with `-l -p PORT`. */
export const nc: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, 'lp:w:i:zvnkuq:N');
  const port = Number(options.has('l') ? (options.get('p') ?? options.args[options.args.length - 1]) : options.args[1]);
  if (!(port > 0) || (!options.has('l') && options.args.length < 2)) return cmd.usage({ gnu: 'missing port' });
  let fd: number;
  try {
    if (options.has('l')) {
      const listener = sys.listen(port);
      fd = (await sys.accept(listener)).fd;
      sys.close(listener);
    } else
      fd = await sys.connect(
        /^\d+\./.test(options.args[0] ?? '')
          ? (options.args[0] ?? '')
          : ((await sys.resolve(options.args[0] ?? ''))[0] ?? cmd.die(`bad address '${options.args[0] ?? ''}'`)),
        port,
      );
  } catch (error) {
    return cmd.die(
      cmd.gnu
        ? `connect to ${options.args[0]} port ${port} (tcp) failed: ${reason(error)}`
        : options.has('l')
          ? `bind: ${reason(error)}`
          : `can't connect to remote host (${options.args[0] ?? ''}): ${reason(error)}`,
    );
  }
  if (options.has('z')) return 0;
  const upload = sys.fork(async (child) => {
    for (let data = await child.read(0); data.length > 0; data = await child.read(0)) await child.write(fd, data);
    return 0;
  });
  for await (const data of cmd.read(fd)) cmd.out(data);
  await sys.kill(upload, 'TERM').catch(errno);
  return 0;
};
