import type { HealthState } from '../../../api/types.ts';
import type { Timer } from '../../clock.ts';
import type { Daemon } from '../daemon.ts';
import { EngineError } from '../../errors.ts';
import { Exec, runExec } from '../exec.ts';
import { rfc3339 } from '../time.ts';
import type { Container } from './container.ts';
import { emit } from './exit.ts';

const NANOS = 1e6;
/** What holds when the check does not say: milliseconds, and failures in a row. */
const USUAL = { interval: 30_000, timeout: 30_000, retries: 3 };
/** So many results are kept, with so many bytes of output each. */
const KEPT = 5;
const MOST_OUTPUT = 4096;

interface ProbeResult {
  readonly start: number;
  readonly end: number;
  readonly exitCode: number;
  readonly output: string;
}

/** What is known of a container's health. */
export class Health {
  status: 'starting' | 'healthy' | 'unhealthy' = 'starting';
  failingStreak = 0;
  readonly log: ProbeResult[] = [];
  /** The next probe, or the end of the one that runs. */
  timer: Timer | null = null;
  /** Counts the times of watching: a probe of an earlier one no longer counts. */
  watch = 0;

  /** `.State.Health` */
  get state(): HealthState {
    return {
      Status: this.status,
      FailingStreak: this.failingStreak,
      Log: this.log.map(({ start, end, exitCode, output }) => ({
        Start: rfc3339(start),
        End: rfc3339(end),
        ExitCode: exitCode,
        Output: output,
      })),
    };
  }
}

/** The words of the probe, null when there is none. */
function probeOf({ config: { Healthcheck, Shell } }: Container): readonly string[] | null {
  const [kind, ...words] = Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), ...words] : null;
}

/** A container has started: its health is not known yet. */
export function startHealthChecks(daemon: Daemon, container: Container): void {
  if (!container.config.Healthcheck?.Test?.length || probeOf(container) === null) {
    container.health = null;
    return;
  }
  container.health ??= new Health();
  container.health.status = 'starting';
  container.health.failingStreak = 0;
  watchHealth(daemon, container);
}

/** Lets the probes begin (again), as after a pause. */
export function watchHealth(daemon: Daemon, container: Container): void {
  const { health } = container;
  const words = probeOf(container);
  if (!health || !words) return;
  health.watch++;
  schedule(daemon, container, health, words);
}

/** No more probes; what is not watched counts as unhealthy. */
export function stopHealthChecks({ health }: Container): void {
  if (!health) return;
  health.watch++;
  health.timer?.cancel();
  health.timer = null;
  health.status = 'unhealthy';
}

function schedule(daemon: Daemon, container: Container, health: Health, words: readonly string[]): void {
  const { watch } = health;
  const interval = (container.config.Healthcheck?.Interval ?? 0) / NANOS || USUAL.interval;
  health.timer = daemon.clock.after(interval, () => {
    void probe(daemon, container, health, words).then((result) => {
      if (health.watch !== watch) return;
      take(daemon, container, health, result);
      schedule(daemon, container, health, words);
    });
  });
}

/** Runs the check once, as a further process of the container. */
async function probe(daemon: Daemon, container: Container, health: Health, words: readonly string[]): Promise<ProbeResult> {
  const start = daemon.stamps.next();
  const timeout = (container.config.Healthcheck?.Timeout ?? 0) / NANOS || USUAL.timeout;
  const exec = new Exec(daemon.parts.random.hex(64), container, { Cmd: [...words], AttachStdout: true, AttachStderr: true });
  const pieces: number[] = [];
  exec.io.listen({
    output: (_stream, data) => {
      if (pieces.length < MOST_OUTPUT) pieces.push(...data.subarray(0, MOST_OUTPUT - pieces.length));
    },
    end: () => {},
  });
  emit(daemon, container, `exec_create: ${exec.line}`, { execID: exec.id });
  const done = (exitCode: number, output: string): ProbeResult => ({ start, end: daemon.stamps.next(), exitCode, output });
  try {
    const task = runExec(daemon, exec);
    return await new Promise<ProbeResult>((resolve) => {
      const limit = daemon.clock.after(timeout, () => {
        task.kill('KILL');
        resolve(done(-1, `Health check exceeded timeout (${goDuration(timeout)})`));
      });
      health.timer = limit;
      void task.ended.then((code) => {
        limit.cancel();
        resolve(done(code, new TextDecoder().decode(Uint8Array.from(pieces))));
      });
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return done(-1, error.message);
  }
}

function take(daemon: Daemon, container: Container, health: Health, result: ProbeResult): void {
  const { StartPeriod = 0, Retries = 0 } = container.config.Healthcheck ?? {};
  const before = health.status;
  health.log.push(result);
  if (health.log.length > KEPT) health.log.shift();
  if (result.exitCode === 0) {
    health.failingStreak = 0;
    health.status = 'healthy';
  } else if (before !== 'starting' || result.start - (container.snapshot.context.startedAt ?? 0) >= StartPeriod / NANOS) {
    health.failingStreak++;
    if (health.failingStreak >= (Retries || USUAL.retries)) health.status = 'unhealthy';
  }
  if (health.status !== before) emit(daemon, container, `health_status: ${health.status}`);
}

/** "1s", "1m30s", "500ms" */
function goDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms % 60_000) / 1000];
  return `${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${seconds}s`;
}
