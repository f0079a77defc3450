import { parse, type ParsedScript } from 'unbash';
import { ShellError } from './control.ts';
import type { Shell } from './shell.ts';

/** Reserved words, as `type` calls them keywords. */
export const RESERVED: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'case',
  'esac',
  'for',
  'select',
  'while',
  'until',
  'do',
  'done',
  'in',
  'function',
  'time',
  '{',
  '}',
  '!',
  '[[',
  ']]',
  'coproc',
]);

/** A text that is no command: what is wrong, and whether more text could make it one. */
export interface Problem {
  readonly message: string;
  readonly incomplete: boolean;
  /** Line within the text, from 1. */
  readonly line: number;
}

const lineAt = (text: string, pos: number): number => text.slice(0, pos).split('\n').length;

const TOKEN = /(?:[ \t]|\\\n|#.*)*(;;&|;;|;&|&&|\|\||\|&|<<<|<<-?|>>|<&|>&|<>|>\||&>|[;&|()<>]|\n|[^\s;&|()<>]+)/y;

/** The token at a position, as bash names it; "newline" at a line's end, null at the end of the text. */
function tokenAt(text: string, pos: number): string | null {
  TOKEN.lastIndex = pos;
  const token = TOKEN.exec(text)?.[1];
  return token === undefined ? null : token === '\n' ? 'newline' : token;
}

const QUOTES: Record<string, string> = {
  'double quote': '"',
  'single quote': "'",
  backtick: '`',
  'command substitution': ')',
  'parameter expansion': '}',
  'arithmetic expansion': ')',
  'arithmetic command': ')',
  'extended glob': ')',
  array: ')',
  'ANSI-C quote': "'",
};

/** What is wrong with a parsed text in the words of the shell; null when nothing is. */
function problemOf(script: ParsedScript, text: string, ash: boolean): Problem | null {
  const errors = script.errors ?? [];
  const [first] = errors;
  if (!first) {
    if (/(^|[^\\])(\\\\)*\\\n?$/.test(text) && !/#[^\n]*$/.test(text))
      return { message: '', incomplete: true, line: lineAt(text, text.length) };
    return null;
  }
  const last = lineAt(text, text.length) + (text.endsWith('\n') ? 0 : 1);
  const open = /^unterminated (.*)$/.exec(first.message)?.[1];
  if (open !== undefined) {
    const close = QUOTES[open] ?? ')';
    const message = ash
      ? close === '"' || close === "'"
        ? 'syntax error: unterminated quoted string'
        : close === ')'
          ? 'syntax error: unexpected end of file (expecting ")")'
          : "syntax error: missing '}'"
      : `unexpected EOF while looking for matching \`${close}'`;
    return { message, incomplete: true, line: open === 'command substitution' ? last : lineAt(text, first.pos) };
  }
  const inside = /^expected command in/.test(first.message);
  const closer = /^expected '(?:then|do)'/.test(first.message)
    ? /(?:^|[\s;])(fi|done|esac|\}|\))\s*$/.exec(text.slice(0, first.pos))?.[1]
    : undefined;
  const rest = text.slice(inside ? first.pos + 1 : first.pos);
  const atEnd = !closer && /^(?:\s|\\\n|#[^\n]*(?:\n|$))*$/.test(rest);
  const expects = errors.map((error) => /^expected '(\w+|[{}()\]]+)'/.exec(error.message)?.[1]).find((word) => word !== undefined);
  if (atEnd && !ash && /^expected (redirect target)/.test(first.message))
    return {
      message: ash ? 'syntax error: unexpected newline' : "syntax error near unexpected token `newline'",
      incomplete: false,
      line: lineAt(text, first.pos),
    };
  if (atEnd) {
    const wanted = ash && expects ? ` (expecting "${expects}")` : '';
    return {
      message: ash ? `syntax error: unexpected end of file${wanted}` : 'syntax error: unexpected end of file',
      incomplete: true,
      line: last,
    };
  }
  const skipped = /^expected 'do'/.test(first.message) ? /(\S+)\s*$/.exec(text.slice(0, first.pos))?.[1] : undefined;
  const called =
    text[first.pos] === ')' ? /(?:^|[;&|\n])[ \t]*[^\s()]+[ \t]*\(\s*([^\s()]+)[^()]*$/.exec(text.slice(0, first.pos))?.[1] : undefined;
  const token = closer ?? called ?? skipped ?? tokenAt(text, inside ? first.pos + 1 : first.pos) ?? 'newline';
  const wanted =
    ash && /^expected '/.test(first.message) && expects ? ` (expecting "${/^expected '(\w+)'/.exec(first.message)?.[1] ?? expects}")` : '';
  return {
    message: ash
      ? `syntax error: unexpected ${token === 'newline' ? token : `"${token}"`}${wanted}`
      : `syntax error near unexpected token \`${token}'`,
    incomplete: false,
    line: lineAt(text, first.pos),
  };
}

/** Parses and finds the first problem. */
export function parseText(text: string, ash = false): { script: ParsedScript; problem: Problem | null } {
  const script = parse(text);
  return { script, problem: problemOf(script, text, ash) };
}

/** The syntax error of a text that is given whole; `where` names it ("eval", "-c"). */
export class SyntaxFault extends ShellError {
  readonly lines: string;
  constructor(lines: string, status: number) {
    super(lines, status, true);
    this.lines = lines;
  }
}

/** Throws the shell's words for a text that does not parse. */
export function checkSyntax(sh: Shell, script: ParsedScript, text: string, where = ''): void {
  const problem = problemOf(script, text, sh.flavour.kind === 'ash');
  if (!problem || problem.message === '') return;
  throw new SyntaxFault(faultText(sh, problem, text, where), 2);
}

/** The lines printed for a syntax error. */
export function faultText(sh: Shell, problem: Problem, text: string, where = ''): string {
  const name = sh.errorPrefix;
  const line = problem.line + sh.source.firstLine - 1;
  if (sh.flavour.kind === 'ash')
    return sh.fromString || sh.interactive || sh.fromStdin
      ? `${name}: ${problem.message}\n`
      : `${name}: line ${line}: ${problem.message}\n`;
  const tag = where || (sh.fromString ? '-c' : '');
  const prefix = sh.interactive ? `${name}: ${where ? `${where}: line ${line}: ` : ''}` : `${name}: ${tag ? `${tag}: ` : ''}line ${line}: `;
  const echo =
    problem.message.startsWith('syntax error near') && !sh.interactive ? `${prefix}\`${text.split('\n')[problem.line - 1] ?? ''}'\n` : '';
  return `${prefix}${problem.message}\n${echo}`;
}
