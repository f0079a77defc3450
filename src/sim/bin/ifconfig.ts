/** The older programs about devices and routes: ifconfig, route. */
import type { NetworkChange } from '../kernel/network/configure.ts';
import { type Command, type Main, reason } from './command.ts';
import { broadcastOf, linkRoutes, maskOf, networkOf } from './interfaces.ts';

function ask(cmd: Command, change: NetworkChange, call: string): number {
  try {
    cmd.sys.configureNetwork(change);
    return 0;
  } catch (error) {
    return cmd.die(`${call}: ${reason(error)}`);
  }
}

function set(cmd: Command, device: string, words: readonly string[]): number {
  const prefixOf = (mask: string): number =>
    mask.split('.').reduce((sum, byte) => sum + Number(byte).toString(2).replaceAll('0', '').length, 0);
  for (let n = 0; n < words.length; n++) {
    const word = words[n] ?? '';
    if (word === 'up' || word === 'down') ask(cmd, { device, up: word === 'up' }, 'SIOCSIFFLAGS');
    else if (word === 'mtu') ask(cmd, { device, mtu: Number(words[++n] ?? 0) }, 'SIOCSIFMTU');
    else if (/^\d+\.\d+\.\d+\.\d+$/.test(word)) {
      const now = cmd.sys.interfaces().find(({ name }) => name === device);
      const mask = words.indexOf('netmask');
      if (now && now.address !== '') ask(cmd, { device, remove: now.address }, 'SIOCSIFADDR');
      ask(cmd, { device, add: word, prefix: mask < 0 ? (now?.prefix ?? 8) : prefixOf(words[mask + 1] ?? '') }, 'SIOCSIFADDR');
    } else n++;
  }
  return 0;
}

/** ifconfig(8). */
export const ifconfig: Main = (cmd) => {
  const [only, ...words] = cmd.args.filter((arg) => !arg.startsWith('-'));
  if (only !== undefined && words.length > 0) return set(cmd, only, words);
  const list = [...cmd.sys.interfaces()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((each) => only === undefined || each.name === only);
  if (only !== undefined && list.length === 0)
    return cmd.gnu
      ? cmd.fail(`${only}: error fetching interface information: Device not found\n`)
      : cmd.die(`${only}: error fetching interface information: Device not found`);
  for (const each of list) {
    const lo = each.name === 'lo';
    const mask = maskOf(each.prefix);
    if (cmd.gnu)
      cmd.out(
        `${each.name}: flags=${lo ? '73<UP,LOOPBACK,RUNNING>' : '4163<UP,BROADCAST,RUNNING,MULTICAST>'}  mtu ${each.mtu}\n        inet ${each.address}  netmask ${mask}${lo ? '' : `  broadcast ${broadcastOf(each)}`}\n        ${lo ? 'loop  txqueuelen 1000  (Local Loopback)' : `ether ${each.mac}  txqueuelen 0  (Ethernet)`}\n        RX packets 0  bytes 0 (0.0 B)\n        RX errors 0  dropped 0  overruns 0  frame 0\n        TX packets 0  bytes 0 (0.0 B)\n        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\n`,
      );
    else
      cmd.out(
        `${each.name.padEnd(9)} Link encap:${lo ? 'Local Loopback' : `Ethernet  HWaddr ${each.mac.toUpperCase()}`}  \n          inet addr:${each.address}  ${lo ? '' : `Bcast:${broadcastOf(each)}  `}Mask:${mask}\n          UP ${lo ? 'LOOPBACK RUNNING' : 'BROADCAST RUNNING MULTICAST'}  MTU:${each.mtu}  Metric:1\n          RX packets:0 errors:0 dropped:0 overruns:0 frame:0\n          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0\n          collisions:0 txqueuelen:${lo ? 1000 : 0} \n          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)\n\n`,
      );
  }
  return 0;
};

/** route(8): shows the table, adds or deletes the default route. */
export const route: Main = (cmd) => {
  const [verb, ...words] = cmd.args.filter((arg) => !arg.startsWith('-'));
  if ((verb === 'add' || verb === 'del') && words[0] === 'default')
    return ask(
      cmd,
      { gateway: verb === 'del' ? null : (words[words.indexOf('gw') + 1] ?? '') },
      verb === 'add' ? 'SIOCADDRT' : 'SIOCDELRT',
    );
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
  const list = cmd.sys.interfaces();
  const out = list.find(({ gateway }) => gateway !== undefined);
  if (out)
    cmd.out(row([cmd.args.includes('-n') ? '0.0.0.0' : 'default', out.gateway ?? '', '0.0.0.0', 'UG', '0', '0', '     0', out.name]));
  for (const { device, at } of linkRoutes(list))
    cmd.out(
      row([
        networkOf(at),
        cmd.args.includes('-n') || !cmd.gnu ? (cmd.args.includes('-n') ? '0.0.0.0' : '*') : '0.0.0.0',
        maskOf(at.prefix),
        'U',
        '0',
        '0',
        '     0',
        device.name,
      ]),
    );
};
