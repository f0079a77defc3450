import type { Program, ProgramContext } from '../kernel/types.ts';
import { FsError } from '../fs/types.ts';
import type { Completers } from './complete.ts';
import { setFlag } from './declaration.ts';
import type { Flavour } from './flavour.ts';
import { interact, readRc } from './interactive.ts';
import { runLastInPlace } from './interpret.ts';
import { writeText } from './io.ts';
import { reason } from './message.ts';
import { runLines } from './script.ts';
import { Shell } from './shell.ts';
import { runToEnd } from './subshell.ts';
import { checkSyntax, parseText } from './syntax.ts';
import { account } from './users.ts';
import { isName } from './variables.ts';

/** What a shell is made with besides its flavour. */
export interface ShellParts {
  readonly completers?: Completers;
  /** Names that busybox ash runs itself whatever PATH says. */
  readonly applets?: Iterable<string>;
}

const VERSION = '5.2.15(1)-release';

function setUp(sh: Shell, ctx: ProgramContext): void {
  for (const [name, value] of Object.entries(ctx.env)) if (isName(name)) sh.vars.scopes[0]?.set(name, { value, exported: true });
  const bash = sh.flavour.kind === 'bash';
  const init = (name: string, value: string): void => {
    if (sh.vars.get(name) === undefined) sh.vars.set(name, value);
  };
  sh.vars.scopes[0]?.delete('IFS');
  sh.vars.set('IFS', ' \t\n');
  init('PATH', bash ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/sbin:/usr/sbin:/bin:/usr/bin');
  sh.vars.set('OPTIND', '1');
  sh.vars.set('PS4', sh.vars.get('PS4') ?? '+ ');
  const here = sh.vars.get('PWD');
  let same = false;
  try {
    const a = here?.startsWith('/') ? sh.sys.stat(here) : null;
    const b = sh.sys.stat('.');
    same = a?.dev === b.dev && a.ino === b.ino;
  } catch {
    same = false;
  }
  if (!same) sh.vars.set('PWD', sh.sys.getcwd());
  sh.vars.declare('PWD').exported = true;
  const level = Number(sh.vars.get('SHLVL') ?? 0);
  sh.vars.set('SHLVL', String(Number.isInteger(level) && level >= 0 ? level + 1 : 1));
  sh.vars.declare('SHLVL').exported = true;
  if (bash) {
    sh.vars.declare('OLDPWD').exported = true;
    const { home, shell } = account(sh.sys);
    if (home) init('HOME', home);
    init('SHELL', shell ?? '/bin/sh');
    init('TERM', 'dumb');
    init('BASH', '/bin/bash');
    init('HOSTNAME', sh.sys.uname().nodename);
    init('HOSTTYPE', 'x86_64');
    init('OSTYPE', 'linux-gnu');
    init('MACHTYPE', 'x86_64-pc-linux-gnu');
    sh.vars.set('BASH_VERSION', VERSION);
    sh.vars.setArrayQuietly('BASH_VERSINFO', ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu']);
  } else {
    init('HOSTNAME', sh.sys.uname().nodename);
    init('PS1', '\\w \\$ ');
    init('PS2', '> ');
  }
}

interface Arguments {
  command?: string;
  file?: string;
  stdin: boolean;
  interactive: boolean;
  login: boolean;
  norc: boolean;
  noprofile: boolean;
  rest: string[];
  rcfile?: string;
}

async function readArguments(sh: Shell, argv: readonly string[]): Promise<Arguments | number> {
  const out: Arguments = {
    stdin: false,
    interactive: false,
    login: (argv[0] ?? '').startsWith('-'),
    norc: false,
    noprofile: false,
    rest: [],
  };
  let at = 1;
  let wantsCommand = false;
  for (; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--' || word === '-') {
      at++;
      break;
    }
    if (word.startsWith('--') && sh.flavour.kind === 'bash') {
      if (word === '--login') out.login = true;
      else if (word === '--norc') out.norc = true;
      else if (word === '--noprofile') out.noprofile = true;
      else if (word === '--posix' || word === '--noediting' || word === '--verbose' || word === '--restricted') continue;
      else if (word === '--rcfile' || word === '--init-file') out.rcfile = argv[++at] ?? '';
      else if (word === '--version') {
        await writeText(
          sh.sys,
          1,
          `GNU bash, version ${VERSION} (x86_64-pc-linux-gnu)\nCopyright (C) 2022 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\n\nThis is free software; you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n`,
        );
        return 0;
      } else {
        await writeText(sh.sys, 2, `${sh.arg0}: ${word}: invalid option\n`);
        return 2;
      }
      continue;
    }
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith('-');
    for (const c of word.slice(1)) {
      if (c === 'c') wantsCommand = true;
      else if (c === 'i') out.interactive = true;
      else if (c === 'l') out.login = true;
      else if (c === 's') out.stdin = true;
      else if (c === 'o' || c === 'O') {
        const name = argv[++at] ?? '';
        const table = c === 'O' ? sh.shopts : sh.options;
        if (on) table.add(name);
        else table.delete(name);
      } else if (!setFlag(sh, c, on)) {
        await writeText(
          sh.sys,
          2,
          sh.flavour.kind === 'bash' ? `${sh.arg0}: -${c}: invalid option\n` : `${sh.arg0}: illegal option -${c}\n`,
        );
        return 2;
      }
    }
  }
  const rest = argv.slice(at);
  if (wantsCommand) {
    const [command] = rest;
    if (command === undefined) {
      await writeText(
        sh.sys,
        2,
        `${sh.arg0}: ${sh.flavour.kind === 'bash' ? '-c: option requires an argument' : '-c requires an argument'}\n`,
      );
      return 2;
    }
    out.command = command;
    out.rest = rest.slice(1);
  } else if (rest[0] !== undefined && !out.stdin) {
    out.file = rest[0];
    out.rest = rest;
  } else out.rest = [sh.arg0, ...rest];
  return out;
}

function readScript(sh: Shell, file: string): { text: string; path: string } | string {
  const bash = sh.flavour.kind === 'bash';
  const candidates =
    file.includes('/') || !bash ? [file] : [file, ...(sh.vars.get('PATH') ?? '').split(':').map((folder) => `${folder}/${file}`)];
  let failure = 'No such file or directory';
  for (const path of candidates) {
    try {
      if (sh.sys.stat(path).type === 'dir') {
        if (bash) failure = 'Is a directory';
        else failure = 'Is a directory';
        continue;
      }
      return { text: new TextDecoder().decode(sh.sys.readFile(path)), path: file };
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      if (path === file) failure = reason(error);
    }
  }
  return failure;
}

/** The program of a shell. */
export function makeShell(flavour: Flavour, parts: ShellParts = {}): Program {
  return async (ctx) => {
    const sh = new Shell(ctx.sys, flavour, ctx.argv[0] ?? flavour.kind);
    if (parts.completers) sh.completers = parts.completers;
    if (parts.applets) sh.applets = new Set(parts.applets);
    setUp(sh, ctx);
    for (let fd = 3; fd < 10; fd++) {
      try {
        ctx.sys.fstat(fd);
        sh.extraFds.add(fd);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
      }
    }
    const args = await readArguments(sh, ctx.argv);
    if (typeof args === 'number') return args;
    sh.login = args.login;
    const { command, file } = args;
    if (command !== undefined) {
      sh.fromString = true;
      sh.arg0 = sh.errorPrefix = args.rest[0] ?? sh.arg0;
      sh.args = args.rest.slice(1);
      return runToEnd(sh, async () => {
        if (sh.login) await readRc(sh, args);
        return runString(sh, command);
      });
    }
    if (file !== undefined) {
      const found = readScript(sh, file);
      if (typeof found === 'string') {
        const missing = found.startsWith('No such');
        await writeText(
          sh.sys,
          2,
          flavour.kind === 'bash'
            ? found === 'Is a directory'
              ? `${file}: ${file}: ${found}\n`
              : `${sh.arg0}: ${file}: ${found}\n`
            : `${sh.arg0}: can't open '${file}': ${found}\n`,
        );
        return flavour.kind === 'bash' ? (missing ? 127 : 126) : 2;
      }
      sh.arg0 = sh.errorPrefix = file;
      sh.args = args.rest.slice(1);
      return runToEnd(sh, async () => {
        if (sh.login) await readRc(sh, args);
        return runLines(sh, textLines(found.text));
      });
    }
    sh.args = args.rest.slice(1);
    sh.fromStdin = true;
    if (args.interactive || (ctx.sys.isatty(0) && ctx.sys.isatty(2))) return interact(sh, args);
    return runToEnd(sh, async () => {
      if (sh.login) await readRc(sh, args);
      return runLines(sh, stdinLines(sh));
    });
  };
}

async function runString(sh: Shell, command: string): Promise<number> {
  if (sh.flavour.kind === 'bash' || !command.includes('\n')) {
    const { script, problem } = parseText(command, sh.flavour.kind === 'ash');
    if (!problem || problem.message === '') {
      sh.source = { text: command, firstLine: 1 };
      if (script.commands.length > 0 && sh.options.has('verbose')) await writeText(sh.sys, 2, command);
      return await runLastInPlace(sh, script);
    }
    if (!command.includes('\n')) {
      sh.source = { text: command, firstLine: 1 };
      checkSyntax(sh, script, command);
    }
  }
  return runLines(sh, textLines(command));
}

async function* textLines(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end + 1;
    yield text.slice(at, next);
    at = next;
  }
}

async function* stdinLines(sh: Shell): AsyncGenerator<string> {
  for (;;) {
    const bytes: number[] = [];
    let ended = false;
    for (;;) {
      const piece = await sh.sys.read(0, 1);
      const byte = piece[0];
      if (byte === undefined) {
        ended = true;
        break;
      }
      bytes.push(byte);
      if (byte === 10) break;
    }
    if (bytes.length > 0) yield new TextDecoder().decode(Uint8Array.from(bytes));
    if (ended) return;
  }
}
