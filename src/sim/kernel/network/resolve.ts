import type { Process } from '../process.ts';

/** IPv4 addresses of a name: /etc/hosts as the process sees it, then its namespace's DNS, then the outside's. */
export function resolveName(process: Process, name: string): readonly string[] {
  const { state, kernel } = process;
  const { mounts, network } = state;
  const root = mounts.superuser(state.root);
  const hosts = mounts.find(root, '/etc/hosts') ? new TextDecoder().decode(mounts.readFile(root, '/etc/hosts')) : '';
  const found = hosts.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return names.includes(name) && address.includes('.') ? [address] : [];
  });
  if (found.length > 0) return found;
  if (name === 'localhost') return ['127.0.0.1'];
  // Without a way out nobody answers questions about the world outside.
  const { wayOut } = network;
  const outside = wayOut !== undefined && wayOut.plug?.bridge.internal !== true;
  return network.resolver?.(name) ?? (outside ? kernel.network.lookup(name) : []);
}
