import { parse } from 'unbash';
import { BUILTINS } from './builtins.ts';
import { ExitJump, ReturnJump } from './control.ts';
import { appletTitle, findProgram, inheritedFds, resetForExec, searchProgram, startError } from './external.ts';
import { runScript } from './interpret.ts';
import { writeText } from './io.ts';
import { addJob, waitForeground } from './jobs.ts';
import { builtinError, reason, report } from './message.ts';
import { singleQuote } from './quote.ts';
import type { Shell } from './shell.ts';
import { checkSyntax, RESERVED, SyntaxFault } from './syntax.ts';
import { runExitTrap } from './traps.ts';

/** Runs a text in this shell: `eval`, `.`, rc files. */
export async function runText(sh: Shell, text: string): Promise<number> {
  const { source } = sh;
  sh.source = { text, firstLine: 1 };
  try {
    const script = parse(text);
    checkSyntax(sh, script, text);
    sh.status = 0;
    return await runScript(sh, script);
  } finally {
    sh.source = source;
  }
}

/** `eval` */
export async function evalBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const { line } = sh;
  const text = argv.slice(argv[1] === '--' ? 2 : 1).join(' ');
  const { source } = sh;
  sh.source = { text, firstLine: line };
  try {
    const script = parse(text);
    checkSyntax(sh, script, text, 'eval');
    if (script.commands.length === 0) sh.status = 0;
    return await runScript(sh, script);
  } catch (error) {
    if (!(error instanceof SyntaxFault) || sh.flavour.kind !== 'bash') throw error;
    await writeText(sh.sys, 2, error.lines);
    return 2;
  } finally {
    sh.source = source;
  }
}

/** `.` and `source` */
export async function sourceBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const name = argv[1];
  if (name === undefined)
    return builtinError(
      sh,
      argv[0] ?? '.',
      sh.flavour.kind === 'bash' ? `filename argument required\n${argv[0]}: usage: ${argv[0]} filename [arguments]` : '',
      2,
    );
  const path = name.includes('/') ? name : (searchProgram(sh, name)[0] ?? name);
  let text: string;
  try {
    if (sh.sys.stat(path).type === 'dir') return builtinError(sh, argv[0] ?? '.', `${name}: is a directory`);
    text = new TextDecoder().decode(sh.sys.readFile(path));
  } catch (error) {
    if (sh.flavour.kind === 'ash') {
      await builtinError(sh, argv[0] ?? '.', `can't open '${name}': ${reason(error)}`);
      if (!sh.interactive) throw new ExitJump(2);
      return 2;
    }
    await report(sh, `${name}: ${reason(error)}`);
    return 1;
  }
  const { args, errorPrefix } = sh;
  if (argv.length > 2) sh.args = argv.slice(2);
  sh.sourceDepth++;
  sh.errorPrefix = sh.flavour.kind === 'bash' ? path : errorPrefix;
  try {
    return await runText(sh, text);
  } catch (error) {
    if (error instanceof ReturnJump) return error.status;
    throw error;
  } finally {
    sh.sourceDepth--;
    sh.errorPrefix = errorPrefix;
    if (argv.length > 2) sh.args = args;
  }
}

/** `exec` with a program: becomes it; without: its redirections stay. */
export async function execBuiltin(sh: Shell, argv: string[]): Promise<number> {
  let at = 1;
  let name0: string | undefined;
  let clean = false;
  let login = false;
  for (; argv[at]?.startsWith('-') && argv[at] !== '-'; at++) {
    const flag = argv[at];
    if (flag === '--') {
      at++;
      break;
    }
    if (flag === '-a') name0 = argv[++at];
    else if (flag === '-c') clean = true;
    else if (flag === '-l') login = true;
    else break;
  }
  const args = argv.slice(at);
  const [name] = args;
  if (name === undefined) return 0;
  const path = findProgram(sh, name);
  const fail = async (message: string, status: number): Promise<number> => {
    await builtinError(sh, 'exec', message);
    if (!sh.interactive && !sh.shopts.has('execfail')) throw new ExitJump(status);
    return status;
  };
  if (path === null) return fail(`${name}: not found`, 127);
  try {
    if (sh.traps.has('EXIT')) await runExitTrap(sh);
    resetForExec(sh);
    const zero = name0 ?? name;
    await sh.sys.exec(
      path,
      [login ? `-${zero}` : zero, ...args.slice(1)],
      clean ? {} : { ...sh.vars.environment(), ...(sh.flavour.kind === 'bash' ? { _: path } : {}) },
      appletTitle(sh, name),
    );
    return 0;
  } catch (error) {
    if (error instanceof ExitJump) throw error;
    const found = startError(sh, name, path, error);
    return fail(found.message, found.status);
  }
}

type Kind = { kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file'; text: string };

function kinds(sh: Shell, name: string, all: boolean): Kind[] {
  const out: Kind[] = [];
  const alias = sh.aliases.get(name);
  if (alias !== undefined) out.push({ kind: 'alias', text: alias });
  if (RESERVED.has(name) && (sh.flavour.kind === 'bash' || !/^(time|select|coproc|\[\[|\]\])$/.test(name)))
    out.push({ kind: 'keyword', text: name });
  if (sh.functions.has(name)) out.push({ kind: 'function', text: name });
  if (BUILTINS.has(name)) out.push({ kind: 'builtin', text: name });
  if (sh.applets.has(name)) out.push({ kind: 'file', text: name });
  const hashed = sh.hash.get(name);
  if (hashed && !all) out.push({ kind: 'file', text: hashed.path });
  for (const path of searchProgram(sh, name)) out.push({ kind: 'file', text: path });
  return all ? out : out.slice(0, 1);
}

function functionText(sh: Shell, name: string): string {
  const fn = sh.functions.get(name);
  if (!fn) return '';
  const body = fn.source.text.slice(fn.node.body.pos, fn.node.body.end).replace(/^\{\s*|\s*;?\s*\}$/g, '');
  const lines = body.split(/\s*(?:;|\n)\s*/).filter((line) => line !== '');
  return `${name} () \n{ \n${lines.map((line, i) => `    ${line}${i < lines.length - 1 ? ';' : ''}\n`).join('')}}\n`;
}

/** `type` */
export async function typeBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const flags = argv
    .slice(1)
    .filter((arg) => /^-[afptP]+$/.test(arg))
    .join('');
  const names = argv.slice(1).filter((arg) => !/^-[afptP]+$/.test(arg));
  let status = 0;
  for (const name of names) {
    const found = kinds(sh, name, flags.includes('a')).filter(
      ({ kind }) => (!flags.includes('P') && !flags.includes('p')) || kind === 'file',
    );
    if (found.length === 0) {
      status = sh.flavour.kind === 'bash' ? 1 : 127;
      if (sh.flavour.kind === 'ash') await writeText(sh.sys, 1, `${name}: not found\n`);
      else if (!/[tpP]/.test(flags)) await builtinError(sh, 'type', `${name}: not found`);
    }
    for (const { kind, text } of found) {
      if (flags.includes('t')) await writeText(sh.sys, 1, `${kind}\n`);
      else if (/[pP]/.test(flags)) await writeText(sh.sys, 1, `${text}\n`);
      else await writeText(sh.sys, 1, describe(sh, name, kind, text));
    }
  }
  return status;
}

function describe(sh: Shell, name: string, kind: Kind['kind'], text: string): string {
  const bash = sh.flavour.kind === 'bash';
  switch (kind) {
    case 'alias':
      return bash ? `${name} is aliased to \`${text}'\n` : `${name} is an alias for ${text}\n`;
    case 'keyword':
      return `${name} is a shell keyword\n`;
    case 'function':
      return bash ? `${name} is a function\n${functionText(sh, name)}` : `${name} is a function\n`;
    case 'builtin':
      return `${name} is a shell builtin\n`;
    case 'file':
      return sh.hash.get(name)?.path === text ? `${name} is hashed (${text})\n` : `${name} is ${text}\n`;
  }
}

/** `command`, also `-v` and `-V` */
export async function commandBuiltin(sh: Shell, argv: string[]): Promise<number> {
  let at = 1;
  let mode = '';
  for (; /^-[pvV]+$/.test(argv[at] ?? ''); at++) mode += argv[at]?.slice(1);
  if (argv[at] === '--') at++;
  const args = argv.slice(at);
  const [name] = args;
  if (name === undefined) return 0;
  if (mode.includes('V')) return typeBuiltin(sh, ['type', ...args]);
  if (mode.includes('v')) {
    let status = 1;
    for (const one of args) {
      const [found] = kinds(sh, one, false);
      if (!found) continue;
      status = 0;
      await writeText(
        sh.sys,
        1,
        found.kind === 'alias' ? `alias ${one}=${singleQuote(found.text)}\n` : `${found.kind === 'file' ? found.text : one}\n`,
      );
    }
    return sh.flavour.kind === 'ash' && status ? 127 : status;
  }
  return runWithoutFunctions(sh, args);
}

async function runWithoutFunctions(sh: Shell, argv: string[]): Promise<number> {
  const name = argv[0] ?? '';
  const builtin = BUILTINS.get(name);
  if (builtin) return builtin(sh, argv, []);
  const path = findProgram(sh, name);
  if (path === null) {
    await report(sh, `${name}: ${sh.flavour.notFound}`);
    return 127;
  }
  try {
    const pid = sh.sys.spawn({
      path,
      argv,
      env: sh.vars.environment(),
      fds: inheritedFds(sh),
      ...(sh.jobControl ? { pgid: 0, foreground: true } : {}),
    });
    return await waitForeground(sh, addJob(sh, [pid], argv.join(' '), false));
  } catch (error) {
    const found = startError(sh, name, path, error);
    await report(sh, found.message);
    return found.status;
  }
}

/** `fc`: `-l` lists the last commands, `-s` runs one again. */
export async function fcBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const flags = argv.filter((arg, i) => i > 0 && /^-[a-z]+$/.test(arg)).join('');
  let rest = argv.slice(1).filter((arg) => !/^-[a-z]+$/.test(arg));
  const earlier = sh.interactive ? sh.history.slice(0, -1) : sh.history;
  const indexOf = (spec: string): number => {
    const n = Number(spec);
    if (!Number.isInteger(n)) return earlier.findLastIndex((one) => one.startsWith(spec));
    return Math.max(0, n < 0 ? earlier.length + n : n - 1);
  };
  if (flags.includes('l')) {
    const from = rest[0] === undefined ? Math.max(0, earlier.length - 16) : indexOf(rest[0]);
    const to = rest[1] === undefined ? earlier.length - 1 : indexOf(rest[1]);
    if (from < 0 || to < 0) return builtinError(sh, 'fc', 'no command found');
    const lines = earlier.slice(from, to + 1).map((line, i) => `${flags.includes('n') ? '' : from + i + 1}\t ${line}\n`);
    await writeText(sh.sys, 1, (flags.includes('r') ? lines.reverse() : lines).join(''));
    return 0;
  }
  if (!flags.includes('s')) {
    await report(sh, `${sh.vars.get('FCEDIT') ?? sh.vars.get('EDITOR') ?? 'vi'}: ${sh.flavour.notFound}`);
    return 127;
  }
  const [old, with_] = /^([^=]+)=(.*)$/s.exec(rest[0] ?? '')?.slice(1) ?? [];
  if (old !== undefined) rest = rest.slice(1);
  const found = earlier[rest[0] === undefined ? earlier.length - 1 : indexOf(rest[0])];
  if (found === undefined) return builtinError(sh, 'fc', 'no command found');
  const text = old === undefined ? found : found.replaceAll(old, () => with_ ?? '');
  if (sh.interactive) sh.history[sh.history.length - 1] = text;
  await writeText(sh.sys, 2, `${text}\n`);
  return runText(sh, text);
}

/** `builtin` */
export async function builtinBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const builtin = BUILTINS.get(argv[1] ?? '');
  if (argv.length < 2) return 0;
  return builtin ? builtin(sh, argv.slice(1), []) : builtinError(sh, 'builtin', `${argv[1]}: not a shell builtin`);
}

async function unknownAlias(sh: Shell, verb: string, name: string): Promise<number> {
  if (sh.flavour.kind === 'bash') return builtinError(sh, verb, `${name}: not found`);
  await writeText(sh.sys, 2, `${verb}: ${name} not found\n`);
  return 1;
}

/** `alias` */
export async function aliasBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const show = (name: string, value: string): string => `${sh.flavour.kind === 'bash' ? 'alias ' : ''}${name}=${singleQuote(value)}\n`;
  const args = argv.slice(1).filter((arg) => arg !== '-p' && arg !== '--');
  let status = 0;
  if (args.length === 0)
    for (const [name, value] of [...sh.aliases].sort(([a], [b]) => (a < b ? -1 : 1))) await writeText(sh.sys, 1, show(name, value));
  for (const arg of args) {
    const at = arg.indexOf('=', 1);
    const value = sh.aliases.get(arg);
    if (at > 0) sh.aliases.set(arg.slice(0, at), arg.slice(at + 1));
    else if (value !== undefined) await writeText(sh.sys, 1, show(arg, value));
    else status = await unknownAlias(sh, 'alias', arg);
  }
  return status;
}

/** `unalias` */
export async function unaliasBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (argv[1] === '-a') sh.aliases.clear();
  let status = 0;
  for (const name of argv.slice(1)) if (name !== '-a' && !sh.aliases.delete(name)) status = await unknownAlias(sh, 'unalias', name);
  return status;
}

/** `hash` */
export async function hashBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const args = argv.slice(1);
  if (args[0] === '-r') {
    sh.hash.clear();
    return 0;
  }
  if (args.length === 0) {
    if (sh.flavour.kind === 'ash') for (const { path } of sh.hash.values()) await writeText(sh.sys, 1, `${path}\n`);
    else if (sh.hash.size === 0) await writeText(sh.sys, 1, 'hash: hash table empty\n');
    else
      await writeText(
        sh.sys,
        1,
        `hits\tcommand\n${[...sh.hash.values()].map(({ hits, path }) => `${String(hits).padStart(4)}\t${path}\n`).join('')}`,
      );
    return 0;
  }
  let status = 0;
  for (const name of args) {
    const [path] = searchProgram(sh, name);
    if (path === undefined) status = await builtinError(sh, 'hash', `${name}: not found`);
    else sh.hash.set(name, { path, hits: 0 });
  }
  return status;
}
