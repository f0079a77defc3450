import type { Main } from './command.ts';
import { getopt } from './getopt.ts';
import { userNames } from './users.ts';

/** whoami(1). */
export const whoami: Main = (cmd) => {
  const { args } = getopt(cmd, '');
  if (args[0] !== undefined) cmd.usage({ gnu: `extra operand ${cmd.quote(args[0])}` });
  const uid = cmd.sys.geteuid();
  const name = userNames(cmd.sys)(uid);
  if (name === String(uid)) cmd.die(cmd.gnu ? `cannot find name for user ID ${uid}` : `unknown uid ${uid}`);
  cmd.out(`${name}\n`);
};
