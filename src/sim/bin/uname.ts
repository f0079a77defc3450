import type { Main } from './command.ts';
import { getopt } from './getopt.ts';

/** uname(1): `-a -s -n -r -v -m -p -i -o`. */
export const uname: Main = (cmd) => {
  const options = getopt(
    cmd,
    'asnrvmpio',
    'all=a kernel-name=s nodename=n kernel-release=r kernel-version=v machine=m processor=p hardware-platform=i operating-system=o',
  );
  if (options.args[0] !== undefined) cmd.usage({ gnu: `extra operand ${cmd.quote(options.args[0])}` });
  const name = cmd.sys.uname();
  const all = options.has('a');
  const parts: [string, string][] = [
    ['s', name.sysname],
    ['n', name.nodename],
    ['r', name.release],
    ['v', name.version],
    ['m', name.machine],
    ['p', 'unknown'],
    ['i', 'unknown'],
    ['o', 'GNU/Linux'],
  ];
  const chosen = parts.filter(([key, value]) => options.has(key) || (all && value !== 'unknown'));
  cmd.out(`${(chosen.length > 0 ? chosen.map(([, value]) => value) : [name.sysname]).join(' ')}\n`);
};

/** arch(1). */
export const arch: Main = (cmd) => {
  if (cmd.gnu) {
    const { args } = getopt(cmd, '');
    if (args[0] !== undefined) cmd.usage({ gnu: `extra operand ${cmd.quote(args[0])}` });
  }
  cmd.out(`${cmd.sys.uname().machine}\n`);
};
