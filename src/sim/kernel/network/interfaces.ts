import type { NetworkInterface } from '../types.ts';
import { inSubnet } from './address.ts';
import type { Device, NetworkNamespace } from './namespace.ts';
import type { Network } from './network.ts';

/** The devices of a namespace; on the host the other ends of the containers' devices too. */
export function interfacesOf({ host, bridges }: Pick<Network, 'host' | 'bridges'>, here: NetworkNamespace): NetworkInterface[] {
  const { gateway } = here;
  const own = here.devices.map((device): NetworkInterface => {
    const { index, name, address, prefix, mac, up, down, mtu, more, plug } = device;
    const way = gateway !== null && name !== 'lo' && inSubnet(gateway, address, prefix);
    const common = { index, name, address, prefix, mac, up, down, mtu, more, ...(way ? { gateway } : {}) };
    return plug ? { ...common, peer: `if${plug.index}` } : common;
  });
  if (here !== host) return own;
  const ends = [...bridges.values()].flatMap(({ name: master, members }) =>
    [...members].flatMap(({ devices }) => devices.flatMap((device) => end(device, master))),
  );
  return [...own, ...ends].sort((a, b) => a.index - b.index);
}

function end({ index: inside, plug, down }: Device, master: string): NetworkInterface[] {
  if (plug?.bridge.name !== master) return [];
  const { index, name, mac } = plug;
  return [{ index, name, address: '', prefix: 0, more: [], mac, mtu: 1500, up: !down, down: false, peer: `if${inside}`, master }];
}
