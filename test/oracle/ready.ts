import { existsSync } from 'node:fs';

/** Why the real engine cannot run on this machine, or null when it can (it is installed on demand by `up`). */
export function oracleReason(): string | null {
  if (process.platform !== 'linux') return 'a real Docker Engine needs Linux';
  if (process.getuid?.() !== 0) return 'a real Docker Engine needs root';
  if (!existsSync('/usr/bin/apt-get') && !existsSync('/usr/bin/dockerd')) return 'no apt-get to install docker.io with';
  if (!existsSync('/usr/bin/python3')) return 'the recorder needs python3';
  return null;
}
