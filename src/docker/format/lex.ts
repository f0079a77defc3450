/** The tokens of Go's text/template (package text/template/parse of Go 1.19). */

export type TokenKind =
  | 'eof'
  | 'error'
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'identifier'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'keyword'
  | '('
  | ')'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'string';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins, in UTF-16 units of the source. */
  readonly at: number;
  readonly line: number;
}

const KEYWORDS = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);
const SPACE = ' \t\r\n';
const isSpace = (c: string): boolean => c !== '' && SPACE.includes(c);
const isAlphaNumeric = (c: string): boolean => c !== '' && /[_\p{L}\p{Nd}]/u.test(c);

/** A character as %#U writes it: "U+007D '}'". */
function unicode(c: string): string {
  const code = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}]/u.test(c) ? `U+${code}` : `U+${code} '${c}'`;
}

/** All tokens of a source; the last is `eof` or `error` (its text says what is wrong). */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let start = 0;
  let depth = 0;
  let startLine = 1;

  const next = (): string => {
    const code = source.codePointAt(at);
    if (code === undefined) return '';
    const c = String.fromCodePoint(code);
    at += c.length;
    return c;
  };
  const peek = (): string => {
    const code = source.codePointAt(at);
    return code === undefined ? '' : String.fromCodePoint(code);
  };
  const lineBreaks = (text: string): number => text.split('\n').length - 1;
  const ignore = (): void => {
    startLine += lineBreaks(source.slice(start, at));
    start = at;
  };
  const emit = (kind: TokenKind): void => {
    tokens.push({ kind, text: source.slice(start, at), at: start, line: startLine });
    ignore();
  };
  /** Ends it all with an error. */
  const fail = (message: string): false => {
    tokens.push({ kind: 'error', text: message, at: start, line: startLine });
    return false;
  };
  const leftTrim = (from: number): boolean => source.charAt(from) === '-' && isSpace(source.charAt(from + 1));
  const rightTrim = (from: number): boolean => isSpace(source.charAt(from)) && source.charAt(from + 1) === '-';
  const spaces = (from: number): number => {
    let end = from;
    while (isSpace(source.charAt(end))) end++;
    return end - from;
  };
  /** Whether "}}" or " -}}" stands here; "trim" for the latter. */
  const rightDelimiter = (): 'no' | 'plain' | 'trim' => {
    if (rightTrim(at) && source.startsWith('}}', at + 2)) return 'trim';
    return source.startsWith('}}', at) ? 'plain' : 'no';
  };
  const atTerminator = (): boolean => {
    const c = peek();
    return c === '' || isSpace(c) || '.,|:)('.includes(c) || source.startsWith('}}', at);
  };

  function text(): boolean {
    const open = source.indexOf('{{', at);
    if (open < 0) {
      at = source.length;
      if (at > start) emit('text');
      emit('eof');
      return false;
    }
    at = open;
    let end = open;
    if (leftTrim(open + 2)) while (end > start && isSpace(source.charAt(end - 1))) end--;
    at = end;
    if (at > start) emit('text');
    at = open;
    ignore();
    return left();
  }

  function left(): boolean {
    at += 2;
    const trimmed = leftTrim(at);
    const marker = trimmed ? 2 : 0;
    if (source.startsWith('/*', at + marker)) {
      at += marker;
      ignore();
      return comment();
    }
    emit('left');
    at += marker;
    ignore();
    depth = 0;
    return inside();
  }

  function comment(): boolean {
    at += 2;
    const end = source.indexOf('*/', at);
    if (end < 0) return fail('unclosed comment');
    at = end + 2;
    const close = rightDelimiter();
    if (close === 'no') return fail('comment ends before closing delimiter');
    at += close === 'trim' ? 4 : 2;
    if (close === 'trim') at += spaces(at);
    ignore();
    return true;
  }

  function right(): void {
    const trim = rightTrim(at);
    if (trim) {
      at += 2;
      ignore();
    }
    at += 2;
    emit('right');
    if (!trim) return;
    at += spaces(at);
    ignore();
  }

  /** All of an action up to its end. */
  function inside(): boolean {
    for (;;) {
      if (rightDelimiter() !== 'no') {
        if (depth > 0) return fail('unclosed left paren');
        right();
        return true;
      }
      const c = next();
      if (c === '') return fail('unclosed action');
      if (isSpace(c)) {
        at -= 1;
        at += spaces(at);
        const count = at - start;
        if (rightTrim(at - 1) && source.startsWith('}}', at + 1)) {
          at -= 1;
          if (count === 1) {
            right();
            return true;
          }
        }
        emit('space');
      } else if (c === '=') emit('assign');
      else if (c === ':') {
        if (next() !== '=') return fail('expected :=');
        emit('declare');
      } else if (c === '|') emit('pipe');
      else if (c === '"') {
        if (!quoted('"')) return fail('unterminated quoted string');
        emit('string');
      } else if (c === '`') {
        const end = source.indexOf('`', at);
        if (end < 0) return fail('unterminated raw quoted string');
        at = end + 1;
        emit('rawString');
      } else if (c === "'") {
        if (!quoted("'")) return fail('unterminated character constant');
        emit('charConstant');
      } else if (c === '$' || (c === '.' && !/\d/.test(source.charAt(at)))) {
        if (!name(c)) return false;
      } else if (/[.+\-0-9]/.test(c)) {
        at -= 1;
        if (!number()) return false;
      } else if (isAlphaNumeric(c)) {
        at -= c.length;
        if (!identifier()) return false;
      } else if (c === '(') {
        emit('(');
        depth++;
      } else if (c === ')') {
        emit(')');
        if (--depth < 0) return fail(`unexpected right paren ${unicode(c)}`);
      } else if (/[ -~]/.test(c)) emit('char');
      else return fail(`unrecognized character in action: ${unicode(c)}`);
    }
  }

  function quoted(end: string): boolean {
    for (;;) {
      let c = next();
      if (c === '\\') {
        c = next();
        if (c !== '' && c !== '\n') continue;
      }
      if (c === '' || c === '\n') return false;
      if (c === end) return true;
    }
  }

  /** A field or variable after its "." or "$". */
  function name(sign: string): boolean {
    if (sign === '.' && at === source.length) {
      emit('dot');
      return true;
    }
    if (atTerminator()) {
      emit(sign === '$' ? 'variable' : 'dot');
      return true;
    }
    while (isAlphaNumeric(peek())) next();
    if (!atTerminator()) return fail(`bad character ${unicode(peek())}`);
    emit(sign === '$' ? 'variable' : 'field');
    return true;
  }

  function identifier(): boolean {
    while (isAlphaNumeric(peek())) next();
    const word = source.slice(start, at);
    if (!atTerminator()) return fail(`bad character ${unicode(peek())}`);
    if (KEYWORDS.has(word)) emit('keyword');
    else if (word === 'nil') emit('nil');
    else emit(word === 'true' || word === 'false' ? 'bool' : 'identifier');
    return true;
  }

  const accept = (set: string): boolean => {
    if (at >= source.length || !set.includes(source.charAt(at))) return false;
    at++;
    return true;
  };
  const run = (set: string): void => {
    while (accept(set));
  };

  function scanNumber(): boolean {
    accept('+-');
    let digits = '0123456789_';
    if (accept('0')) {
      if (accept('xX')) digits = '0123456789abcdefABCDEF_';
      else if (accept('oO')) digits = '01234567_';
      else if (accept('bB')) digits = '01_';
    }
    run(digits);
    if (accept('.')) run(digits);
    if ((digits.length === 11 && accept('eE')) || (digits.length === 23 && accept('pP'))) {
      accept('+-');
      run('0123456789_');
    }
    accept('i');
    if (!isAlphaNumeric(peek())) return true;
    next();
    return false;
  }

  function number(): boolean {
    const syntax = (): false => fail(`bad number syntax: ${JSON.stringify(source.slice(start, at))}`);
    if (!scanNumber()) return syntax();
    if (!/[+-]/.test(peek()) || peek() === '') {
      emit('number');
      return true;
    }
    if (!scanNumber() || source.charAt(at - 1) !== 'i') return syntax();
    emit('complex');
    return true;
  }

  while (text());
  return tokens;
}
