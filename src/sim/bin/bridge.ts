/**
 * Text tools that just-bash brings (awk, sed, jq …): the files named on the command line are lent to it, its output is
 * ours, and what it changed is written back. It reads its whole input first, so it does not stream.
 */
import { type Main, basename, decode, encode, errno, join } from './command.ts';

/** One of just-bash's commands as a body; called by its own name. */
export const bridged: Main = async (cmd) => {
  const { sys } = cmd;
  const name = basename(cmd.name).replace(/^(mawk|gawk)$/, 'awk');
  const { Bash } = await sys.hold(import('just-bash/browser'));
  const files: Record<string, string> = {};
  const paths = new Map<string, string>();
  for (const arg of cmd.args) {
    if (arg.startsWith('-') || arg === '') continue;
    const path = arg.startsWith('/') ? arg : join(sys.getcwd(), arg);
    try {
      if (sys.stat(path).type !== 'file') continue;
      const text = decode(sys.readFile(path));
      files[path] = text;
      paths.set(path, text);
    } catch (error) {
      errno(error);
    }
  }
  // Only what is going to be read: a program that has its files does not wait for a terminal.
  const stdin = paths.size > 0 && !cmd.args.includes('-') ? '' : decode(await cmd.slurp('-'));
  const bash = new Bash({ files, cwd: sys.getcwd(), env: { ...cmd.env, PATH: '/usr/bin:/bin' } });
  const result = await sys.hold(bash.exec(name, { args: [...cmd.args], stdin }));
  cmd.out(result.stdout);
  cmd.err(result.stderr.replace(/^bash: /, ''));
  for (const [path, before] of paths) {
    const after = await sys.hold(bash.readFile(path));
    if (after !== before) sys.writeFile(path, encode(after));
  }
  return result.exitCode;
};
