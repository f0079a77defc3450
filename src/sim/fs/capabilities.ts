/** capabilities(7), each at the place of its number. */
export const capabilityNames = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
] as const;

export type Capability = (typeof capabilityNames)[number];

const values = new Map<string, number>(capabilityNames.map((name, number) => [name, 2 ** number]));

/** All of them, a bit each. More than 32 bits: sums, not shifts. */
export const ALL_CAPABILITIES = 2 ** capabilityNames.length - 1;

/** Whether a set has one. */
export const hasCapability = (set: number, name: Capability): boolean => Math.floor(set / (values.get(name) ?? 1)) % 2 === 1;

/** The set of these. */
export const capabilitySet = (names: Iterable<Capability>): number =>
  [...new Set(names)].reduce((sum, name) => sum + (values.get(name) ?? 0), 0);
