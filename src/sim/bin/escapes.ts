const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/**
 * Backslash escapes of echo -e, printf and `%b`: octal is `\0nnn` in echo and `%b`, `\nnn` in a printf format.
 * `stop` says that a `\c` ended the output.
 */
export function decodeEscapes(text: string, style: 'echo' | 'printf'): { text: string; stop: boolean } {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const next = text.charAt(i + 1);
    if (char !== '\\' || next === '') {
      out += char;
      continue;
    }
    const octal = (style === 'echo' ? /^0[0-7]{0,3}/ : /^[0-7]{1,3}/).exec(text.slice(i + 1))?.[0];
    const hex = /^x[0-9a-fA-F]{1,2}/.exec(text.slice(i + 1))?.[0];
    i++;
    if (next === 'c') return { text: out, stop: true };
    if (octal !== undefined) {
      out += String.fromCharCode(Number.parseInt(octal, 8) & 255);
      i += octal.length - 1;
    } else if (hex !== undefined) {
      out += String.fromCharCode(Number.parseInt(hex.slice(1), 16));
      i += hex.length - 1;
    } else if (style === 'printf' && (next === '"' || next === "'")) out += next;
    else out += SIMPLE[next] ?? `\\${next}`;
  }
  return { text: out, stop: false };
}
