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
    for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const name = (text.split('=', 1)[0] ?? '').trimEnd();
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

/** A list of "key=value" as an object. */
export function toRecord(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => (pair.includes('=') ? [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] : [pair, ''])),
  );
}
