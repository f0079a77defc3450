import { inSubnet } from './address.ts';
import type { NetworkNamespace } from './namespace.ts';

/** A Linux bridge on the host: one per Docker network. */
export class Bridge {
  /** "docker0", "br-0123456789ab". */
  readonly name: string;
  /** The host's own address on it: the containers' gateway. */
  readonly address: string;
  readonly prefix: number;
  readonly mac: string;
  readonly members = new Set<NetworkNamespace>();

  constructor(name: string, address: string, prefix: number, mac: string) {
    this.name = name;
    this.address = address;
    this.prefix = prefix;
    this.mac = mac;
  }

  covers(address: string): boolean {
    return inSubnet(address, this.address, this.prefix);
  }

  /** Who has an address on it. */
  holder(address: string): NetworkNamespace | undefined {
    for (const member of this.members) if (member.owns(address)) return member;
    return undefined;
  }
}
