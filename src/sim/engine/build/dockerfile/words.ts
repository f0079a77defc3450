/** How the parts of a Dockerfile's line are told apart, instruction by instruction (BuildKit's line parsers). */

/** White space as Go's unicode.IsSpace has it in what people type. */
const isSpace = (char: string): boolean => /[\s\u0085]/.test(char);

/** The white space between an instruction and its arguments. */
export const WHITE_SPACE = /[\t\v\f\r ]+/;

/** The first word and the rest of a text. */
export function splitOnce(text: string): [first: string, rest: string | null] {
  const match = WHITE_SPACE.exec(text);
  return match ? [text.slice(0, match.index), text.slice(match.index + match[0].length)] : [text, null];
}

/** The flags ("--from=x") before an instruction's arguments, and the arguments. */
export function splitFlags(line: string): { flags: string[]; rest: string } {
  const flags: string[] = [];
  let [word, quote, inWord, keeps] = ['', '', false, false];
  const end = (): void => {
    if (word !== '--' && (keeps || word !== '')) flags.push(word);
    word = '';
    keeps = false;
  };
  for (let at = 0; at < line.length; at++) {
    let char = line.charAt(at);
    if (!inWord) {
      if (isSpace(char)) continue;
      if (char !== '-' || line.charAt(at + 1) !== '-') return { flags, rest: line.slice(at) };
      inWord = true;
    }
    if (quote === '' && isSpace(char)) {
      inWord = false;
      if (word === '--') return { flags, rest: line.slice(at) };
      end();
      continue;
    }
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      keeps = true;
      continue;
    }
    if (char === quote) {
      quote = '';
      continue;
    }
    if (char === '\\') {
      char = line.charAt(++at);
      if (char === '') break;
    }
    word += char;
  }
  end();
  return { flags, rest: '' };
}

/** Words between white space; quotes keep theirs together and, like escapes, stay in the word. */
export function quotedWords(text: string, escapeChar: string): string[] {
  const words: string[] = [];
  let [word, quote, inWord, keeps] = ['', '', false, false];
  const end = (): void => {
    if (keeps || word !== '') words.push(word);
    word = '';
    keeps = false;
  };
  const chars = [...text];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (quote === '' && isSpace(char)) {
      if (inWord) end();
      inWord = false;
      continue;
    }
    inWord = true;
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      keeps = true;
      word += char;
      continue;
    }
    if (char === escapeChar && quote !== "'") {
      // At the end of a line it stands for nothing.
      const next = chars[at + 1];
      if (next === undefined) break;
      word += char + next;
      at++;
      continue;
    }
    if (char === quote) quote = '';
    word += char;
  }
  end();
  return words;
}

/** The list in a text that begins with one in JSON (what follows it goes unread); null when it is no JSON list. */
export function jsonList(text: string): unknown[] | null {
  const start = text.trimStart();
  if (!start.startsWith('[')) return null;
  for (let end = start.indexOf(']'); end >= 0; end = start.indexOf(']', end + 1)) {
    try {
      return JSON.parse(start.slice(0, end + 1)) as unknown[];
    } catch {
      // A bracket inside a text, or of an inner list.
    }
  }
  return null;
}
