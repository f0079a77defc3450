import { BUILTINS } from './builtins.ts';
import { writeText } from './io.ts';
import { builtinError, report } from './message.ts';
import { echoText } from './echo.ts';
import { formatPrintf } from './printf.ts';
import type { Shell } from './shell.ts';
import { evaluateTest, TestError } from './test.ts';
import { assign } from './parameters.ts';

/** `echo` */
export async function echoBuiltin(sh: Shell, argv: string[]): Promise<number> {
  await writeText(sh.sys, 1, echoText(argv.slice(1)));
  return 0;
}

/** `test` and `[` */
export async function testBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const args = argv.slice(1);
  const name = argv[0] ?? 'test';
  if (name === '[' && args.pop() !== ']') {
    if (sh.flavour.kind === 'bash') return builtinError(sh, '[', "missing `]'", 2);
    await report(sh, 'missing ]');
    return 2;
  }
  try {
    return evaluateTest(sh.sys, args, sh) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    if (sh.flavour.kind === 'bash') return builtinError(sh, name, error.message, 2);
    const m = /^(.*): (integer|unary|binary)/s.exec(error.message);
    await report(sh, m ? (m[2] === 'integer' ? `${m[1]}: bad number` : `${m[1]}: unknown operand`) : error.message);
    return 2;
  }
}

/** `printf`, also `-v name` */
export async function printfBuiltin(sh: Shell, argv: string[]): Promise<number> {
  let at = 1;
  let variable: string | undefined;
  if (argv[at] === '-v' && sh.flavour.kind === 'bash') {
    variable = argv[at + 1];
    at += 2;
  }
  if (argv[at] === '--') at++;
  const format = argv[at];
  if (format === undefined) {
    if (sh.flavour.kind === 'ash') await writeText(sh.sys, 2, 'sh: usage: printf FORMAT [ARGUMENT...]\n');
    else await writeText(sh.sys, 2, 'printf: usage: printf [-v var] format [arguments]\n');
    return 2;
  }
  const { text, errors } = formatPrintf(format, argv.slice(at + 1), sh.sys.now());
  for (const message of errors) {
    const number = /^(.*): invalid number$/s.exec(message)?.[1];
    if (sh.flavour.kind === 'ash')
      await writeText(sh.sys, 2, `${sh.errorPrefix}: ${number === undefined ? '%: invalid format' : `invalid number '${number}'`}\n`);
    else await builtinError(sh, 'printf', message);
  }
  if (variable === undefined) await writeText(sh.sys, 1, text);
  else {
    const m = /^(\w+)\[(.*)\]$/s.exec(variable);
    assign(sh, m?.[1] ?? variable, text, m?.[2]);
  }
  return errors.length ? 1 : 0;
}

/** `help`: the list of builtins. */
export async function helpBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const names = [...BUILTINS.keys()].sort();
  const topic = argv[1];
  if (topic !== undefined) {
    if (!BUILTINS.has(topic))
      return builtinError(sh, 'help', `no help topics match \`${topic}'.  Try \`help help' or \`man -k ${topic}' or \`info ${topic}'.`);
    await writeText(sh.sys, 1, `${topic}: ${topic}\n`);
    return 0;
  }
  if (sh.flavour.kind === 'ash') {
    const lines: string[] = [];
    let line = '\t';
    for (const name of [...names, ...sh.applets]) {
      if (line.length + name.length > 63 && line !== '\t') {
        lines.push(line.trimEnd());
        line = '\t';
      }
      line += `${name} `;
    }
    await writeText(sh.sys, 1, `Built-in commands:\n------------------\n${[...lines, line.trimEnd()].join('\n')}\n\n`);
  } else
    await writeText(
      sh.sys,
      1,
      `GNU bash, version ${sh.vars.get('BASH_VERSION') ?? ''} (x86_64-pc-linux-gnu)\nThese shell commands are defined internally.  Type \`help' to see this list.\n\n${names.map((name) => ` ${name}\n`).join('')}`,
    );
  return 0;
}

/** `history` */
export async function historyBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (argv[1] === '-c') {
    sh.history = [];
    return 0;
  }
  const from = argv[1] !== undefined && /^\d+$/.test(argv[1]) ? Math.max(0, sh.history.length - Number(argv[1])) : 0;
  const width = sh.flavour.kind === 'bash' ? 5 : 4;
  const start = sh.flavour.kind === 'bash' ? 1 : 0;
  await writeText(
    sh.sys,
    1,
    sh.history
      .slice(from)
      .map((line, i) => `${String(from + i + start).padStart(width)}${sh.flavour.kind === 'bash' ? '  ' : ' '}${line}\n`)
      .join(''),
  );
  return 0;
}

/** `times` */
export async function timesBuiltin(sh: Shell): Promise<number> {
  await writeText(sh.sys, 1, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
  return 0;
}
