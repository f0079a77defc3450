import type { Main } from './command.ts';
import { getopt } from './getopt.ts';

/** printenv(1). */
export const printenv: Main = (cmd) => {
  const options = getopt(cmd, '+0', 'null=0', 2);
  const end = options.has('0') ? '\0' : '\n';
  if (options.args.length === 0) for (const [name, value] of Object.entries(cmd.env)) cmd.out(`${name}=${value}${end}`);
  for (const name of options.args) {
    const value = cmd.env[name];
    if (value === undefined) cmd.status = 1;
    else cmd.out(value + end);
  }
};
