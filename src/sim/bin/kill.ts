import type { ProcessInfo } from '../kernel/types.ts';
import { type Command, type Main, Exit, basename, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { signalNames } from '../kernel/signals.ts';
import { parseSignal } from './launch.ts';
import { PatternError, posixRegex } from './regex.ts';
import { userNames } from './users.ts';

const KILL_USAGE = `
Usage:
 kill [options] <pid> [...]

Options:
 <pid> [...]            send signal to every <pid> listed
 -<signal>, -s, --signal <signal>
                        specify the <signal> to be sent
 -q, --queue <value>    integer value to be sent with the signal
 -l, --list=[<signal>]  list all signal names, or convert one to a name
 -L, --table            list all signal names in a nice table

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see kill(1).
`;

/** kill(1): `-SIGNAL -s SIGNAL -l PID…`. */
export const kill: Main = async (cmd) => {
  const args = [...cmd.args];
  let signal: ReturnType<typeof parseSignal> = 'TERM';
  const [first] = args;
  if (first === '-l' || first === '-L' || first === '--list') {
    const which = args.slice(1);
    if (which.length === 0)
      cmd.out(cmd.gnu ? `${signalNames.join(' ')}\n` : signalNames.map((name, i) => `${String(i + 1).padStart(2)}) ${name}\n`).join(''));
    for (const word of which) {
      const parsed = parseSignal(/^\d+$/.test(word) && Number(word) > 128 ? String(Number(word) - 128) : word);
      if (parsed === null || parsed === 0) cmd.die(cmd.gnu ? `unknown signal name ${word}` : `unknown signal '${word}'`);
      cmd.out(`${/^\d+$/.test(word) ? parsed : (signalNames as readonly unknown[]).indexOf(parsed) + 1}\n`);
    }
    return cmd.status;
  }
  if (first === '-s' || first === '-n' || first === '--signal') {
    args.shift();
    signal = named(cmd, args.shift() ?? '');
  } else if (first !== undefined && /^-./.test(first) && first !== '--') {
    args.shift();
    signal = named(cmd, first.slice(1));
  }
  if (args[0] === '--') args.shift();
  if (args.length === 0) {
    if (!cmd.gnu) cmd.die('you need to specify whom to kill');
    cmd.err(KILL_USAGE);
    return 1;
  }
  for (const word of args) {
    if (!/^-?\d+$/.test(word)) {
      cmd.warn(cmd.gnu ? `failed to parse argument: '${word}'` : `invalid number '${word}'`);
      continue;
    }
    try {
      await cmd.sys.kill(Number(word), signal ?? 0);
    } catch (error) {
      cmd.warn(cmd.gnu ? `(${word}): ${reason(error)}` : `can't kill pid ${word}: ${reason(error)}`);
    }
  }
  return cmd.status;
};

function named(cmd: Command, text: string): ReturnType<typeof parseSignal> {
  const signal = parseSignal(text);
  if (signal !== null) return signal;
  if (!cmd.gnu) cmd.die(`bad signal name '${text}'`);
  cmd.err(`${cmd.name}: invalid argument ${text.charAt(0)}\n${KILL_USAGE}`);
  throw new Exit(1);
}

const nameOf = (process: ProcessInfo): string => basename((process.argv[0] ?? process.comm).replace(/^-/, ''));
const isNamed = (process: ProcessInfo, name: string): boolean => process.comm === name.slice(0, 15) || nameOf(process) === basename(name);

/** killall(1): `-SIGNAL -s -q -l -o`. */
export const killall: Main = async (cmd) => {
  let signal: ReturnType<typeof parseSignal> = 'TERM';
  const names: string[] = [];
  let quiet = false;
  for (let i = 0; i < cmd.args.length; i++) {
    const arg = cmd.args[i] ?? '';
    if (arg === '-q') quiet = true;
    else if (arg === '-l') cmd.out(`${signalNames.join(' ')}\n`);
    else if (arg === '-s') signal = named(cmd, cmd.args[++i] ?? '');
    else if (/^-./.test(arg)) {
      if (parseSignal(arg.slice(1)) === null && !/^-[vewIgiro]$/.test(arg))
        cmd.die(cmd.gnu ? `unknown signal; killall -l lists signals.` : `bad signal name '${arg.slice(1)}'`);
      if (parseSignal(arg.slice(1)) !== null) signal = parseSignal(arg.slice(1));
    } else names.push(arg);
  }
  if (names.length === 0)
    return cmd.args.includes('-l') ? 0 : cmd.gnu ? cmd.die('no process selection criteria') : cmd.die('you need to specify whom to kill');
  for (const name of names) {
    const found = cmd.sys.processes().filter((process) => isNamed(process, name) && process.pid !== cmd.sys.getpid());
    if (found.length === 0) {
      cmd.status = 1;
      if (!quiet) cmd.err(cmd.gnu ? `${name}: no process found\n` : `${cmd.name}: ${name}: no process killed\n`);
    }
    for (const process of found) {
      try {
        await cmd.sys.kill(process.pid, signal ?? 0);
      } catch (error) {
        cmd.warn(cmd.gnu ? `${name}(${process.pid}): ${reason(error)}` : `can't kill pid ${process.pid}: ${reason(error)}`);
      }
    }
  }
  return cmd.status;
};

/** pidof(1): `-s -o PID`. */
export const pidof: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'so:xqcmS:' : 'so:');
  const omitted = options.all('o').map((word) => (word === '%PPID' ? cmd.sys.getppid() : Number(word)));
  const found = options.args.flatMap((name) =>
    cmd.sys
      .processes()
      .filter((process) => isNamed(process, name) && !omitted.includes(process.pid) && process.pid !== cmd.sys.getpid())
      .map((process) => process.pid)
      .reverse(),
  );
  if (found.length === 0) return 1;
  cmd.out(`${(options.has('s') ? found.slice(0, 1) : found).join(' ')}\n`);
  return 0;
};

/** pgrep(1) and pkill(1): `-f -x -l -a -v -n -o -u -P -c -SIGNAL`. */
export const pgrep: Main = async (cmd) => {
  const kills = basename(cmd.name) === 'pkill';
  let signal: ReturnType<typeof parseSignal> = 'TERM';
  const args = cmd.args.filter((arg) => {
    const parsed = kills && /^-[A-Z0-9]+$/.test(arg) ? parseSignal(arg.slice(1)) : null;
    if (parsed !== null) signal = parsed;
    return parsed === null;
  });
  const options = getopt(
    cmd,
    'flaxvnocu:P:d:',
    'full=f exact=x list-name=l list-full=a inverse=v newest=n oldest=o count=c euid:=u parent:=P delimiter:=d',
    2,
    args,
  );
  const [pattern] = options.args;
  if (pattern === undefined && !options.has('u') && !options.has('P')) cmd.usage({ gnu: 'no matching criteria specified' }, 2);
  let regex: RegExp;
  try {
    regex = posixRegex(options.has('x') ? `^(${pattern ?? ''})$` : (pattern ?? ''), 'extended');
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError) return cmd.die(`regex error: ${error.message}`, 2);
    throw error;
  }
  const user = userNames(cmd.sys);
  let found = cmd.sys.processes().filter((process) => {
    if (process.pid === cmd.sys.getpid()) return false;
    const hit =
      regex.test(options.has('f') ? process.argv.join(' ') : process.comm) &&
      (!options.has('u') || [user(process.uid), String(process.uid)].includes(options.get('u') ?? '')) &&
      (!options.has('P') || (options.get('P') ?? '').split(',').includes(String(process.ppid)));
    return hit !== options.has('v');
  });
  if (options.has('n')) found = found.slice(-1);
  if (options.has('o')) found = found.slice(0, 1);
  if (options.has('c')) cmd.out(`${found.length}\n`);
  else if (kills) {
    for (const process of found) {
      try {
        await cmd.sys.kill(process.pid, signal);
      } catch (error) {
        errno(error);
        cmd.warn(`killing pid ${process.pid} failed: ${reason(error)}`);
      }
    }
  } else if (found.length > 0)
    cmd.out(
      `${found.map((process) => (options.has('a') ? `${process.pid} ${process.argv.join(' ')}` : options.has('l') ? `${process.pid} ${process.comm}` : String(process.pid))).join(options.get('d') ?? '\n')}\n`,
    );
  return found.length > 0 ? 0 : 1;
};
