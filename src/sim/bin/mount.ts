import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** mount(8): lists, or `-t TYPE -o OPTIONS SOURCE TARGET`, `--bind`. */
export const mount: Main = (cmd) => {
  const { sys, gnu } = cmd;
  cmd.failure = 1;
  const options = getopt(cmd, gnu ? 'aBfil::no:rRt:vwL:U:' : 'arwnft:o:iBR', 'bind=B rbind=R options:=o types:=t read-only=r all=a');
  const [source, target] = options.args;
  const type = options.get('t');
  if (source === undefined) {
    for (const each of sys.mounts())
      if (type === undefined || each.type === type) cmd.out(`${each.source} on ${each.target} type ${each.type} (${each.options})\n`);
    return 0;
  }
  const text = [...options.all('o'), ...(options.has('r') ? ['ro'] : [])].join(',');
  const bind = options.has('B') || options.has('R') || /(^|,)r?bind(,|$)/.test(text);
  const remount = /(^|,)remount(,|$)/.test(text);
  if (target === undefined && !remount)
    return gnu ? cmd.fail(`mount: ${source}: can't find in /etc/fstab.\n`) : cmd.die(`can't find ${source} in /etc/fstab`);
  const given = target ?? source;
  const place = gnu ? canonical(cmd, given) : given;
  if (gnu && sys.geteuid() !== 0) {
    cmd.err(`mount: ${place}: must be superuser to use mount.\n`);
    return 1;
  }
  try {
    sys.mount(source, place, bind ? 'bind' : (type ?? 'auto'), bind && !/bind/.test(text) ? `bind${text ? `,${text}` : ''}` : text);
    return 0;
  } catch (error) {
    const code = errno(error);
    if (!gnu)
      return cmd.die(
        code === 'EPERM' ? `permission denied (are you root?)` : `mounting ${source} on ${place} failed: ${reason(error)}`,
        code === 'EPERM' ? 1 : 255,
      );
    const missing = (() => {
      try {
        sys.stat(place);
        return false;
      } catch (absent) {
        errno(absent);
        return true;
      }
    })();
    if (missing)
      cmd.err(`mount: ${place}: mount point does not exist.\n       dmesg(1) may have more information after failed mount system call.\n`);
    else
      cmd.err(
        `mount: ${place}: ${code === 'EPERM' ? 'permission denied' : code === 'ENOENT' ? `special device ${source} does not exist` : code === 'ENODEV' ? `unknown filesystem type '${type ?? 'auto'}'` : code === 'EINVAL' && remount ? 'mount point not mounted or bad option' : code === 'EINVAL' ? `wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error` : `mount(2) system call failed: ${reason(error)}`}.\n       dmesg(1) may have more information after failed mount system call.\n`,
      );
    return 32;
  }
};

/** As libmount names a place; what is not there keeps its name. */
function canonical({ sys }: Parameters<Main>[0], path: string): string {
  try {
    return sys.realpath(path);
  } catch (error) {
    errno(error);
    return path;
  }
}

/** umount(8). */
export const umount: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'adflnrRt:v' : 'rlfnat:', 'lazy=l force=f all=a recursive=R');
  if (options.args.length === 0) cmd.usage(cmd.gnu ? { gnu: 'bad usage' } : {});
  for (const path of options.args) {
    try {
      cmd.sys.umount(cmd.sys.mounts().findLast((each) => each.source === path)?.target ?? path);
    } catch (error) {
      const code = errno(error);
      if (!cmd.gnu) cmd.warn(`can't unmount ${path}: ${reason(error)}`);
      else {
        cmd.err(
          `umount: ${path}: ${code === 'ENOENT' ? 'no mount point specified' : code === 'EINVAL' ? 'not mounted' : code === 'EBUSY' ? 'target is busy' : code === 'EPERM' ? 'must be superuser to unmount' : reason(error)}.\n`,
        );
        cmd.status = 32;
      }
    }
  }
};
