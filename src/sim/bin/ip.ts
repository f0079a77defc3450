import type { NetworkChange } from '../kernel/network/configure.ts';
import type { NetworkInterface } from '../kernel/types.ts';
import { type Command, type Main, Exit, reason } from './command.ts';
import { broadcastOf, linkRoutes, networkOf } from './interfaces.ts';

/** ip(8): `addr`, `link`, `route`, of busybox or iproute2: shows, and sets the usual things. */
export const ip: Main = (cmd) => {
  const args = cmd.args.filter((arg) => !arg.startsWith('-'));
  const [what = '', verb = 'show', ...rest] = args;
  const changes = /^(a(d|dd)?|d(el?|elete)?|s(e|et)?|r(e|eplace)?|f(l|lush)?|c(h|hange)?)$/.test(verb);
  if (/^r(oute?)?$|^ro$/.test(what)) return changes ? setRoute(cmd, verb, rest) : showRoutes(cmd);
  const addresses = /^a(d|dd|ddr|ddress)?$/.test(what);
  if (!addresses && !/^l(i|in|ink)?$/.test(what)) {
    if (!cmd.gnu) cmd.usage();
    cmd.err(what === '' ? 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n' : `Object "${what}" is unknown, try "ip help".\n`);
    throw new Exit(what === '' ? 255 : 1);
  }
  if (changes) return addresses ? setAddress(cmd, verb, rest) : setLink(cmd, verb, rest);
  return show(cmd, args, addresses);
};

function show(cmd: Command, args: readonly string[], addresses: boolean): number {
  const list = cmd.sys.interfaces();
  const only = args.includes('dev') ? args[args.indexOf('dev') + 1] : /^(show|list|ls)$/.test(args[1] ?? '') ? args[2] : undefined;
  const oneline = cmd.args.some((arg) => /^-o(neline)?$/.test(arg));
  const brief = cmd.gnu && cmd.args.some((arg) => /^-br(ief)?$/.test(arg));
  const inetOnly = cmd.args.some((arg) => /^-(4|6)$/.test(arg));
  if (only !== undefined && !list.some((each) => each.name === only)) return noDevice(cmd, only);
  for (const each of list) {
    if (only !== undefined && each.name !== only) continue;
    const { index, name, peer, mac, mtu } = each;
    const lo = name === 'lo';
    const print = (rows: readonly string[]): void => cmd.out(`${rows.join(oneline ? '\\' : '\n')}\n`);
    const carrier = each.down || !each.up ? 'DOWN' : lo ? 'UNKNOWN' : 'UP';
    const full = `${name}${peer ? `@${peer}` : ''}`;
    if (brief) {
      const own = [each, ...each.more].filter(({ address }) => address !== '').map(({ address, prefix }) => `${address}/${prefix}`);
      cmd.out(`${full.padEnd(16)} ${carrier.padEnd(14)} ${addresses ? own.join(' ') : `${mac} <${flagsOf(each, cmd.gnu)}>`} \n`);
      continue;
    }
    const state = cmd.gnu
      ? `${each.master ? `master ${each.master} ` : ''}state ${carrier} ${addresses ? '' : 'mode DEFAULT '}group default `
      : '';
    const head = `${index}: ${full}: <${flagsOf(each, cmd.gnu)}> mtu ${mtu} qdisc noqueue ${state}${lo ? 'qlen 1000' : ''}`;
    const link = `    link/${lo ? 'loopback' : 'ether'} ${mac} brd ${lo ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}${cmd.gnu && peer ? ' link-netnsid 0' : ''}`;
    if (!addresses || !oneline) print(inetOnly && addresses ? [head] : [head, link]);
    if (!addresses) continue;
    for (const [n, at] of [each, ...each.more].entries()) {
      if (at.address === '') continue;
      // The kernel's broadcast address is given to those that Docker and DHCP set up, not to those added by hand.
      const broadcast = n === 0 && !lo ? ` brd ${broadcastOf(at)}` : '';
      const inet = `    inet ${at.address}/${at.prefix}${broadcast} scope ${lo && n === 0 ? 'host' : 'global'} ${name}`;
      print([`${oneline ? `${index}: ${name}` : ''}${inet}`, '       valid_lft forever preferred_lft forever']);
    }
  }
  return 0;
}

function flagsOf({ name, up, down, peer }: NetworkInterface, gnu: boolean): string {
  return [
    ...(!up && !down ? ['NO-CARRIER'] : []),
    ...(name === 'lo' ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST']),
    ...(down ? [] : ['UP']),
    ...(up && !down ? ['LOWER_UP'] : []),
    ...(peer && !gnu ? ['M-DOWN'] : []),
  ].join(',');
}

function showRoutes(cmd: Command): number {
  const list = cmd.sys.interfaces();
  const out = list.find(({ gateway }) => gateway !== undefined);
  if (out) cmd.out(`default via ${out.gateway} dev ${out.name} \n`);
  for (const { device, at } of linkRoutes(list)) {
    const row = `${networkOf(at)}/${at.prefix} dev ${device.name}`;
    cmd.out(
      cmd.gnu
        ? `${row} proto kernel scope link src ${at.address} ${device.up ? '' : 'linkdown '}\n`
        : `${row} scope link  src ${at.address} \n`,
    );
  }
  return 0;
}

const noDevice = (cmd: Command, name: string): number =>
  cmd.gnu ? cmd.fail(`Cannot find device "${name}"\n`) : cmd.die(`can't find device '${name}'`, 1);

/** Asks the kernel; `call` is the ioctl that busybox uses and complains of, nothing when it is netlink's answer. */
function ask(cmd: Command, change: NetworkChange, call = '', code = 2): number {
  try {
    cmd.sys.configureNetwork(change);
    return 0;
  } catch (error) {
    const why = reason(error);
    return cmd.gnu ? cmd.fail(`RTNETLINK answers: ${why}\n`, 2) : cmd.die(`${call || 'RTNETLINK answers'}: ${why}`, code);
  }
}

/** For what this world has not got (devices of one's own, routes to other networks), after the question whether one may. */
function unsupported(cmd: Command, call = 'RTNETLINK answers'): number {
  const mtu = cmd.sys.interfaces().find(({ name }) => name === 'lo')?.mtu ?? 0;
  const allowed = ask(cmd, { device: 'lo', mtu }, call);
  if (allowed !== 0) return allowed;
  const message = `${call}: Operation not supported`;
  return cmd.gnu ? cmd.fail(`${message}\n`, 2) : cmd.die(message, 2);
}

function setLink(cmd: Command, verb: string, rest: readonly string[]): number {
  if (!verb.startsWith('s')) {
    return unsupported(cmd);
  }
  const [name, ...words] = rest[0] === 'dev' ? rest.slice(1) : rest;
  if (name === undefined) {
    const message = cmd.gnu ? 'Not enough of information: "dev" argument is required.' : '"dev" requires an argument';
    return cmd.gnu ? cmd.fail(`${message}\n`, 255) : cmd.die(message, 2);
  }
  if (!cmd.sys.interfaces().some((each) => each.name === name))
    return cmd.gnu ? noDevice(cmd, name) : cmd.die('SIOCGIFFLAGS: No such device', 2);
  for (let n = 0; n < words.length; n++) {
    const word = words[n] ?? '';
    const value = words[n + 1] ?? '';
    let status = 0;
    if (word === 'up' || word === 'down') status = ask(cmd, { device: name, up: word === 'up' }, 'SIOCSIFFLAGS');
    else if (word === 'mtu') {
      if (!/^\d+$/.test(value)) return cmd.die(`invalid argument '${value}' to 'mtu'`, 2);
      status = ask(cmd, { device: name, mtu: Number(value) }, 'SIOCSIFMTU');
      n++;
    } else if (word === 'name') status = unsupported(cmd, 'SIOCSIFNAME');
    else n++;
    if (status !== 0) return status;
  }
  return 0;
}

function setAddress(cmd: Command, verb: string, rest: readonly string[]): number {
  const at = rest.indexOf('dev');
  const name = at < 0 ? undefined : rest[at + 1];
  const [address = '', bits = '32'] = (rest.find((word, n) => n !== at && n !== at + 1 && word !== 'local') ?? '').split('/');
  if (name === undefined)
    return cmd.gnu ? cmd.fail('Not enough information: "dev" argument is required.\n', 255) : cmd.die('need "dev IFACE"', 1);
  const device = cmd.sys.interfaces().find((each) => each.name === name);
  if (!device) return noDevice(cmd, name);
  if (verb.startsWith('f')) {
    for (const one of [...device.more, ...(device.address === '' ? [] : [device])]) {
      const status = ask(cmd, { device: name, remove: one.address }, "can't send flush request", 1);
      if (status !== 0) return status;
    }
    return 0;
  }
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address))
    return cmd.gnu
      ? cmd.fail(`Error: any valid prefix is expected rather than "${address}".\n`, 1)
      : cmd.die(`an inet prefix is expected rather than "${address}"`, 1);
  return ask(cmd, verb.startsWith('d') ? { device: name, remove: address } : { device: name, add: address, prefix: Number(bits) });
}

function setRoute(cmd: Command, verb: string, rest: readonly string[]): number {
  if (!rest.includes('default') && !rest.includes('0.0.0.0/0')) return unsupported(cmd);
  return ask(cmd, { gateway: verb.startsWith('d') ? null : (rest[rest.indexOf('via') + 1] ?? '') });
}
