/** The servers of packages on the outside network: their names and addresses, and how fast they send. What they answer comes when first asked. */
import type { Clock } from '../clock.ts';
import type { Network } from '../kernel/network/network.ts';

/** Bytes a second that come from a mirror. */
export const MIRROR_BANDWIDTH = 25e6;

const MIRRORS =
  'deb.debian.org security.debian.org archive.ubuntu.com security.ubuntu.com dl-cdn.alpinelinux.org mirrorlist.centos.org mirror.centos.org vault.centos.org mirrors.fedoraproject.org mirrors.aliyun.com mirrors.tuna.tsinghua.edu.cn mirrors.ustc.edu.cn mirrors.163.com mirrors.cloud.tencent.com repo.huaweicloud.com'.split(
    ' ',
  );

/** Puts the mirrors on the network. */
export function addMirrors(network: Network, clock: Clock): void {
  for (const [n, name] of MIRRORS.entries())
    network.outside(name, `151.101.${n + 2}.132`, (connection) => {
      void clock.hold(import('./mirror-server.ts')).then(({ serveMirror }) => serveMirror(name, connection));
    });
}
