import { FsError } from '../../fs/types.ts';
import { MAX_PROCESSES } from '../fork.ts';
import type { Kernel } from '../kernel.ts';
import type { UtsNamespace } from '../process.ts';
import { kernelRelease, kernelVersion } from '../version.ts';
import { type Entry, folder, text } from './generated-fs.ts';

const line = (value: string | number): Entry => text(() => `${value}\n`);

/** /proc/sys: the kernel's parameters that people look at. */
export function sysFolder(kernel: Kernel): Entry {
  const uts = (): UtsNamespace => kernel.current?.state.uts ?? kernel.uts;
  return folder({
    kernel: folder({
      hostname: {
        type: 'file',
        mode: 0o644,
        text: () => `${uts().hostname}\n`,
        write: (value) => {
          if (kernel.current?.state.cred.uid !== 0) throw new FsError('EPERM', 'write', '');
          uts().hostname = value.trim();
        },
      },
      domainname: text(() => `${uts().domainname}\n`),
      osrelease: line(kernelRelease),
      ostype: line('Linux'),
      version: line(kernelVersion),
      pid_max: line(4194304),
      'threads-max': line(MAX_PROCESSES),
      random: folder({ boot_id: line('5d5a3c1e-9a3f-4d09-a6c2-0d1d2a0c7e11'), entropy_avail: line(256) }),
    }),
    net: folder({
      ipv4: folder({ ip_forward: line(1), ip_local_port_range: line('32768\t60999') }),
      core: folder({ somaxconn: line(4096) }),
    }),
    vm: folder({ swappiness: line(60), overcommit_memory: line(0), max_map_count: line(65530) }),
    fs: folder({ 'file-max': line('9223372036854775807'), 'file-nr': line('1024\t0\t9223372036854775807') }),
  });
}
