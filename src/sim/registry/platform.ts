/** Platforms as people name them ("linux/arm64/v8", "arm64", "windows"), by containerd's rules. */
import { invalidParameter } from '../errors.ts';
import type { Platform } from './manifest.ts';

const COMPONENT = /^[A-Za-z0-9_-]+$/;
const SYSTEMS = 'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(' ');
const ARCHITECTURES =
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  );
const OTHER_NAMES: Readonly<Record<string, readonly [architecture: string, variant: string]>> = {
  i386: ['386', ''],
  x86_64: ['amd64', ''],
  'x86-64': ['amd64', ''],
  aarch64: ['arm64', ''],
  armhf: ['arm', 'v7'],
  armel: ['arm', 'v6'],
};

/** This machine's. */
export const HERE: Platform = { os: 'linux', architecture: 'amd64' };

function normal(name: string, variant: string): Pick<Platform, 'architecture' | 'variant'> {
  const lower = name.toLowerCase();
  const [architecture, implied] = OTHER_NAMES[lower] ?? [lower, ''];
  const digits = variant.toLowerCase().replace(/^v?(\d)$/, 'v$1') || implied;
  const usual = (architecture === 'arm64' && digits === 'v8') || architecture === 'amd64';
  return { architecture, ...(digits === '' || usual ? {} : { variant: digits }) };
}

/** Reads a platform; throws what the engine answers to a bad one. */
export function parsePlatform(text: string): Platform {
  const wrong = (why: string): never => {
    throw invalidParameter(`${why}: invalid argument`);
  };
  if (text.includes('*')) wrong(`${JSON.stringify(text)}: wildcards not yet supported`);
  const parts = text.split('/');
  for (const part of parts)
    if (!COMPONENT.test(part))
      wrong(
        `${JSON.stringify(part)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match "^[A-Za-z0-9_-]+$"`,
      );
  const [first = '', architecture = '', variant = ''] = parts;
  if (parts.length > 3) wrong(`${JSON.stringify(text)}: cannot parse platform specifier`);
  if (parts.length > 1) return { os: systemName(first), ...normal(architecture, variant) };
  if (SYSTEMS.includes(systemName(first))) return { os: systemName(first), architecture: HERE.architecture };
  const alone = normal(first, '');
  if (!ARCHITECTURES.includes(alone.architecture)) wrong(`${JSON.stringify(text)}: unknown operating system or architecture`);
  return { os: HERE.os, ...alone };
}

const systemName = (name: string): string => name.toLowerCase().replace(/^macos$/, 'darwin');

/** "linux/arm64", "linux/arm/v7" */
export const formatPlatform = ({ os, architecture, variant = '' }: Platform): string =>
  [os, architecture, ...(variant === '' ? [] : [variant])].join('/');
