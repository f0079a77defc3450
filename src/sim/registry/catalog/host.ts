import { gnuPrograms } from '../../bin/gnu.ts';
import type { ArchiveEntry } from '../../fs/driver.ts';
import { DEBIAN_SOURCES } from '../../packages/repository-files.ts';
import { debianGroup, debianPasswd } from './accounts.ts';
import { addDebian, BOOKWORM } from './rootfs.ts';
import { PASSWORD } from './password.ts';
import { Tree } from './tree.ts';

const INSTALLED = Date.UTC(2023, 3, 11, 3, 0, 0);
const KERNEL = '6.1.0-18-amd64';
const KERNEL_SIZE = 8155136;
const INITRD_SIZE = 36524810;
const DOCKER_SIZE = 45582984;
const DOCKERD_SIZE = 75181184;
const PROGRAM_SIZE = 43856;
const HOSTNAME = 'docker';
/** How to log in to the registries of this world. */
const ACCOUNTS = `# Registries of this world that want a login, and how to get in. Any user name will do.
# HOST                                 USER  PASSWORD
docker.io                              any   ${PASSWORD}
registry.cn-hangzhou.aliyuncs.com      any   ${PASSWORD}
# registry.lab:5000 asks for no login and speaks plain HTTP.
`;

/** The root file system of the simulated host as it boots: Debian 12 with Docker installed. */
export function hostRoot(): ArchiveEntry[] {
  const tree = new Tree(INSTALLED);
  addDebian(tree, {
    ...BOOKWORM,
    passwd: debianPasswd('student:x:1000:1000:Student,,,:/home/student:/bin/bash\n'),
    group: debianGroup('docker:x:106:student\nstudent:x:1000:\n'),
  });
  for (const { name, path } of gnuPrograms) if (!tree.has(path.slice(1))) tree.program(path.slice(1), name, PROGRAM_SIZE);
  tree.program('usr/bin/docker', 'docker', DOCKER_SIZE).hole('usr/sbin/dockerd', DOCKERD_SIZE, { mode: 0o755 });
  tree.hole(`boot/vmlinuz-${KERNEL}`, KERNEL_SIZE).hole(`boot/initrd.img-${KERNEL}`, INITRD_SIZE);
  tree.symlink('vmlinuz', `boot/vmlinuz-${KERNEL}`).symlink('initrd.img', `boot/initrd.img-${KERNEL}`);
  tree.file('etc/apt/sources.list.d/debian.sources', DEBIAN_SOURCES);
  tree.file('etc/hostname', `${HOSTNAME}\n`).file('etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${HOSTNAME}\n`);
  tree.file('etc/resolv.conf', 'nameserver 10.0.2.3\n').dirs('usr/tmp var/lib/containerd').file('etc/docker/accounts', ACCOUNTS);
  tree.file('etc/fstab', '/dev/sda1 / ext4 errors=remount-ro 0 1\n').file('etc/motd', '');
  tree.dirs('var/lib/docker', { mode: 0o710 }).dirs('run/lock', { mode: 0o1777 });
  tree.dirs('home/student', { mode: 0o755, uid: 1000, gid: 1000 });
  return tree.entries();
}
