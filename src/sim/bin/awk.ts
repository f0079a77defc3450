import { type Expr, type AwkProgram, AwkSyntaxError, parseAwk } from './awk-parse.ts';
import { Awk, AwkError } from './awk-run.ts';
import { type Main, decode, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** What mawk prints without arguments. */
const MAWK_USAGE = `Usage: mawk [Options] [Program] [file ...]

Program:
    The -f option value is the name of a file containing program text.
    If no -f option is given, a "--" ends option processing; the following
    parameters are the program text.

Options:
    -f program-file  Program  text is read from file instead of from the
                     command-line.  Multiple -f options are accepted.
    -F value         sets the field separator, FS, to value.
    -v var=value     assigns value to program variable var.
    --               unambiguous end of options.

    Implementation-specific options are prefixed with "-W".  They can be
    abbreviated:

    -W version       show version information and exit.
    -W dump          show assembler-like listing of program and exit.
    -W help          show this message and exit.
    -W interactive   set unbuffered output, line-buffered input.
    -W exec file     use file as program as well as last option.
    -W random=number set initial random seed.
    -W sprintf=number adjust size of sprintf buffer.
    -W posix_space   do not consider "\\n" a space.
    -W usage         show this message and exit.
`;

/** awk(1), as mawk on GNU systems and as busybox's: `-F SEP -v VAR=VALUE -f FILE`. */
export const awk: Main = async (cmd) => {
  cmd.failure = cmd.gnu ? 2 : 1;
  if (cmd.gnu && cmd.args.length === 0) {
    cmd.err(MAWK_USAGE);
    return 0;
  }
  const given = cmd.args.map((arg) => arg.replace(/^--(version)$/, '-W$1'));
  const bad = cmd.gnu && /^-[^FvfWe-]/.exec(given[0] ?? '');
  if (bad) cmd.die(`not an option: ${given[0]}`);
  const options = getopt(cmd, cmd.gnu ? '+F:v:f:W:e:' : '+F:v:f:e:', 'field-separator:=F assign:=v file:=f', 1, given);
  if (options.get('W')?.startsWith('v')) {
    cmd.out('mawk 1.3.4 20200120\n');
    return 0;
  }
  const operands = [...options.args];
  const texts: string[] = [];
  for (const { key, value } of options.list) {
    if (key === 'e') texts.push(value);
    if (key !== 'f') continue;
    try {
      texts.push(decode(await cmd.slurp(value)));
    } catch (error) {
      cmd.die(cmd.gnu ? `couldn't open file ${value}: ${reason(error)}` : `can't open '${value}': ${reason(error)}`);
    }
  }
  if (texts.length === 0) {
    const text = operands.shift();
    if (text === undefined) return cmd.usage();
    texts.push(text);
  }
  const place = cmd.gnu ? '' : 'cmd. line:1: ';
  let program: AwkProgram;
  try {
    program = parseAwk(texts.join('\n'));
    const missing = undefinedCall(program);
    if (missing)
      cmd.die(
        cmd.gnu
          ? `line ${texts.join('\n').split('\n').length + 1}: function ${missing} never defined`
          : `${place}Call to undefined function`,
      );
  } catch (error) {
    if (!(error instanceof AwkSyntaxError)) throw error;
    if (!cmd.gnu) cmd.die(`${place}Unexpected token`);
    return cmd.die(error.near === '' ? `line ${error.line}: missing } near end of file` : error.message);
  }
  const awk = new Awk(cmd, program, [cmd.gnu ? cmd.name : 'awk', ...operands]);
  try {
    const separator = options.get('F');
    if (separator !== undefined) awk.assign(`FS=${separator === 't' ? '\t' : separator}`);
    for (const value of options.all('v')) {
      if (!awk.assign(value)) cmd.die(cmd.gnu ? `improper assignment: -v ${value}` : `bad assignment: ${value}`);
    }
    return await awk.run();
  } catch (error) {
    if (!(error instanceof AwkError)) throw error;
    if (!cmd.gnu) return cmd.die(`${error.placed ? place : ''}${error.busybox}`);
    cmd.warn(error.message);
    return 2;
  }
};

/** The first call of a function that nobody defined. */
function undefinedCall(program: AwkProgram): string | null {
  let found: string | null = null;
  const visit = (node: unknown): void => {
    if (found || typeof node !== 'object' || node === null) return;
    if (isCall(node) && !program.functions.has(node.name)) found = node.name;
    else for (const child of node instanceof Map ? node.values() : Object.values(node)) visit(child);
  };
  visit(program.rules);
  visit(program.functions);
  return found;
}

const isCall = (node: object): node is Extract<Expr, { t: 'call' }> => 't' in node && node.t === 'call';
