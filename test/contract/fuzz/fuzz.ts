/** Throws random requests, command lines and Dockerfiles at simulated engines, and says what went wrong. */
import type { EngineRequest } from '../../../src/api/wire.ts';
import { newWorld } from '../../../src/headless/world.ts';
import type { WireCall, World } from '../../../src/sim/world.ts';
import { Choice } from './choice.ts';
import { randomBuild } from './dockerfiles.ts';
import { randomLine } from './lines.ts';
import { randomRequest } from './requests.ts';

export const KINDS = ['requests', 'lines', 'dockerfiles'] as const;
export type Kind = (typeof KINDS)[number];

/** What a run found. */
export interface Found {
  readonly cases: number;
  /** Answers by status (requests, Dockerfiles) or exit code (lines). */
  readonly answers: Readonly<Record<string, number>>;
  /** Docker's own answers of status 500, by message with the particulars left out. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Crashes, hangs, slips that became a 500, changed state after an error: each with the case that shows it. */
  readonly faults: readonly string[];
}

/** Virtual time after which something hangs. A line is killed before that. */
const LIMIT_MS = 120_000;
const LINE_SECONDS = 20;
const KILLED = 137;
/** A world serves for so many cases; then there is a fresh one. */
const CASES_A_WORLD = 250;
/** Endless answers are read for so long. */
const READ_MS = 3000;
/** So long a program that has just been started may take to come to its end. */
const REST_MS = 1500;

const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };
const SCENE = [
  'docker pull -q busybox',
  'docker run -d --name web busybox sleep 1000000',
  'docker create --name box -it busybox sh',
  'docker run --name quiet busybox true',
  'docker volume create data',
  'docker network create net1',
  'docker tag busybox mine:1',
];

/** Where an error may leave its traces, as it does in Docker: a start that failed is noted in the container. */
const NOTED = /\/(start|restart)(\?|$)/;
const SLIP = /TypeError|RangeError|undefined|\[object |is not a function|is not iterable|Cannot read|NaN/;

/** One engine under fire. */
class Target {
  readonly world: World;
  readonly calls: WireCall[] = [];
  #exits = new Map<string, number>();
  #output = new Map<string, string>();
  #sessions = 0;

  private constructor(world: World) {
    this.world = world;
    world.onExit = (session, code) => void this.#exits.set(session, code);
    world.onOutput = (session, data) =>
      void this.#output.set(session, (this.#output.get(session) ?? '') + new TextDecoder().decode(data).slice(0, 2000));
  }

  static async make(seed: number): Promise<Target> {
    const calls: WireCall[] = [];
    const target = new Target(
      await newWorld({ catalog: 'fixtures', seed, onWire: (call) => void (call.status !== null && calls.push(call)) }),
    );
    for (const line of SCENE) await target.run(['sh', '-c', line], false);
    calls.length = 0;
    target.calls.push(...calls);
    Object.defineProperty(target, 'calls', { value: calls });
    return target;
  }

  /** Runs a program of the host; null when it has no end. */
  async run(argv: readonly string[], terminal: boolean): Promise<{ code: number; output: string } | null> {
    const session = `${this.#sessions++}`;
    this.world.input({ kind: 'spawn', session, argv, env: ENV, cwd: '/root', terminal: terminal ? { cols: 80, rows: 24 } : null });
    if (!terminal) this.world.input({ kind: 'eof', session });
    await this.#until(() => this.#exits.has(session), LIMIT_MS);
    const code = this.#exits.get(session);
    const output = this.#output.get(session) ?? '';
    this.#exits.delete(session);
    this.#output.delete(session);
    return code === undefined ? null : { code, output };
  }

  /** Sends a request and reads its answer, an endless one for a while; null when there is none. */
  async ask(request: EngineRequest): Promise<{ status: number; text: string } | null> {
    const { transport } = this.world;
    let status: number | null = null;
    let text = '';
    let over = false;
    let leave = (): void => {};
    const work = (async () => {
      const stream = request.url.includes('/attach') || /\/exec\/[^/]*\/start/.test(request.url);
      const answer = stream ? await transport.connect(request) : await transport.fetch(request);
      status = answer.status;
      const body = 'incoming' in answer ? (answer.refusal ?? answer.incoming) : answer.body;
      if ('close' in answer) leave = () => answer.close();
      const decoder = new TextDecoder();
      if (body instanceof Uint8Array) text = decoder.decode(body);
      else {
        const source = body[Symbol.asyncIterator]();
        if (!('close' in answer)) leave = () => void source.return?.();
        for (let item = await source.next(); !item.done; item = await source.next()) text += decoder.decode(item.value.subarray(0, 4000));
      }
      over = true;
    })();
    let failed: unknown = null;
    work.catch((error: unknown) => {
      failed = error;
      over = true;
    });
    await this.#until(() => status !== null || over, LIMIT_MS);
    if (status !== null && !over) await this.#until(() => over, READ_MS);
    if (!over) leave();
    if (failed) throw failed;
    return status === null ? null : { status, text };
  }

  async rest(): Promise<void> {
    await this.world.run(this.world.clock.now() + REST_MS);
  }

  /** All state that only a request may change. */
  async state(): Promise<string> {
    const snapshot = (await this.world.engine()).snapshot() as Record<string, unknown> & { containers: Record<string, unknown>[] };
    const { events: _, stamp: __, execs: ___, containers, networks, ...rest } = snapshot;
    // A network that is refused late has had its turn at the default pools, as on the real engine (session networks-addresses).
    const { nextPool: ____, ...nets } = networks as Record<string, unknown>;
    // What restarts by itself changes by itself.
    const calm = containers.map(({ log: _, health: __, context, state, ...kept }) => {
      const { RestartPolicy } = kept['hostConfig'] as { RestartPolicy?: { Name?: string } };
      return ['', 'no'].includes(RestartPolicy?.Name ?? '') ? { ...kept, context, state } : kept;
    });
    return JSON.stringify({ ...rest, networks: nets, containers: calm });
  }

  async #until(done: () => boolean, limit: number): Promise<void> {
    const end = this.world.clock.now() + limit;
    await this.world.run(this.world.clock.now(), done);
    while (!done() && this.world.clock.now() < end) await this.world.run(Math.min(end, this.world.clock.now() + 100), done);
  }
}

const general = (text: string): string =>
  text
    .trim()
    .replace(/[0-9a-f]{12,64}|"[^"]*"|\d+/g, '…')
    .slice(0, 100);

/** Where two states differ first. */
function difference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return `${before.slice(Math.max(0, at - 80), at + 80)} became ${after.slice(Math.max(0, at - 80), at + 80)}`;
}

/** Runs `count` cases of a kind from `seed` on. */
export async function fuzz(kind: Kind, count: number, seed: number): Promise<Found> {
  const answers: Record<string, number> = {};
  const refusals: Record<string, number> = {};
  const faults: string[] = [];
  const add = (table: Record<string, number>, key: string): void => void (table[key] = (table[key] ?? 0) + 1);
  for (let done = 0; done < count; ) {
    const chunk = seed + done / CASES_A_WORLD;
    const choice = new Choice(chunk * KINDS.length + KINDS.indexOf(kind));
    const target = await Target.make(chunk);
    const engine = await target.world.engine();
    let before = await target.state();
    for (let n = 0; n < CASES_A_WORLD && done < count; n++, done++) {
      const known = engine.faults.length + target.world.kernel.faults.length;
      target.calls.length = 0;
      let shown: string;
      let refused: boolean;
      if (kind === 'lines') {
        const line = randomLine(choice);
        shown = `docker ${line.map((word) => JSON.stringify(word)).join(' ')}`;
        const ended = await target.run(['timeout', '-s', 'KILL', `${LINE_SECONDS}`, 'docker', ...line], choice.rarely(4));
        if (ended) add(answers, `${ended.code}`);
        if (!ended) faults.push(`no end: ${shown}`);
        else if (SLIP.test(ended.output)) faults.push(`a slip: ${shown}: ${SLIP.exec(ended.output)?.input.slice(0, 300)}`);
        for (const { status, url } of target.calls) if (status === 500) add(refusals, general(url.split('?')[0] ?? ''));
        const changes = target.calls.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
        // What was asked when the client was killed is still under way.
        refused = ended?.code !== KILLED && changes.every(({ status, url }) => (status ?? 0) >= 400 && !NOTED.test(url));
      } else {
        const request = kind === 'requests' ? randomRequest(choice) : randomBuild(choice);
        shown = `${request.method} ${request.url} ${request.body instanceof Uint8Array ? new TextDecoder().decode(request.body).replaceAll('\0', '').slice(0, 700) : ''}`;
        const answer = await target.ask(request);
        if (answer) add(answers, `${answer.status}`);
        if (!answer) faults.push(`no answer: ${shown}`);
        else if (answer.status >= 400 && (SLIP.test(answer.text) || (answer.text === '' && request.method !== 'HEAD')))
          faults.push(`a slip: ${shown}: ${answer.text}`);
        if (answer?.status === 500) add(refusals, general(answer.text));
        refused = answer !== null && answer.status >= 400 && !NOTED.test(request.url);
      }
      for (const fault of [...engine.faults, ...target.world.kernel.faults].slice(known))
        faults.push(`a fault: ${shown}: ${fault instanceof Error ? fault.stack : JSON.stringify(fault)}`);
      if (!refused) await target.rest();
      const after = await target.state();
      if (refused && after !== before) faults.push(`changed after an error: ${shown}: ${difference(before, after)}`);
      before = after;
    }
  }
  return { cases: count, answers, refusals, faults };
}
