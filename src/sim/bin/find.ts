import type { Stat } from '../fs/types.ts';
import { type Command, type Main, basename, errno, join, reason } from './command.ts';
import { strftime } from './dates.ts';
import { runAndWait } from './launch.ts';
import { modeString } from './mode.ts';
import { confirm } from './prompt.ts';
import { PatternError, posixRegex } from './regex.ts';
import { groupNames, groups, userNames, users } from './users.ts';

interface Visit {
  readonly path: string;
  readonly stat: Stat;
  readonly depth: number;
  readonly start: string;
  prune: boolean;
  quit: boolean;
}
type Test = (visit: Visit) => boolean | Promise<boolean>;

/** A shell pattern as RegExp: `* ? [set]`. */
function globRegex(pattern: string, ignoreCase: boolean): RegExp {
  const source = pattern.replace(/\\.|\*|\?|\[[!^]?\]?[^\]]*\]|[\\^$.+()|{}[\]]/g, (token) => {
    if (token === '*') return '[\\s\\S]*';
    if (token === '?') return '[\\s\\S]';
    if (token.startsWith('[') && token.length > 2) return `[${token.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
    return token.length === 2 ? `\\${token.charAt(1)}`.replace(/^\\(\w)$/, '$1') : `\\${token}`;
  });
  return new RegExp(`^(?:${source})$`, ignoreCase ? 'iu' : 'u');
}

/** find(1): tests, -exec, -delete, -print0, -printf, -prune, and, or, not. */
export const find: Main = async (cmd) => {
  const args = [...cmd.args];
  while (args[0] === '-H' || args[0] === '-L' || args[0] === '-P') args.shift();
  const follow = cmd.args.includes('-L');
  const paths: string[] = [];
  for (let arg = args[0]; arg !== undefined && !/^[-(!),]/.test(arg); arg = args[0]) {
    paths.push(arg);
    args.shift();
  }
  const expression = new Expression(cmd, args);
  const test = expression.parse();
  const { min, max, depthFirst } = expression;
  const { sys } = cmd;
  const walk = async (path: string, start: string, depth: number): Promise<boolean> => {
    let stat: Stat;
    try {
      stat = sys.lstat(path);
      if (stat.type === 'symlink' && follow) {
        try {
          stat = sys.stat(path);
        } catch (error) {
          errno(error);
        }
      }
    } catch (error) {
      cmd.warn(cmd.gnu ? `${cmd.quote(path)}: ${reason(error)}` : `${path}: ${reason(error)}`);
      return true;
    }
    const visit: Visit = { path, stat, depth, start, prune: false, quit: false };
    const look = async (): Promise<void> => {
      if (depth >= min && depth <= max) await test(visit);
    };
    if (!depthFirst) await look();
    await cmd.breathe();
    if (visit.quit) return false;
    if (stat.type === 'dir' && depth < max && !(visit.prune && !depthFirst)) {
      try {
        for (const { name } of sys.readdir(path)) {
          if (name === '.' || name === '..') continue;
          if (!(await walk(join(path, name), start, depth + 1))) return false;
        }
      } catch (error) {
        cmd.warn(cmd.gnu ? `${cmd.quote(path)}: ${reason(error)}` : `${path}: ${reason(error)}`);
      }
      await sys.cpu(0.01);
    }
    if (depthFirst) await look();
    return !visit.quit;
  };
  for (const path of paths.length > 0 ? paths : ['.']) if (!(await walk(path, path, 0))) break;
  await expression.finish();
};

class Expression {
  readonly cmd: Command;
  readonly words: string[];
  min = 0;
  max = Number.POSITIVE_INFINITY;
  depthFirst = false;
  #acts = false;
  readonly #batches: { argv: string[]; paths: string[] }[] = [];

  constructor(cmd: Command, words: string[]) {
    this.cmd = cmd;
    this.words = words;
  }

  parse(): Test {
    const test = this.words.length > 0 ? this.#or() : () => true;
    const left = this.words[0];
    if (left !== undefined)
      this.cmd.die(
        this.cmd.gnu
          ? left === ')'
            ? "invalid expression; you have too many ')'"
            : `paths must precede expression: \`${left}'`
          : `unrecognized: ${left}`,
      );
    if (this.#acts) return test;
    return async (visit) => {
      if (await test(visit)) this.cmd.out(`${visit.path}\n`);
      return true;
    };
  }

  async finish(): Promise<void> {
    for (const batch of this.#batches) await this.#flush(batch);
  }

  async #flush(batch: { argv: string[]; paths: string[] }): Promise<void> {
    if (batch.paths.length === 0) return;
    const paths = batch.paths.splice(0);
    if (!(await this.#execute(batch.argv.flatMap((word) => (word === '{}' ? paths : [word]))))) this.cmd.status = 1;
  }

  async #execute(argv: readonly string[]): Promise<boolean> {
    try {
      const status = await runAndWait(this.cmd, argv);
      return status.kind === 'exited' && status.code === 0;
    } catch (error) {
      this.cmd.err(
        this.cmd.gnu
          ? `${this.cmd.name}: ${this.cmd.quote(argv[0] ?? '')}: ${reason(error)}\n`
          : `${this.cmd.name}: ${argv[0]}: ${reason(error)}\n`,
      );
      return false;
    }
  }

  #or(): Test {
    let left = this.#and();
    while (this.words[0] === '-o' || this.words[0] === '-or' || this.words[0] === ',') {
      const comma = this.words.shift() === ',';
      const [a, b] = [left, this.#and()];
      left = async (visit) => ((await a(visit)) && !comma) || b(visit);
    }
    return left;
  }

  #and(): Test {
    let left = this.#not();
    for (let word = this.words[0]; word !== undefined && !/^(-o|-or|\)|,)$/.test(word); word = this.words[0]) {
      if (word === '-a' || word === '-and') this.words.shift();
      const [a, b] = [left, this.#not()];
      left = async (visit) => (await a(visit)) && b(visit);
    }
    return left;
  }

  #not(): Test {
    if (this.words[0] === '!' || this.words[0] === '-not') {
      this.words.shift();
      const test = this.#not();
      return async (visit) => !(await test(visit));
    }
    if (this.words[0] === '(') {
      this.words.shift();
      const test = this.#or();
      if (this.words.shift() !== ')')
        this.cmd.die(this.cmd.gnu ? "invalid expression; I was expecting to find a ')' somewhere but did not see one." : "expected ')'");
      return test;
    }
    return this.#primary();
  }

  #value(name: string): string {
    return (
      this.words.shift() ??
      this.cmd.die(
        this.cmd.gnu
          ? `missing argument to \`${name}'`
          : `option requires an argument -- '${name}'`.replace('option', name).replace(` -- '${name}'`, ''),
      )
    );
  }

  #primary(): Test {
    const { cmd, words } = this;
    const { sys } = cmd;
    const name = words.shift() ?? '';
    const compare = (text: string, read: (visit: Visit) => number): Test => {
      const number = Number(text.replace(/^[-+]/, ''));
      if (text === '' || Number.isNaN(number))
        return cmd.die(cmd.gnu ? `invalid argument \`${text}' to \`${name}'` : `invalid number '${text}'`);
      return (visit) =>
        text.startsWith('+') ? read(visit) > number : text.startsWith('-') ? read(visit) < number : read(visit) === number;
    };
    const act = (test: Test): Test => {
      this.#acts = true;
      return test;
    };
    const print = (text: (visit: Visit) => string): Test =>
      act((visit) => {
        cmd.out(text(visit));
        return true;
      });
    switch (name) {
      case '-name':
      case '-iname': {
        const regex = globRegex(this.#value(name), name === '-iname');
        return ({ path }) => regex.test(basename(path));
      }
      case '-path':
      case '-wholename':
      case '-ipath': {
        const regex = globRegex(this.#value(name), name === '-ipath');
        return ({ path }) => regex.test(path);
      }
      case '-regex':
      case '-iregex': {
        try {
          const regex = posixRegex(`^\\(${this.#value(name)}\\)$`, 'basic', name === '-iregex' ? 'i' : '');
          return ({ path }) => regex.test(path);
        } catch (error) {
          if (error instanceof PatternError) return cmd.die(error.message);
          throw error;
        }
      }
      case '-type': {
        const text = this.#value(name);
        const kinds = text
          .split(',')
          .map((letter) => ({ f: 'file', d: 'dir', l: 'symlink', c: 'char', b: 'block', p: 'fifo', s: 'socket' })[letter]);
        if (kinds.includes(undefined)) return cmd.die(cmd.gnu ? `Unknown argument to -type: ${text.charAt(0)}` : `unknown type '${text}'`);
        return ({ stat }) => kinds.includes(stat.type);
      }
      case '-maxdepth':
        this.max = Number(this.#value(name));
        return () => true;
      case '-mindepth':
        this.min = Number(this.#value(name));
        return () => true;
      case '-depth':
        this.depthFirst = true;
        return () => true;
      case '-xdev':
      case '-mount':
      case '-noleaf':
      case '-follow':
      case '-true':
        return () => true;
      case '-false':
        return () => false;
      case '-empty':
        return ({ stat, path }) =>
          stat.type === 'file'
            ? stat.size === 0
            : stat.type === 'dir' && sys.readdir(path).filter((entry) => entry.name !== '.' && entry.name !== '..').length === 0;
      case '-size': {
        const text = this.#value(name);
        const [, number = '', unit = 'b'] = /^([-+]?\d+)([bcwkMG]?)$/.exec(text) ?? [];
        if (number === '') return cmd.die(cmd.gnu ? `Invalid argument \`${text}' to -size` : `invalid number '${text}'`);
        const scale = { b: 512, c: 1, w: 2, k: 1024, M: 1048576, G: 1073741824 }[unit || 'b'] ?? 512;
        return compare(number, ({ stat }) => Math.ceil(stat.size / scale));
      }
      case '-mtime':
      case '-atime':
      case '-ctime':
        return compare(this.#value(name), ({ stat }) =>
          Math.floor((sys.now() - (name === '-mtime' ? stat.mtime : name === '-atime' ? stat.atime : stat.ctime)) / 86400000),
        );
      case '-mmin':
      case '-amin':
      case '-cmin':
        return compare(this.#value(name), ({ stat }) =>
          Math.ceil((sys.now() - (name === '-mmin' ? stat.mtime : name === '-amin' ? stat.atime : stat.ctime)) / 60000),
        );
      case '-links':
        return compare(this.#value(name), ({ stat }) => stat.nlink);
      case '-inum':
        return compare(this.#value(name), ({ stat }) => stat.ino);
      case '-newer': {
        const path = this.#value(name);
        try {
          const { mtime } = sys.stat(path);
          return ({ stat }) => stat.mtime > mtime;
        } catch (error) {
          return cmd.die(cmd.gnu ? `${cmd.quote(path)}: ${reason(error)}` : `${path}: ${reason(error)}`);
        }
      }
      case '-user': {
        const text = this.#value(name);
        const uid = users(sys).find((user) => user.name === text)?.uid ?? Number(text);
        if (Number.isNaN(uid)) return cmd.die(cmd.gnu ? `${cmd.quote(text)} is not the name of a known user` : `unknown user ${text}`);
        return ({ stat }) => stat.uid === uid;
      }
      case '-group': {
        const text = this.#value(name);
        const gid = groups(sys).find((group) => group.name === text)?.gid ?? Number(text);
        return ({ stat }) => stat.gid === gid;
      }
      case '-perm': {
        const text = this.#value(name);
        const bits = Number.parseInt(text.replace(/^[-/+]/, ''), 8);
        return ({ stat }) =>
          text.startsWith('-')
            ? (stat.mode & bits) === bits
            : /^[/+]/.test(text)
              ? bits === 0 || (stat.mode & bits) !== 0
              : stat.mode === bits;
      }
      case '-executable':
      case '-readable':
      case '-writable':
        return ({ path }) => {
          try {
            sys.access(path, name === '-executable' ? 'x' : name === '-readable' ? 'r' : 'w');
            return true;
          } catch (error) {
            errno(error);
            return false;
          }
        };
      case '-prune':
        return (visit) => (visit.prune = true);
      case '-quit':
        return act((visit) => (visit.quit = true));
      case '-print':
        return print(({ path }) => `${path}\n`);
      case '-print0':
        return print(({ path }) => `${path}\0`);
      case '-printf': {
        const format = this.#value(name);
        return print((visit) => this.#format(format, visit));
      }
      case '-ls':
        return print(
          ({ path, stat }) =>
            `${String(stat.ino).padStart(9)} ${String(stat.blocks / 2).padStart(6)} ${modeString(stat.type, stat.mode)} ${String(stat.nlink).padStart(3)} ${userNames(sys)(stat.uid).padEnd(8)} ${groupNames(sys)(stat.gid).padEnd(8)} ${String(stat.size).padStart(8)} ${strftime('%b %e %H:%M', stat.mtime)} ${path}\n`,
        );
      case '-delete':
        this.depthFirst = true;
        return act(({ path, stat }) => {
          try {
            if (path !== '.') (stat.type === 'dir' ? sys.rmdir : sys.unlink).call(sys, path);
            return true;
          } catch (error) {
            cmd.warn(cmd.gnu ? `cannot delete ${cmd.quote(path)}: ${reason(error)}` : `${path}: ${reason(error)}`);
            return false;
          }
        });
      case '-exec':
      case '-execdir':
      case '-ok': {
        const end = words.findIndex((word, i) => word === ';' || (word === '+' && words[i - 1] === '{}'));
        if (end < 0)
          return cmd.die(
            cmd.gnu
              ? `missing argument to \`${name}'`
              : `${name} requires an argument`.replace(`${name} requires an argument`, `option requires an argument -- '${name.slice(1)}'`),
          );
        const argv = words.splice(0, end);
        if (words.shift() === '+') {
          const batch = { argv, paths: [] as string[] };
          this.#batches.push(batch);
          return act(async ({ path }) => {
            batch.paths.push(path);
            if (batch.paths.length >= 4096) await this.#flush(batch);
            return true;
          });
        }
        return act(async ({ path }) => {
          const ready = argv.map((word) => word.replaceAll('{}', path));
          if (name === '-ok' && !(await confirm(cmd, `< ${argv[0]} ... ${path} > ? `))) return false;
          return this.#execute(ready);
        });
      }
      default:
        if (cmd.gnu) return cmd.die(/^-/.test(name) ? `unknown predicate \`${name}'` : `paths must precede expression: \`${name}'`);
        return cmd.usage({ busybox: `unrecognized: ${name}` });
    }
  }

  #format(format: string, { path, stat, depth, start }: Visit): string {
    const { sys } = this.cmd;
    const values: Readonly<Record<string, () => string>> = {
      p: () => path,
      f: () => basename(path),
      h: () => path.replace(/\/[^/]*$/, '') || '.',
      P: () => path.slice(start.length).replace(/^\//, ''),
      H: () => start,
      s: () => String(stat.size),
      d: () => String(depth),
      m: () => stat.mode.toString(8),
      M: () => modeString(stat.type, stat.mode),
      u: () => userNames(sys)(stat.uid),
      g: () => groupNames(sys)(stat.gid),
      U: () => String(stat.uid),
      G: () => String(stat.gid),
      i: () => String(stat.ino),
      n: () => String(stat.nlink),
      l: () => (stat.type === 'symlink' ? sys.readlink(path) : ''),
      y: () => ({ file: 'f', dir: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p', socket: 's' })[stat.type],
      k: () => String(Math.ceil(stat.blocks / 2)),
      b: () => String(stat.blocks),
      t: () => strftime('%a %b %e %H:%M:%S.%N0 %Y', stat.mtime),
      '%': () => '%',
    };
    return format.replace(
      /\\(.)|%T([a-zA-Z@+])|%([a-zA-Z%])/g,
      (whole, escaped: string | undefined, time: string | undefined, letter: string | undefined) => {
        if (escaped !== undefined) return { n: '\n', t: '\t', '0': '\0', '\\': '\\' }[escaped] ?? whole;
        if (time !== undefined) return time === '@' ? `${(stat.mtime / 1000).toFixed(10)}` : strftime(`%${time}`, stat.mtime);
        return values[letter ?? '']?.() ?? whole;
      },
    );
  }
}
