import { inSubnet } from './address.ts';
import type { NetworkNamespace } from './namespace.ts';

/** What a bridge is told when it is made. */
export interface BridgeSpec {
  /** The host's own address on it: the containers' gateway. */
  readonly address: string;
  readonly prefix: number;
  /** The Docker network it is for; of several the first by name is a container's way out. */
  readonly network?: string;
  /** Nothing is forwarded between it and the rest of the world (docker network create --internal). */
  readonly internal?: boolean;
  /** Its members do not reach one another (com.docker.network.bridge.enable_icc=false). */
  readonly mute?: boolean;
}

/** A Linux bridge on the host: one per Docker network. */
export class Bridge implements BridgeSpec {
  /** "docker0", "br-0123456789ab". */
  readonly name: string;
  /** The host's own address on it: the containers' gateway. */
  readonly address: string;
  readonly prefix: number;
  readonly network: string;
  readonly internal: boolean;
  readonly mute: boolean;
  readonly mac: string;
  readonly members = new Set<NetworkNamespace>();

  constructor(name: string, mac: string, { address, prefix, network = '', internal = false, mute = false }: BridgeSpec) {
    this.name = name;
    this.address = address;
    this.prefix = prefix;
    this.network = network;
    this.internal = internal;
    this.mute = mute;
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
