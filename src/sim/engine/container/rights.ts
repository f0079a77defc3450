import type { HostConfig } from '../../../api/types.ts';
import { ALL_CAPABILITIES, type Capability, capabilityNames, capabilitySet } from '../../fs/capabilities.ts';
import { invalidParameter } from '../../errors.ts';

/** What root has in a container that nobody asked anything for. */
const USUAL: readonly Capability[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const ALL = 'ALL';
const bare = (text: string): string => text.toUpperCase().replace(/^CAP_/, '');
const isCapability = (name: string): name is Capability => capabilityNames.some((one) => one === name);

/** Docker's check of `--cap-add` and `--cap-drop`. */
export function checkCapabilities(host: Partial<HostConfig>): void {
  for (const field of ['CapAdd', 'CapDrop'] as const)
    for (const capability of host[field] ?? []) {
      const name = bare(capability);
      if (name !== ALL && !isCapability(name)) throw invalidParameter(`invalid ${field}: unknown capability: "CAP_${name}"`);
    }
}

/** The capabilities of a container's root, a bit each (Docker's TweakCapabilities). */
export function capabilitiesOf({ CapAdd, CapDrop, Privileged }: HostConfig): number {
  if (Privileged) return ALL_CAPABILITIES;
  const add = (CapAdd ?? []).map(bare);
  const drop = (CapDrop ?? []).map(bare);
  const asked = add.filter(isCapability);
  if (drop.includes(ALL)) return capabilitySet(add.includes(ALL) ? capabilityNames : asked);
  const base = add.includes(ALL) ? capabilityNames : [...USUAL, ...asked];
  return capabilitySet(base.filter((name) => !drop.includes(name)));
}

/** What `--security-opt` says, of what shows in a container. */
export function securityOf({ SecurityOpt, Privileged }: HostConfig): { noNewPrivileges: boolean; seccomp: boolean } {
  const options = (SecurityOpt ?? []).map((option) => option.replace(':', '='));
  return {
    noNewPrivileges: options.some((option) => /^no-new-privileges(=true)?$/.test(option)),
    seccomp: !Privileged && !options.includes('seccomp=unconfined'),
  };
}

/** Docker's check of `--security-opt`. */
export function checkSecurity(options: readonly string[]): void {
  for (const option of options) {
    if (option === 'no-new-privileges' || option === 'disable') continue;
    const [key = '', value] = option.includes('=') ? option.split(/=(.*)/s) : option.split(/:(.*)/s);
    if (value === undefined) throw invalidParameter(`invalid --security-opt 1: ${JSON.stringify(option)}`);
    if (!['label', 'apparmor', 'seccomp', 'no-new-privileges'].includes(key))
      throw invalidParameter(`invalid --security-opt 2: ${JSON.stringify(option)}`);
    if (key === 'no-new-privileges' && !/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value))
      throw invalidParameter(`invalid --security-opt 2: ${JSON.stringify(option)}`);
  }
}
