import { FsError } from '../../fs/types.ts';
import { inSubnet } from './address.ts';
import type { NetworkNamespace } from './namespace.ts';

/** What ip(8), ifconfig(8) and route(8) ask the kernel for. */
export type NetworkChange =
  | { readonly device: string; readonly up: boolean }
  | { readonly device: string; readonly mtu: number }
  | { readonly device: string; readonly add: string; readonly prefix: number }
  | { readonly device: string; readonly remove: string }
  | { readonly gateway: string | null };

/** Changes a namespace's devices, addresses or default route. ENODEV, EEXIST, EADDRNOTAVAIL, ENETUNREACH, ESRCH. */
export function configure(namespace: NetworkNamespace, change: NetworkChange): void {
  const fail = (code: FsError['code'], what: string): never => {
    throw new FsError(code, 'netlink', what);
  };
  if ('gateway' in change) {
    const { gateway } = change;
    if (gateway === null) {
      if (namespace.gateway === null) fail('ESRCH', 'default');
    } else {
      if (namespace.gateway !== null) fail('EEXIST', gateway);
      const near = namespace.devices.some((one) => !one.down && one.name !== 'lo' && inSubnet(gateway, one.address, one.prefix));
      if (!near) fail('ENETUNREACH', gateway);
    }
    namespace.gateway = gateway;
    return;
  }
  const device = namespace.devices.find(({ name }) => name === change.device) ?? fail('ENODEV', change.device);
  if ('mtu' in change) device.mtu = change.mtu;
  else if ('up' in change) {
    device.down = !change.up;
    // Its routes go with it; the one to its own subnet is the only one to come back.
    if (device.down && namespace.gateway !== null && inSubnet(namespace.gateway, device.address, device.prefix)) namespace.gateway = null;
  } else if ('add' in change) {
    if (device.address === change.add || device.more.some(({ address }) => address === change.add)) fail('EEXIST', change.add);
    if (device.address === '') {
      device.address = change.add;
      device.prefix = change.prefix;
    } else device.more.push({ address: change.add, prefix: change.prefix });
  } else if (device.address === change.remove) {
    const [next] = device.more.splice(0, 1);
    if (namespace.gateway !== null && inSubnet(namespace.gateway, device.address, device.prefix)) namespace.gateway = null;
    device.address = next?.address ?? '';
    device.prefix = next?.prefix ?? device.prefix;
  } else {
    const at = device.more.findIndex(({ address }) => address === change.remove);
    if (at < 0) fail('EADDRNOTAVAIL', change.remove);
    device.more.splice(at, 1);
  }
}
