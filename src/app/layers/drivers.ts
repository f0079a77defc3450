/** What one types to change the storage driver. */

/** The commands that take dockerd from one driver to another; btrfs wants its own disk on Docker's folder. */
export const switchCommands = (from: string, to: string): string[] => [
  'systemctl stop docker',
  ...(from === 'btrfs' ? ['umount /var/lib/docker'] : []),
  ...(to === 'btrfs' ? ['mount /dev/sdb /var/lib/docker'] : []),
  `echo '{"storage-driver":"${to}"}' > /etc/docker/daemon.json`,
  'systemctl start docker',
  'docker info | grep "Storage Driver"',
];
