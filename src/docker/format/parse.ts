/** Parser of Go's text/template (https://pkg.go.dev/text/template), for what `--format` accepts. */

export type Operand =
  | { kind: 'dot' | 'nil' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'function'; name: string }
  | { kind: 'variable'; name: string; fields: string[] }
  | { kind: 'field'; fields: string[] }
  | { kind: 'pipeline'; pipeline: Pipeline; fields: string[] };

/** An operand with where it stands, for error messages. */
export type Argument = Operand & { at: number; text: string };
export type CommandNode = Argument[];

export interface Pipeline {
  /** Variables declared (`:=`) or assigned (`=`). */
  variables: string[];
  assign: boolean;
  commands: CommandNode[];
}

export interface ControlNode {
  kind: 'if' | 'range' | 'with';
  pipeline: Pipeline;
  body: Node[];
  otherwise: Node[];
}

export type Node = { kind: 'text'; text: string } | { kind: 'action'; pipeline: Pipeline } | ControlNode | { kind: 'break' | 'continue' };

/** A template that does not parse; the message is Go's. */
export class TemplateSyntaxError extends Error {}

interface Token {
  kind: 'space' | 'string' | 'number' | 'field' | 'variable' | 'word' | 'dot' | 'punctuation';
  text: string;
  at: number;
}

const tokenPatterns: readonly [Token['kind'], RegExp][] = [
  ['space', /[ \t\r\n]+/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'/y],
  ['number', /[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['variable', /\$(?:[\p{L}_][\p{L}\p{N}_]*)?/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['dot', /\./y],
  ['punctuation', /:=|[=|(),]/y],
];

/** The string that a quoted Go literal stands for. */
function unquote(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1);
  return literal.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/g, (_, e: string) => {
    const simple = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' }[e];
    if (simple !== undefined) return simple;
    if (/^[xuU]/.test(e)) return String.fromCodePoint(Number.parseInt(e.slice(1), 16));
    return /^[0-7]{3}$/.test(e) ? String.fromCharCode(Number.parseInt(e, 8)) : e;
  });
}

/** Parses a template; `functions` are the names that may be called. Throws TemplateSyntaxError ("template: :1: unclosed action"). */
export function parseTemplate(source: string, name: string, functions: ReadonlySet<string>): Node[] {
  let at = 0;
  let trimNext = false;
  let scope = ['$'];
  let loops = 0;
  const fail = (message: string, where = at): never => {
    throw new TemplateSyntaxError(`template: ${name}:${source.slice(0, where).split('\n').length}: ${message}`);
  };

  /** The tokens of the action that begins at `at` (after "{{"); leaves `at` behind "}}". */
  function action(): Token[] {
    const tokens: Token[] = [];
    let depth = 0;
    for (;;) {
      if (/^[ \t\r\n]-\}\}/.test(source.slice(at, at + 4))) {
        at += 4;
        trimNext = true;
        break;
      }
      if (source.startsWith('}}', at)) {
        at += 2;
        break;
      }
      if (at >= source.length) fail('unclosed action');
      let found = false;
      for (const [kind, pattern] of tokenPatterns) {
        pattern.lastIndex = at;
        const match = pattern.exec(source);
        if (!match) continue;
        if (kind === 'punctuation') depth += match[0] === '(' ? 1 : match[0] === ')' ? -1 : 0;
        if (depth < 0) fail('unexpected ")" in command');
        tokens.push({ kind, text: match[0], at });
        at += match[0].length;
        if (kind === 'number' && /^[\p{L}\p{N}_]/u.test(source.slice(at)))
          fail(`bad number syntax: ${JSON.stringify(match[0] + source.charAt(at))}`);
        if (kind === 'dot' && tokens.at(-2)?.kind === 'field') fail('unexpected <.> in operand');
        if (kind === 'field' && tokens.at(-2)?.kind === 'dot') fail('unexpected . after term "."');
        found = true;
        break;
      }
      if (found) continue;
      const c = source.charAt(at);
      if (c === '"') fail('unterminated quoted string');
      if (c === '`') fail('unterminated raw quoted string');
      if (c === "'") fail('unterminated character constant');
      if (source.startsWith('/*', at) && tokens.length === 0) fail('unclosed comment');
      fail(
        '}{'.includes(c) && tokens.length > 0
          ? `bad character U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${c}'`
          : `unexpected ${JSON.stringify(c)} in command`,
      );
    }
    if (depth > 0) fail('unclosed left paren');
    return tokens;
  }

  function pipeline(tokens: Token[], context: string): Pipeline {
    const out: Pipeline = { variables: [], assign: false, commands: [] };
    const solid = tokens.filter((token) => token.kind !== 'space');
    const declares = (count: number): boolean => solid[count]?.text === ':=' || solid[count]?.text === '=';
    const first = solid[0];
    if (
      first?.kind === 'variable' &&
      (declares(1) || (context === 'range' && solid[1]?.text === ',' && solid[2]?.kind === 'variable' && declares(3)))
    ) {
      const count = declares(1) ? 1 : 3;
      out.assign = solid[count]?.text === '=';
      out.variables = solid.slice(0, count).flatMap((token) => (token.kind === 'variable' ? [token.text] : []));
      for (const variable of out.variables) if (out.assign && !scope.includes(variable)) fail(`undefined variable "${variable}"`);
      const operator = solid[count];
      tokens.splice(0, operator ? tokens.indexOf(operator) + 1 : 0);
    }
    let command: CommandNode = [];
    const finish = (): void => {
      if (command.length === 0)
        fail(out.commands.length === 0 && context !== '' ? `missing value for ${context}` : 'missing value for command');
      out.commands.push(command);
      command = [];
    };
    while (tokens.length > 0 && tokens[0]?.text !== ')') {
      const token = tokens[0];
      if (!token || token.kind === 'space') tokens.shift();
      else if (token.text === '|') {
        if (command.length === 0) fail('unexpected "|" in command');
        finish();
        tokens.shift();
      } else command.push(operand(tokens, context));
    }
    if (command.length > 0 || out.commands.length === 0) finish();
    for (const later of out.commands.slice(1)) {
      const head = later[0];
      if (head && ['literal', 'dot', 'nil'].includes(head.kind))
        fail(`non executable command in pipeline stage ${out.commands.indexOf(later) + 1}`);
    }
    if (!out.assign) scope.push(...out.variables);
    return out;
  }

  function operand(tokens: Token[], context: string): Argument {
    const token = tokens.shift();
    if (!token) return fail(`missing value for ${context}`);
    const start = token.at;
    let end = start + token.text.length;
    let position = start;
    const chain = (): string[] => {
      const fields: string[] = [];
      for (let next = tokens[0]; next?.kind === 'field'; next = tokens[0]) {
        if (fields.length === 0) position = next.at;
        fields.push(next.text.slice(1));
        end = next.at + next.text.length;
        tokens.shift();
      }
      return fields;
    };
    const made = (value: Operand): Argument => ({ ...value, at: position, text: source.slice(start, end) });
    switch (token.kind) {
      case 'dot':
        return made({ kind: 'dot' });
      case 'field':
        return made({ kind: 'field', fields: [token.text.slice(1), ...chain()] });
      case 'variable':
        if (!scope.includes(token.text)) fail(`undefined variable "${token.text}"`);
        return made({ kind: 'variable', name: token.text, fields: chain() });
      case 'string':
        if (/^'(?!(?:[^\\]|\\.[0-9a-fA-F]*)'$)/u.test(token.text)) fail(`malformed character constant: ${token.text}`);
        return made({
          kind: 'literal',
          value: token.text.startsWith("'") ? (unquote(token.text).codePointAt(0) ?? 0) : unquote(token.text),
        });
      case 'number':
        if (Number.isNaN(Number(token.text.replaceAll('_', '')))) fail(`bad number syntax: "${token.text}"`);
        return made({ kind: 'literal', value: Number(token.text.replaceAll('_', '')) });
      case 'word':
        if (token.text === 'true' || token.text === 'false') return made({ kind: 'literal', value: token.text === 'true' });
        if (token.text === 'nil') return made({ kind: 'nil' });
        if (!functions.has(token.text)) fail(`function "${token.text}" not defined`);
        return made({ kind: 'function', name: token.text });
      default:
        if (token.text !== '(') return fail(`unexpected "${token.text}" in operand`);
    }
    const inner = pipeline(tokens, 'parenthesized pipeline');
    const close = tokens.shift();
    end = close ? close.at + 1 : end;
    return made({ kind: 'pipeline', pipeline: inner, fields: chain() });
  }

  /** Nodes up to the `end` or `else` of `owner`; says which it was, with what follows an `else`. */
  function list(owner: string): { nodes: Node[]; end: 'end' | 'else' | 'eof'; rest: Token[] } {
    const nodes: Node[] = [];
    for (;;) {
      const open = source.indexOf('{{', at);
      let text = source.slice(at, open < 0 ? undefined : open);
      if (trimNext) text = text.replace(/^[ \t\r\n]+/, '');
      trimNext = false;
      at = open < 0 ? source.length : open + 2;
      const trims = open >= 0 && /^-[ \t\r\n]/.test(source.slice(at, at + 2));
      if (trims) {
        text = text.replace(/[ \t\r\n]+$/, '');
        at += 1;
      }
      if (text !== '') nodes.push({ kind: 'text', text });
      if (open < 0) {
        if (owner !== '') fail('unexpected EOF');
        return { nodes, end: 'eof', rest: [] };
      }
      const comment = /^\s*\/\*[\s\S]*?\*\/(\s-)?\}\}/.exec(source.slice(at));
      if (comment) {
        at += comment[0].length;
        trimNext = comment[1] !== undefined;
        continue;
      }
      const tokens = action();
      while (tokens[0]?.kind === 'space') tokens.shift();
      const word = tokens[0]?.kind === 'word' ? tokens[0].text : '';
      if (word === 'end' || word === 'else') {
        tokens.shift();
        if (owner === '') fail(`unexpected {{${word}}}`);
        return { nodes, end: word, rest: tokens };
      }
      if (word === 'if' || word === 'range' || word === 'with') {
        tokens.shift();
        nodes.push(control(word, tokens));
      } else if (word === 'break' || word === 'continue') {
        if (loops === 0) fail(`{{${word}}} outside {{range}}`);
        nodes.push({ kind: word });
      } else if (['define', 'template', 'block'].includes(word))
        fail(word === 'block' || word === 'template' ? `unexpected "}}" in ${word} clause` : 'unexpected {{define}}');
      else nodes.push({ kind: 'action', pipeline: pipeline(tokens, 'command') });
    }
  }

  function control(kind: 'if' | 'range' | 'with', tokens: Token[]): Node {
    const outer = scope;
    scope = [...scope];
    const head = pipeline(tokens, kind);
    if (kind === 'range') loops++;
    const body = list(kind);
    if (kind === 'range') loops--;
    let otherwise: Node[] = [];
    if (body.end === 'else') {
      const rest = body.rest.filter((token) => token.kind !== 'space');
      if (rest[0]?.text === 'if' && kind === 'if') {
        body.rest.splice(0, body.rest.indexOf(rest[0]) + 1);
        otherwise = [control('if', body.rest)];
      } else {
        if (rest[0]) fail(`unexpected ${rest[0].text} in else`);
        const second = list(kind);
        if (second.end === 'else') fail('expected end; found {{else}}');
        otherwise = second.nodes;
      }
    }
    scope = outer;
    return { kind, pipeline: head, body: body.nodes, otherwise };
  }

  return list('').nodes;
}
