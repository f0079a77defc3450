/**
 * Every simple path of the container machine as a client of the API can walk it, on any engine; and what each operation
 * answers in the state where the path ends.
 */
import { getSimplePaths } from '@xstate/graph';
import { ContainerCreate, ContainerInspect } from '../../src/api/client.ts';
import { readText } from '../../src/api/request.ts';
import type { EngineRequest, EngineTransport } from '../../src/api/wire.ts';
import { type ContainerEvent, containerMachine } from '../../src/sim/engine/container/container.machine.ts';

/** An engine, and how time passes there. */
export interface Subject {
  readonly wire: EngineTransport;
  sleep(ms: number): Promise<void>;
}

/** The state as `docker inspect` tells it. */
interface State {
  readonly status: string;
  readonly exitCode: number;
  readonly error: string;
}

/** What an operation answered, and the state after it; null when the container is gone. */
interface Answer {
  readonly status: number;
  readonly message: string;
  readonly after: State | null;
}

/** A path, the state it ends in, and what every operation does there. */
export interface Walked {
  readonly path: string;
  readonly state: State | null;
  readonly answers: Readonly<Record<string, Answer>>;
}

const EVENTS: readonly ContainerEvent[] = [
  { type: 'START' },
  { type: 'MOUNTED' },
  { type: 'LAYERED' },
  { type: 'ISOLATED' },
  { type: 'EXECUTED', pid: 7, at: 1000 },
  { type: 'FAILED', error: 'no', exitCode: 127 },
  { type: 'PAUSE' },
  { type: 'UNPAUSE' },
  { type: 'STOP' },
  { type: 'CANCEL' },
  { type: 'EXITED', exitCode: 1, oomKilled: false, at: 2000 },
  { type: 'RESTART' },
  { type: 'REMOVE' },
  { type: 'REMOVED' },
  { type: 'REMOVE_FAILED' },
];
/** What comes of itself, unseen, between a call and its answer. */
const UNSEEN: readonly string[] = ['xstate.init', 'MOUNTED', 'LAYERED', 'ISOLATED', 'EXECUTED', 'REMOVED'];
const POLICIES = [
  { policy: 'no', maximumRetryCount: 0 },
  { policy: 'on-failure', maximumRetryCount: 20 },
] as const;

/** Paths that come back to a state they have seen, which no simple path does. */
const FAILS = 'no: START FAILED';
const ROUND = [FAILS, 'no: START PAUSE UNPAUSE', 'on-failure: START EXITED RESTART'];

/**
 * All simple paths as "policy: EVENT EVENT …", and the three shortest ways back. Left out are those where removing fails: no
 * call to an engine that is in order makes it fail.
 */
export function walkablePaths(): string[] {
  const found = POLICIES.flatMap((input) =>
    getSimplePaths(containerMachine, {
      events: [...EVENTS],
      input,
      serializeState: (state: { value: unknown }) => JSON.stringify(state.value),
      limit: 100_000,
    }).map(({ steps }) => {
      const seen = steps.map(({ event }) => event.type as string).filter((type) => !UNSEEN.includes(type));
      return `${input.policy}: ${seen.join(' ')}`;
    }),
  );
  return [...new Set([...found, ...ROUND])].filter((path) => !path.includes('REMOVE_FAILED')).sort();
}

const POST = (path: string): EngineRequest => ({ method: 'POST', url: `/v1.41/containers/ID/${path}`, headers: {} });
const GET = (path: string): EngineRequest => ({ ...POST(path), method: 'GET' });
const withBody = (path: string, value: unknown): EngineRequest => ({
  ...POST(path),
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(value)),
});

/** What is tried in every state. Stop and restart wait for a second at most before they kill. */
const OPERATIONS: Readonly<Record<string, EngineRequest>> = {
  start: POST('start'),
  stop: POST('stop?t=1'),
  restart: POST('restart?t=1'),
  kill: POST('kill'),
  'kill with a signal of no meaning': POST('kill?signal=WINCH'),
  'kill with no signal': POST('kill?signal=NOSUCH'),
  pause: POST('pause'),
  unpause: POST('unpause'),
  rename: POST('rename?name=renamed-NAME'),
  update: withBody('update', { RestartPolicy: { Name: 'no' } }),
  resize: POST('resize?h=24&w=80'),
  exec: withBody('exec', { Cmd: ['true'] }),
  attach: POST('attach?stream=0&stdout=1'),
  top: GET('top'),
  logs: GET('logs?stdout=1'),
  'logs of nothing': GET('logs'),
  changes: GET('changes'),
  delete: { method: 'DELETE', url: '/v1.41/containers/ID', headers: {} },
  'delete by force': { method: 'DELETE', url: '/v1.41/containers/ID?force=1', headers: {} },
};
/** Answers of these are no message. */
const DATA = ['exec', 'attach', 'top', 'logs', 'changes', 'update'];

/** How the container's program behaves, by what the path wants of it. */
function programOf(path: string): string {
  const term = /STOP$|STOP (?!EXITED)/.test(path) && !path.includes('EXITED STOP') ? 'trap "" TERM' : 'trap "exit 3" TERM';
  // Four quick failures after the first: then it stays away for 1.6 seconds, time enough to look at it.
  const fails = 'n=$(cat /n 2>/dev/null || echo 0); echo $((n + 1)) >/n; if [ $n -ge 1 ] && [ $n -le 4 ]; then exit 1; fi';
  return `${path.startsWith('on-failure: START EXITED') ? `${fails}; ` : ''}trap "exit 1" USR1; ${term}; echo ready; while :; do sleep 0.1; done`;
}

/** Walks containers along a path on one engine. */
class Walk {
  readonly #subject: Subject;
  readonly #path: string;
  readonly #name: string;
  #id = '';
  #starts = 0;

  constructor(subject: Subject, path: string, name: string) {
    this.#subject = subject;
    this.#path = path;
    this.#name = name;
  }

  /** Leads a fresh container to where the path ends. */
  async begin(): Promise<void> {
    const [policy = '', events = ''] = this.#path.split(': ');
    const { wire } = this.#subject;
    const { Id } = await ContainerCreate(
      wire,
      {
        Image: 'busybox',
        Cmd: this.#path === FAILS ? ['/no/such/program'] : ['sh', '-c', programOf(this.#path)],
        StopSignal: 'SIGTERM',
        HostConfig: { RestartPolicy: { Name: policy, MaximumRetryCount: policy === 'on-failure' ? 20 : 0 } },
      } as never,
      { name: this.#name },
    );
    this.#id = Id;
    const steps = events.split(' ').filter((event) => event !== '');
    for (const [n, event] of steps.entries()) await this.#step(event, steps[n - 1], steps[n + 1]);
  }

  async #step(event: string, before: string | undefined, after: string | undefined): Promise<void> {
    if (event === 'START') {
      await this.#send(POST('start'));
      if (this.#path !== FAILS) await this.#ready();
    } else if (event === 'PAUSE') await this.#send(POST('pause'));
    else if (event === 'UNPAUSE') await this.#send(POST('unpause'));
    else if (event === 'STOP' && after === 'EXITED') await this.#send(POST('stop?t=5'));
    else if (event === 'STOP' && before === 'EXITED') await this.#send(POST('stop?t=1'));
    else if (event === 'STOP') {
      // It does not listen: the state is between the signal and the kill.
      void this.#send(POST('stop?t=8')).catch(() => {});
      await this.#subject.sleep(200);
      // A frozen container thaws to get the signal, a little later.
      await this.#until(({ State }) => !State.Paused);
    } else if (event === 'CANCEL') await this.#send(POST('kill'));
    else if (event === 'EXITED' && before === 'PAUSE') await this.#send(POST('kill'));
    else if (event === 'EXITED' && before !== 'STOP') {
      await this.#send(POST('kill?signal=USR1'));
      if (this.#path.startsWith('on-failure')) await this.#until(({ RestartCount, State }) => State.Restarting && RestartCount === 5);
      else await this.#until(({ State }) => !State.Running);
    } else if (event === 'RESTART') {
      await this.#until(({ State }) => State.Running && !State.Restarting);
      await this.#ready();
    } else if (event === 'REMOVE') await this.#send(OPERATIONS['delete'] as EngineRequest);
  }

  async #until(
    holds: (container: { State: { Running: boolean; Restarting: boolean; Paused: boolean }; RestartCount: number }) => boolean,
  ): Promise<void> {
    for (let waited = 0; waited < 30_000; waited += 20) {
      const { value } = await ContainerInspect(this.#subject.wire, this.#id);
      if (holds(value)) return;
      await this.#subject.sleep(20);
    }
    throw new Error(`${this.#path}: never came to be`);
  }

  /** Waits until the program that runs has set its traps. */
  async #ready(): Promise<void> {
    const runs = this.#path.endsWith('RESTART') && this.#starts++ > 0 ? 2 : 1;
    for (let waited = 0; waited < 30_000; waited += 20) {
      const { text } = await this.#send(GET('logs?stdout=1'));
      if (text.split('ready').length > runs) return;
      await this.#subject.sleep(20);
    }
    throw new Error(`${this.#path}: its program never got ready`);
  }

  async #send(request: EngineRequest): Promise<{ status: number; text: string }> {
    const url = request.url.replace('ID', this.#id).replace('NAME', this.#name);
    const { status, body } = await this.#subject.wire.fetch({ ...request, url });
    return { status, text: status === 204 || status === 304 ? '' : await readText(body) };
  }

  async state(): Promise<State | null> {
    const { status, text } = await this.#send(GET('json'));
    if (status === 404) return null;
    const { State } = JSON.parse(text) as { State: { Status: string; ExitCode: number; Error: string } };
    return { status: State.Status, exitCode: State.ExitCode, error: this.#plain(State.Error) };
  }

  async try(operation: string, request: EngineRequest): Promise<Answer> {
    const { status, text } = await this.#send(request);
    const message = status < 400 && DATA.includes(operation) ? '' : text.trim();
    if (status < 400) await this.#subject.sleep(REST_MS);
    return { status, message: this.#plain(message), after: await this.state() };
  }

  /** Takes the container away, whatever state it is in. */
  async end(): Promise<void> {
    await this.#send(OPERATIONS['delete by force'] as EngineRequest);
  }

  #plain(text: string): string {
    return text
      .replaceAll(this.#id, '<id>')
      .replaceAll(this.#id.slice(0, 12), '<id>')
      .replaceAll(this.#name, '<name>')
      .replace(/[0-9a-f]{64}/g, '<sandbox>');
  }
}

/** So long whatever an answer has set going (a signal, an exit) takes to come to rest. */
const REST_MS = 500;

/** Walks one path; an operation that changes something gives the next one a fresh container. */
export async function walk(subject: Subject, path: string): Promise<Walked> {
  const answers: Record<string, Answer> = {};
  const begin = async (): Promise<Walk> => {
    const one = new Walk(subject, path, `walk-${path}`.replace(/[^a-zA-Z-]/g, '-'));
    await one.begin();
    return one;
  };
  // Between two starts time itself is a change.
  const fleeting = path.startsWith('on-failure: START EXITED') && path.split(' ').length === 3;
  let one = await begin();
  const state = await one.state();
  for (const [operation, request] of Object.entries(OPERATIONS)) {
    const answer = await one.try(operation, request);
    answers[operation] = answer;
    if (!fleeting && answer.status >= 400 && JSON.stringify(answer.after) === JSON.stringify(state)) continue;
    await one.end();
    one = await begin();
  }
  await one.end();
  return { path, state, answers };
}

/** Containers mostly wait: so many paths are walked at the same time. */
const AT_ONCE = 4;

/** Walks paths on an engine where time passes by itself. */
export function walkAll(subject: Subject, paths: readonly string[]): ReadonlyMap<string, Promise<Walked>> {
  const walked = new Map<string, Promise<Walked>>();
  const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  for (const [n, path] of paths.entries()) {
    const one = (lanes[n % AT_ONCE] ?? Promise.resolve()).then(() => walk(subject, path));
    lanes[n % AT_ONCE] = one.catch(() => {});
    walked.set(path, one);
  }
  return walked;
}
