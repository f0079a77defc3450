/** Programs that packages bring and nobody has written here: they tell their version, some do a little, and the rest they own up to. */
import { type Main, basename } from './command.ts';
import { make } from './make.ts';
import { python } from './python.ts';
import { tree } from './tree.ts';

const GCC = (name: string): string => `${name} (Debian 12.2.0-14+deb12u1) 12.2.0
Copyright (C) 2022 Free Software Foundation, Inc.
This is free software; see the source for copying conditions.  There is NO
warranty; not even for MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.

`;
/** What `--version` (or what else asks for it) prints, by name. */
const VERSIONS: Readonly<Record<string, string>> = {
  git: 'git version 2.39.5\n',
  node: 'v18.20.4\n',
  nodejs: 'v18.20.4\n',
  npm: '9.2.0\n',
  openssl: 'OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)\n',
  perl: '\nThis is perl 5, version 36, subversion 0 (v5.36.0) built for x86_64-linux-gnu-thread-multi\n\n',
  tcpdump: 'tcpdump version 4.99.3\nlibpcap version 1.10.3 (with TPACKET_V3)\nOpenSSL 3.0.17 1 Jul 2025\n',
  unzip: 'UnZip 6.00 of 20 April 2009, by Debian. Original by Info-ZIP.\n',
  zip: 'Copyright (c) 1990-2008 Info-ZIP - Type \'zip "-L"\' for software license.\nThis is Zip 3.0 (July 5th 2008), by Info-ZIP.\n',
  rsync: 'rsync  version 3.2.7  protocol version 31\n',
  sudo: 'Sudo version 1.9.13p3\n',
  sqlite3: '3.40.1 2022-12-28 14:03:47 df5c253c0b3dd24916e4ec7cf77d3db5294cc9fd45ae7b9c5e82ad8197f3alt1\n',
  strace: 'strace -- version 6.1\n',
  tini: 'tini version 0.19.0\n',
  gosu: '1.14 (go1.19.8 on linux/amd64; gc)\n',
};
const ASKS = new Set(['--version', '-V', '-v', 'version', '-version']);

/** Any of those programs, by the name it was called as. */
export const tool: Main = async (cmd) => {
  const name = basename(cmd.name);
  if (/^python3?(\.\d+)?$/.test(name)) return python(cmd);
  if (name === 'make' || name === 'gmake') return make(cmd);
  if (name === 'tree') return tree(cmd);
  const [first = ''] = cmd.args;
  if (/^(gcc|g\+\+|cc|c\+\+|cpp)(-\d+)?$/.test(name)) {
    if (first === '--version') {
      cmd.out(GCC(name));
      return 0;
    }
    if (cmd.args.length === 0) {
      cmd.err(`${name}: fatal error: no input files\ncompilation terminated.\n`);
      return 1;
    }
  } else if (name === 'ssh' && first === '-V') {
    cmd.err('OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17 1 Jul 2025\n');
    return 0;
  } else if (ASKS.has(first) && VERSIONS[name] !== undefined) {
    cmd.out(VERSIONS[name]);
    return 0;
  }
  cmd.err(`${name}: this program is not simulated yet: its package is installed as files only\n`);
  return 1;
};
