/**
 * Runs session files on the simulated machine, each in a fresh world and in virtual time.
 *
 * usage: headless [--catalog fixtures|hub] [--seed N] [--out DIR] FILE.session...
 *        headless [--catalog fixtures|hub] [--seed N] -c 'COMMAND'
 *
 * Writes DIR/NAME.json in the golden form (without --out: prints it). With -c: runs one line, exits with its code.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CatalogName } from '../sim/journal.ts';
import { parseSession, runSession, type Session } from './session.ts';
import { newWorld } from './world.ts';

const USAGE = 'usage: headless [--catalog fixtures|hub] [--seed N] [--out DIR] FILE.session... | -c COMMAND';

class UsageError extends Error {}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        catalog: { type: 'string', default: 'hub' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
        c: { type: 'string', short: 'c' },
      },
    });
    if (values.catalog !== 'fixtures' && values.catalog !== 'hub')
      throw new UsageError(`no catalog named ${values.catalog}: fixtures or hub`);
    if (!/^\d+$/.test(values.seed)) throw new UsageError(`--seed takes a number, not ${values.seed}`);
    if ((values.c === undefined) === (positionals.length === 0)) throw new UsageError(USAGE);
    return { ...values, catalog: values.catalog as CatalogName, seed: Number(values.seed), files: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** One command line on a fresh machine; resolves with its exit code. */
async function runLine(command: string, catalog: CatalogName, seed: number): Promise<number> {
  let code: number | null = null;
  const world = await newWorld({
    catalog,
    seed,
    onOutput: (_, data, error) => void (error ? process.stderr : process.stdout).write(data),
    onExit: (_, status) => {
      code = status;
    },
  });
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    TERM: 'xterm',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
  world.input({ kind: 'spawn', session: 'line', argv: ['/bin/bash', '-c', command], env, cwd: '/root', terminal: null });
  world.input({ kind: 'eof', session: 'line' });
  await world.run(Number.POSITIVE_INFINITY, () => code !== null);
  if (code === null) throw new Error('the machine stands still: the command waits for something that will never come');
  return code;
}

/** Reads a session file; throws an Error that names the file and what is wrong with it. */
function read(file: string): Session {
  try {
    return parseSession(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: ${code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder, not a session file' : message}`);
  }
}

async function main(): Promise<number> {
  const { catalog, seed, out, c, files } = options();
  if (c !== undefined) return runLine(c, catalog, seed);
  if (out !== undefined) mkdirSync(out, { recursive: true });
  let cut = false;
  // All are read before the first runs: a slip in the last one is told at once.
  for (const { file, session } of files.map((file) => ({ file, session: read(file) }))) {
    const name = basename(file).replace(/\.session$/, '');
    const steps = await runSession(await newWorld({ catalog, seed }), session);
    if (steps.length < session.steps.length) {
      console.error(`headless: ${file}: no end within 40 s: ${steps.at(-1)?.cmd}`);
      cut = true;
    }
    const text = `${JSON.stringify({ session: name, steps }, null, 1)}\n`;
    if (out === undefined) process.stdout.write(text);
    else writeFileSync(join(out, `${name}.json`), text);
  }
  return cut ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`headless: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
