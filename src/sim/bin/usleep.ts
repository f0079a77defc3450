import type { Main } from './command.ts';

/** usleep(1): microseconds. */
export const usleep: Main = async (cmd) => {
  const [arg] = cmd.args;
  if (arg === undefined) cmd.usage();
  else if (!/^\d+$/.test(arg)) cmd.die(`invalid number '${arg}'`);
  else await cmd.sys.sleep(Number(arg) / 1000);
};
