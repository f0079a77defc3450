const SYSTEMS = [
  'linux',
  'windows',
  'darwin',
  'freebsd',
  'netbsd',
  'openbsd',
  'dragonfly',
  'solaris',
  'plan9',
  'android',
  'aix',
  'js',
  'illumos',
  'ios',
];
const MACHINES = [
  '386',
  'amd64',
  'arm',
  'arm64',
  'arm64be',
  'armbe',
  'mips',
  'mips64',
  'mips64le',
  'mips64p32',
  'mips64p32le',
  'mipsle',
  'ppc',
  'ppc64',
  'ppc64le',
  'riscv',
  'riscv64',
  's390',
  's390x',
  'sparc',
  'sparc64',
  'wasm',
  'x86_64',
  'x86-64',
  'i386',
  'aarch64',
  'armhf',
  'armel',
];

/** Checks a platform ("linux/amd64", "arm64", "linux/arm/v7"), by containerd's rules. Throws in their words. */
export function parsePlatform(text: string): void {
  const refuse = (why: string): Error => new Error(`failed to parse platform ${text}: ${why}: invalid argument`);
  if (text.includes('*')) throw refuse(`${JSON.stringify(text)}: wildcards not yet supported`);
  const parts = text.split('/');
  for (const part of parts)
    if (!/^[A-Za-z0-9_-]+$/.test(part))
      throw refuse(
        `${JSON.stringify(part)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match "^[A-Za-z0-9_-]+$"`,
      );
  const [first = ''] = parts;
  if (parts.length === 1 && !SYSTEMS.includes(first.toLowerCase()) && !MACHINES.includes(first.toLowerCase()))
    throw refuse(`${JSON.stringify(text)}: unknown operating system or architecture`);
  if (parts.length > 3) throw refuse(`${JSON.stringify(text)}: cannot parse platform specifier`);
}
