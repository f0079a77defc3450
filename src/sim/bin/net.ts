/** Programs about the network: ip, ifconfig, route, netstat, ping, nslookup, getent, nc. */
import { type Command, type Main, Exit, decode, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { groups, users } from './users.ts';

type Interface = ReturnType<Command['sys']['interfaces']>[number];
const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const maskOf = (prefix: number): number => 2 ** 32 - 2 ** (32 - prefix);
const networkOf = (each: Interface): string => dotted(Math.floor(number(each.address) / 2 ** (32 - each.prefix)) * 2 ** (32 - each.prefix));
const broadcastOf = (each: Interface): string => dotted(number(networkOf(each)) + 2 ** (32 - each.prefix) - 1);
/** The interface of the default route. */
const outward = (list: readonly Interface[]): Interface | undefined => list.find(({ gateway }) => gateway);
/** The kernel keeps its routes in the order of their networks. */
const byNetwork = (list: readonly Interface[]): Interface[] =>
  list.filter(({ name, address }) => name !== 'lo' && address !== '').sort((a, b) => number(networkOf(a)) - number(networkOf(b)));

/** ip(8): `addr`, `link`, `route`, of busybox or iproute2. */
export const ip: Main = (cmd) => {
  const args = cmd.args.filter((arg) => !arg.startsWith('-'));
  const what = args[0] ?? '';
  const list = cmd.sys.interfaces();
  const only = args.includes('dev') ? args[args.indexOf('dev') + 1] : /^(show|list|ls)$/.test(args[1] ?? '') ? args[2] : undefined;
  if (/^r(oute?)?$|^ro$/.test(what)) {
    const out = outward(list);
    if (out) cmd.out(`default via ${out.gateway} dev ${out.name} \n`);
    for (const each of byNetwork(list))
      cmd.out(
        cmd.gnu
          ? `${networkOf(each)}/${each.prefix} dev ${each.name} proto kernel scope link src ${each.address} ${each.up ? '' : 'linkdown '}\n`
          : `${networkOf(each)}/${each.prefix} dev ${each.name} scope link  src ${each.address} \n`,
      );
    return 0;
  }
  const oneline = cmd.args.some((arg) => /^-o(neline)?$/.test(arg));
  const brief = cmd.gnu && cmd.args.some((arg) => /^-br(ief)?$/.test(arg));
  const inetOnly = cmd.args.some((arg) => /^-(4|6)$/.test(arg));
  const addresses = /^a(d|dd|ddr|ddress)?$/.test(what);
  if (!addresses && !/^l(i|in|ink)?$/.test(what)) {
    if (!cmd.gnu) cmd.usage();
    cmd.err(what === '' ? 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n' : `Object "${what}" is unknown, try "ip help".\n`);
    throw new Exit(what === '' ? 255 : 1);
  }
  if (only !== undefined && !list.some((each) => each.name === only))
    return cmd.gnu ? cmd.fail(`Device "${only}" does not exist.\n`) : cmd.die(`can't find device '${only}'`);
  for (const [i, each] of list.entries()) {
    if (only !== undefined && each.name !== only) continue;
    const lo = each.name === 'lo';
    const carrier = each.up ? ['', ',LOWER_UP'] : ['NO-CARRIER,', ''];
    const flags = lo ? 'LOOPBACK,UP,LOWER_UP' : `${carrier[0]}BROADCAST,MULTICAST,UP${carrier[1]}${cmd.gnu || !each.peer ? '' : ',M-DOWN'}`;
    const state = lo ? 'UNKNOWN' : each.up ? 'UP' : 'DOWN';
    if (brief) {
      const name = `${each.name}${each.peer ? `@${each.peer}` : ''}`;
      cmd.out(`${name.padEnd(16)} ${state.padEnd(14)} ${addresses ? `${each.address}/${each.prefix}` : `${each.mac} <${flags}>`} \n`);
      continue;
    }
    const show = (rows: readonly string[]): void => cmd.out(`${rows.join(oneline ? '\\' : '\n')}\n`);
    const head = `${i + 1}: ${each.name}${each.peer ? `@${each.peer}` : ''}: <${flags}> mtu ${lo ? 65536 : 1500} qdisc noqueue ${cmd.gnu ? `state ${state} ${addresses ? 'group default ' : 'mode DEFAULT group default '}${lo ? 'qlen 1000' : ''}` : lo ? 'qlen 1000' : ''}`;
    const link = `    link/${lo ? 'loopback' : 'ether'} ${each.mac} brd ${lo ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}${cmd.gnu && each.peer ? ' link-netnsid 0' : ''}`;
    const inet = [
      `    inet ${each.address}/${each.prefix}${lo ? '' : ` brd ${broadcastOf(each)}`} scope ${lo ? 'host' : 'global'} ${each.name}`,
      '       valid_lft forever preferred_lft forever',
    ];
    if (!addresses || !oneline) show(inetOnly && addresses ? [head] : [head, link]);
    if (addresses && each.address !== '') show(oneline ? [`${i + 1}: ${each.name}${inet[0]}`, inet[1] ?? ''] : inet);
  }
  return 0;
};

/** ifconfig(8). */
export const ifconfig: Main = (cmd) => {
  const [only] = cmd.args.filter((arg) => !arg.startsWith('-'));
  const list = [...cmd.sys.interfaces()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((each) => only === undefined || each.name === only);
  if (only !== undefined && list.length === 0)
    return cmd.gnu
      ? cmd.fail(`${only}: error fetching interface information: Device not found\n`)
      : cmd.die(`${only}: error fetching interface information: Device not found`);
  for (const each of list) {
    const lo = each.name === 'lo';
    const mask = dotted(maskOf(each.prefix));
    if (cmd.gnu)
      cmd.out(
        `${each.name}: flags=${lo ? '73<UP,LOOPBACK,RUNNING>' : '4163<UP,BROADCAST,RUNNING,MULTICAST>'}  mtu ${lo ? 65536 : 1500}\n        inet ${each.address}  netmask ${mask}${lo ? '' : `  broadcast ${broadcastOf(each)}`}\n        ${lo ? 'loop  txqueuelen 1000  (Local Loopback)' : `ether ${each.mac}  txqueuelen 0  (Ethernet)`}\n        RX packets 0  bytes 0 (0.0 B)\n        RX errors 0  dropped 0  overruns 0  frame 0\n        TX packets 0  bytes 0 (0.0 B)\n        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\n`,
      );
    else
      cmd.out(
        `${each.name.padEnd(9)} Link encap:${lo ? 'Local Loopback' : `Ethernet  HWaddr ${each.mac.toUpperCase()}`}  \n          inet addr:${each.address}  ${lo ? '' : `Bcast:${broadcastOf(each)}  `}Mask:${mask}\n          UP ${lo ? 'LOOPBACK RUNNING' : 'BROADCAST RUNNING MULTICAST'}  MTU:${lo ? 65536 : 1500}  Metric:1\n          RX packets:0 errors:0 dropped:0 overruns:0 frame:0\n          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0\n          collisions:0 txqueuelen:${lo ? 1000 : 0} \n          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)\n\n`,
      );
  }
  return 0;
};

/** route(8): shows the table. */
export const route: Main = (cmd) => {
  const row = (cells: readonly string[]): string =>
    `${cells
      .map((cell, i) =>
        i < 3
          ? cell.padEnd(16)
          : i === 3
            ? cell.padEnd(6)
            : i < 7
              ? cell
                  .padEnd(i === 5 ? 6 : i === 4 ? 7 : 9)
                  .trimEnd()
                  .padEnd(i === 4 ? 6 : i === 5 ? 7 : 8)
              : cell,
      )
      .join('')}\n`;
  cmd.out('Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n');
  const out = outward(cmd.sys.interfaces());
  if (out)
    cmd.out(row([cmd.args.includes('-n') ? '0.0.0.0' : 'default', out.gateway ?? '', '0.0.0.0', 'UG', '0', '0', '     0', out.name]));
  for (const each of byNetwork(cmd.sys.interfaces()))
    cmd.out(
      row([
        networkOf(each),
        cmd.args.includes('-n') || !cmd.gnu ? (cmd.args.includes('-n') ? '0.0.0.0' : '*') : '0.0.0.0',
        dotted(maskOf(each.prefix)),
        'U',
        '0',
        '0',
        '     0',
        each.name,
      ]),
    );
};

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
