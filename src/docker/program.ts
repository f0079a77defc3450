import type { EngineTransport } from '../api/wire.ts';
import type { Program, ProgramContext, Signal, Sys } from '../sim/kernel/types.ts';
import { runDocker } from './cli.ts';
import { DEFAULT_HOST, nobody } from './endpoint.ts';
import { processWire } from './connections.ts';
import type { CliContext, InputStream, OutputStream } from './context.ts';
import { again, processFiles } from './process-files.ts';

function output(sys: Sys, fd: number): OutputStream {
  return {
    isTTY: sys.isatty(fd),
    async write(data) {
      await again(() => sys.write(fd, data));
    },
  };
}

function input(sys: Sys): InputStream {
  const isTTY = sys.isatty(0);
  const before = isTTY ? sys.tcgetattr(0) : null;
  return {
    isTTY,
    read: () => again(() => sys.read(0)),
    setRaw(raw) {
      if (before) sys.tcsetattr(0, raw ? { canonical: false, echo: false, signals: false, crToNl: false, nlToCrNl: false } : before);
    },
    setEcho(echo) {
      if (before) sys.tcsetattr(0, { ...before, echo: echo && before.echo });
    },
  };
}

/** Told of the command line of every client that starts: what wraps its wire to an address, for whoever looks on. */
type Watch = (argv: readonly string[]) => (host: string, wire: EngineTransport) => EngineTransport;

function contextOf({ argv, env, sys }: ProgramContext, transport: EngineTransport, watch: Watch): CliContext {
  const watched = watch(argv);
  const wire = processWire(watched(DEFAULT_HOST, transport), (callback) => sys.atEnd(callback));
  const handlers = new Map<string, Set<(signal: string) => void>>();
  const onSignal = (signals: readonly string[], callback: (signal: string) => void): (() => void) => {
    for (const name of signals) {
      const signal = name as Signal;
      let set = handlers.get(name);
      if (!set) {
        if (sys.sigactionOf(signal) === 'ignore') continue;
        set = new Set();
        handlers.set(name, set);
        const all = set;
        sys.sigaction(signal, () => {
          for (const one of all) one(name);
        });
      }
      set.add(callback);
    }
    return () => {
      for (const name of signals) {
        const set = handlers.get(name);
        set?.delete(callback);
        if (set?.size !== 0) continue;
        handlers.delete(name);
        sys.sigaction(name as Signal, 'default');
      }
    };
  };
  return {
    args: argv.slice(1),
    env,
    stdin: input(sys),
    stdout: output(sys, 1),
    stderr: output(sys, 2),
    files: processFiles(sys),
    transport: wire,
    hold: (work) => sys.hold(work),
    dial: (host) => (host === DEFAULT_HOST ? wire : watched(host, nobody(host))),
    winsize() {
      const fd = [1, 0].find((one) => sys.isatty(one));
      return fd === undefined ? null : sys.winsize(fd);
    },
    onResize: (callback) => onSignal(['WINCH'], callback),
    onSignal,
    now: () => sys.now(),
    sleep: (ms) => again(() => sys.sleep(ms)),
  };
}

const unwatched: Watch = () => (_host, wire) => wire;

/** The `docker` program of the simulated machine, speaking to the engine behind `transport`. */
export const docker =
  (transport: EngineTransport, watch: Watch = unwatched): Program =>
  (ctx) =>
    runDocker(contextOf(ctx, transport, watch));
