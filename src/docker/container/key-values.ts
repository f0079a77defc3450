import type { Cli } from '../command.ts';
import { pathError, unless } from '../errors.ts';

/** Lines of the files, then the flags' own: `KEY=value`; with `env`, a name alone takes its value from our environment. */
export async function readKeyValues(cli: Cli, files: readonly string[], own: readonly string[], env: boolean): Promise<string[]> {
  const out: string[] = [];
  const look = (name: string): void => {
    const value = cli.env[name];
    if (value !== undefined) out.push(`${name}=${value}`);
  };
  for (const path of files) {
    const bytes = await cli.files
      .read(path)
      .catch((error: unknown) => Promise.reject(pathError((error as { code?: unknown }).code === 'EISDIR' ? 'read' : 'open', path, error)));
    checkUtf8(path, bytes);
    for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const name = text.split('=', 1)[0] ?? '';
      unless(name !== '', `poorly formatted environment: no variable name on line '${text}'`);
      unless(!/\s/.test(name), `poorly formatted environment: variable '${name}' contains whitespaces`);
      if (text.includes('=')) out.push(`${name}=${text.slice(text.indexOf('=') + 1)}`);
      else if (env) look(name);
    }
  }
  for (const value of own) {
    if (!env || value.includes('=')) out.push(value);
    else if (cli.env[value] !== undefined) look(value);
    else out.push(value);
  }
  return out;
}

/** Throws the client's words for a line that is no UTF-8. */
function checkUtf8(path: string, bytes: Uint8Array): void {
  let from = 0;
  for (let number = 1; from <= bytes.length; number++) {
    const end = bytes.indexOf(10, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(line);
    } catch {
      throw new Error(`env file ${path} contains invalid utf8 bytes at line ${number}: [${line.join(' ')}]`);
    }
    if (end < 0) return;
    from = end + 1;
  }
}

/** A list of "key=value" as an object. */
export function toRecord(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => (pair.includes('=') ? [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] : [pair, ''])),
  );
}
