/** Programs that start others: nohup, nice, setsid, chroot, su, watch; and clear. */
import { type Main, errno, reason, Exit } from './command.ts';
import { strftime } from './dates.ts';
import { getopt } from './getopt.ts';
import { become, runAndWait } from './launch.ts';
import { users } from './users.ts';

/** nohup(1). */
export const nohup: Main = async (cmd) => {
  const { sys } = cmd;
  cmd.failure = cmd.gnu ? 125 : 127;
  const { args } = getopt(cmd, '+');
  if (args.length === 0) cmd.usage({ gnu: 'missing operand' });
  sys.sigaction('HUP', 'ignore');
  const terminal = sys.isatty(0);
  if (terminal) sys.dup2(sys.open('/dev/null', { write: true }), 0);
  if (sys.isatty(1)) {
    sys.dup2(sys.open('nohup.out', { write: true, create: true, append: true }, 0o600), 1);
    cmd.err(`${cmd.name}: ${terminal ? 'ignoring input and ' : ''}appending output to 'nohup.out'\n`);
    await cmd.flush();
  }
  if (sys.isatty(2)) sys.dup2(1, 2);
  return become(cmd, args, cmd.env, (name) => `failed to run command ${cmd.quote(name)}`);
};

/** nice(1): priorities mean nothing here. */
export const nice: Main = async (cmd) => {
  cmd.failure = cmd.gnu ? 125 : 1;
  const args = cmd.args.map((arg) => arg.replace(/^-(\d+)$/, '-n$1'));
  const options = getopt(cmd, '+n:', 'adjustment:=n', cmd.failure, args);
  if (options.args.length === 0) {
    cmd.out('0\n');
    return 0;
  }
  return become(cmd, options.args);
};

/** setsid(1). */
export const setsid: Main = async (cmd) => {
  const options = getopt(cmd, cmd.gnu ? '+cfw' : '+c', 'ctty=c fork=f wait=w');
  if (options.args.length === 0) cmd.usage({ gnu: 'no command specified' });
  const { sys } = cmd;
  if (sys.getpgid() === sys.getpid()) {
    const pid = sys.fork(async (child) => {
      child.setsid();
      const status = await runAndWait(cmd, options.args);
      return status.kind === 'exited' ? status.code : 1;
    });
    if (options.has('w')) await sys.wait(pid);
    return 0;
  }
  sys.setsid();
  try {
    return await become(cmd, options.args, cmd.env, (name) => `failed to execute ${name}`);
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  }
};

/** chroot(8): `--userspec USER[:GROUP]`. */
export const chroot: Main = async (cmd) => {
  cmd.failure = cmd.gnu ? 125 : 1;
  const options = getopt(cmd, '+', 'userspec: groups: skip-chdir');
  const [root, ...argv] = options.args;
  if (root === undefined) return cmd.usage({ gnu: 'missing operand' });
  try {
    cmd.sys.chroot(root);
    cmd.sys.chdir('/');
  } catch (error) {
    cmd.die(
      cmd.gnu
        ? `cannot change root directory to '${root}': ${reason(error)}`
        : `can't change root directory to '${root}': ${reason(error)}`,
    );
  }
  return become(
    cmd,
    argv.length > 0 ? argv : [cmd.env['SHELL'] ?? '/bin/sh', '-i'],
    cmd.env,
    (name) => `failed to run command ${cmd.quote(name)}`,
  );
};

/** su(1): `-c COMMAND -s SHELL - USER`. */
export const su: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, 'c:ls:mp', 'command:=c login=l shell:=s preserve-environment=m');
  const args = options.args.filter((arg) => arg !== '-');
  const login = options.has('l') || options.args.includes('-');
  const name = args[0] ?? 'root';
  const user = users(sys).find((each) => each.name === name);
  if (!user)
    return cmd.die(
      cmd.gnu ? `user ${name} does not exist or the user entry does not contain all the required fields` : `unknown user ${name}`,
    );
  if (sys.geteuid() !== 0) return cmd.die(cmd.gnu ? 'Authentication failure' : 'incorrect password');
  const shell = options.get('s') ?? (user.shell || '/bin/sh');
  const command = options.get('c');
  const env: Record<string, string> = options.has('m')
    ? { ...cmd.env }
    : {
        ...(login ? { PATH: '/usr/local/bin:/usr/bin:/bin', ...(cmd.env['TERM'] ? { TERM: cmd.env['TERM'] } : {}) } : cmd.env),
        HOME: user.home,
        SHELL: shell,
        ...(user.uid === 0 && !login ? {} : { USER: name, LOGNAME: name }),
      };
  try {
    sys.setgid(user.gid);
    sys.setuid(user.uid);
  } catch (error) {
    return cmd.die(cmd.gnu ? `cannot set groups: ${reason(error)}` : `can't set groups: ${reason(error)}`);
  }
  try {
    if (login) sys.chdir(user.home);
  } catch (error) {
    errno(error);
  }
  return become(
    cmd,
    [shell, ...(login ? ['-l'] : []), ...(command === undefined ? [] : ['-c', command]), ...args.slice(1)],
    env,
    (path) => `failed to execute ${path}`,
  );
};

/** watch(1): `-n SECONDS -t`; runs a command by the shell again and again. */
export const watch: Main = async (cmd) => {
  const { sys } = cmd;
  const options = getopt(cmd, '+n:tdebcgpx', 'interval:=n no-title=t');
  if (options.args.length === 0) cmd.usage();
  const seconds = Number(options.get('n') ?? 2);
  const line = options.args.join(' ');
  for (;;) {
    const cols = (sys.isatty(1) && sys.winsize(1).cols) || 80;
    const title = `Every ${seconds.toFixed(1)}s: ${line}`;
    const right = `${cmd.gnu ? `${sys.uname().nodename}: ` : ''}${strftime(cmd.gnu ? '%a %b %e %H:%M:%S %Y' : '%F %T', sys.now())}`;
    cmd.out(`\x1b[H\x1b[J${options.has('t') ? '' : `${title.padEnd(Math.max(title.length + 1, cols - right.length))}${right}\n\n`}`);
    await cmd.flush();
    try {
      await runAndWait(cmd, ['sh', '-c', line]);
    } catch (error) {
      cmd.err(`sh: ${reason(error)}\n`);
    }
    await sys.sleep(seconds * 1000);
  }
};

/** clear(1) and reset(1). */
export const clear: Main = (cmd) =>
  cmd.out(cmd.name.endsWith('reset') ? '\x1bc\x1b[?1000l\x1b[?25h' : cmd.gnu ? '\x1b[H\x1b[2J\x1b[3J' : '\x1b[H\x1b[J');
