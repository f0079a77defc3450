import { type Main, Exit, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { become } from './launch.ts';

/** env(1): `-i -u NAME -0 -C DIR NAME=VALUE… PROGRAM…`. */
export const env: Main = async (cmd) => {
  cmd.failure = cmd.gnu ? 125 : 1;
  const options = getopt(cmd, cmd.gnu ? '+C:iS:u:v0' : '+iu:0', 'ignore-environment=i null=0 unset:=u chdir:=C split-string:=S debug=v');
  const args = [...options.args];
  let env: Record<string, string> = { ...cmd.env };
  if (options.has('i') || args[0] === '-') env = {};
  if (args[0] === '-') args.shift();
  for (const name of options.all('u')) {
    if (cmd.gnu && (name === '' || name.includes('='))) cmd.die(`cannot unset ${cmd.quote(name)}: Invalid argument`);
    delete env[name];
  }
  const split = options.get('S');
  if (split !== undefined) args.unshift(...split.split(/\s+/).filter(Boolean));
  for (let arg = args[0]; arg?.includes('='); arg = args[0]) {
    const eq = arg.indexOf('=');
    env[arg.slice(0, eq)] = arg.slice(eq + 1);
    args.shift();
  }
  if (args.length === 0) {
    for (const [name, value] of Object.entries(env)) cmd.out(`${name}=${value}${options.has('0') ? '\0' : '\n'}`);
    return 0;
  }
  const dir = options.get('C');
  if (dir !== undefined) {
    try {
      cmd.sys.chdir(dir);
    } catch (error) {
      cmd.die(`cannot change directory to ${cmd.quote(dir)}: ${reason(error)}`);
    }
  }
  if (options.has('0')) {
    cmd.warn('cannot specify --null (-0) with command');
    throw new Exit(125);
  }
  return become(cmd, args, env);
};
