/**
 * Runs session files on the simulated machine, each in a fresh world and in virtual time.
 *
 * usage: headless [--catalog fixtures|hub] [--seed N] [--bandwidth N|unlimited] [--out DIR] FILE.session...
 *        headless [--catalog fixtures|hub] [--seed N] [--bandwidth N|unlimited] -c 'COMMAND'
 *        headless --host unix:///PATH|tcp://HOST:PORT [--out DIR] FILE.session...
 *        headless --archive FILE.tar[.gz]
 *
 * With --host: our docker client in a real bash of this machine, on the engine that listens there; what a session leaves
 * behind on it is taken away before the next one. Writes DIR/NAME.json in the golden form (without --out: prints it). With -c: runs one line, exits with its code.
 * With --archive: tells the layers of an archive of images (docker save, OCI layout), their trees and wasted bytes; 1 for one that is refused.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CatalogName } from '../sim/journal.ts';
import { runHostSession } from './host-session.ts';
import { httpTransport, parseHost } from './http-transport.ts';
import { noteLeftovers } from './leftovers.ts';
import { bandwidthOf, catalogOf, seedOf, UsageError } from './options.ts';
import { parseSession, runSession, type Session, type StepResult } from './session.ts';
import { newWorld } from './world.ts';

const USAGE =
  'usage: headless [--catalog fixtures|hub] [--seed N] [--bandwidth N|unlimited] [--out DIR] FILE.session... | -c COMMAND | --host ADDRESS [--out DIR] FILE.session... | --archive FILE';

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        catalog: { type: 'string', default: 'hub' },
        seed: { type: 'string', default: '1' },
        bandwidth: { type: 'string' },
        out: { type: 'string' },
        host: { type: 'string' },
        c: { type: 'string', short: 'c' },
        archive: { type: 'string' },
      },
    });
    const tasks = [values.c !== undefined, values.archive !== undefined, positionals.length > 0];
    if (tasks.filter(Boolean).length !== 1) throw new UsageError(USAGE);
    if (positionals.length === 0 && values.host !== undefined) throw new UsageError(USAGE);
    return {
      ...values,
      catalog: catalogOf(values.catalog),
      seed: seedOf(values.seed),
      speed: values.bandwidth === undefined ? {} : { bandwidth: bandwidthOf(values.bandwidth) },
      files: positionals,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** One command line on a fresh machine; resolves with its exit code. */
async function runLine(command: string, options: { catalog: CatalogName; seed: number; bandwidth?: number | null }): Promise<number> {
  let code: number | null = null;
  const world = await newWorld({
    ...options,
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

/** Plays sessions on the engine at `host`, with our client as a program of this machine. */
async function onHost(host: string): Promise<{ play(session: Session): Promise<StepResult[]>; close(): void }> {
  const { dockerProgram } = await import('./bundle.ts');
  const folder = mkdtempSync(join(tmpdir(), 'huajuan-docker-'));
  const docker = await dockerProgram(folder);
  const wire = httpTransport(parseHost(host));
  return {
    async play(session) {
      const clear = await noteLeftovers(wire);
      try {
        return await runHostSession(session, { docker, host });
      } finally {
        await clear();
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function main(): Promise<number> {
  const { catalog, seed, speed, out, host, c, archive, files } = options();
  if (archive !== undefined) {
    process.stdout.write(await (await import('./archive.ts')).describeArchive(archive));
    return 0;
  }
  if (c !== undefined) return runLine(c, { catalog, seed, ...speed });
  if (out !== undefined) mkdirSync(out, { recursive: true });
  let cut = false;
  // All are read before the first runs: a slip in the last one is told at once.
  const sessions = files.map((file) => ({ file, session: read(file) }));
  const real = host === undefined ? null : await onHost(host);
  try {
    for (const { file, session } of sessions) {
      const name = basename(file).replace(/\.session$/, '');
      const steps = await (real ? real.play(session) : runSession(await newWorld({ catalog, seed, ...speed }), session));
      if (steps.length < session.steps.length) {
        console.error(`headless: ${file}: no end within 40 s: ${steps.at(-1)?.cmd}`);
        cut = true;
      }
      const text = `${JSON.stringify({ session: name, steps }, null, 1)}\n`;
      if (out === undefined) process.stdout.write(text);
      else writeFileSync(join(out, `${name}.json`), text);
    }
  } finally {
    real?.close();
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
