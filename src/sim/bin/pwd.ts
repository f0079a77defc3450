import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** pwd(1): the program gives the physical folder unless -L. */
export const pwd: Main = (cmd) => {
  const options = getopt(cmd, 'LP', 'logical=L physical=P');
  if (cmd.gnu && options.args.length > 0) cmd.err(`${cmd.name}: ignoring non-option arguments\n`);
  const logical = cmd.env['PWD'] ?? '';
  try {
    if (options.last('LP') === 'L' && logical.startsWith('/') && cmd.sys.realpath(logical) === cmd.sys.realpath('.')) {
      cmd.out(`${logical}\n`);
      return;
    }
  } catch (error) {
    errno(error);
  }
  try {
    cmd.out(`${cmd.sys.getcwd()}\n`);
  } catch (error) {
    cmd.warn(cmd.gnu ? `couldn't find directory entry in '..' with matching i-node` : `getcwd: ${reason(error)}`);
  }
};
