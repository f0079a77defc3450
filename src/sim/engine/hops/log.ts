/** Writes down what happens for docker's commands, hop by hop: for whoever looks on. Nothing in the world depends on it. */
import type { Hop, HopActor, HopCommand, HopFact } from '../../../api/hops.ts';
import type { Clock } from '../../clock.ts';

/** How many past hops a late listener still gets. */
const KEPT = 600;
/** Hops of one command beyond this (a container that restarts for ever) are not kept, except the client's own. */
const OF_ONE = 240;
/** Commands that a container's later doings are put down to. */
const REMEMBERED = 200;

/** Requests that may make the daemon speak to others, when none names what it is about. */
const MAY_ASK: Readonly<Partial<Record<HopActor, RegExp>>> = {
  registry: /\/(images\/create|images\/[^?]*\/push|images\/search|build|auth|distribution\/)/,
  containerd: /\/(containers\/[^?]*\/(start|stop|kill|restart|pause|unpause|update)|exec\/[^/]*\/start|build|containers\/prune)|DELETE /,
  storage: /\/(images\/create|images\/load|build|commit|containers\/create|containers\/prune)|DELETE /,
};

/** A hop as it begins. */
export interface HopStart {
  readonly from: HopActor;
  readonly to: HopActor;
  readonly what: string;
  readonly where?: string;
  /** What it is about, by all its names (container, exec, repository): finds the request that made it happen. */
  readonly about?: readonly string[];
  readonly parent?: Hop | null;
  readonly command?: HopCommand | null;
  readonly asked?: readonly HopFact[];
  readonly answered?: readonly HopFact[];
  readonly sent?: number;
  /** Began this much before now, virtual milliseconds. */
  readonly ago?: number;
}

type Change = Partial<Pick<Hop, 'status' | 'outcome' | 'sent' | 'received' | 'answered' | 'note'>>;

export class HopLog {
  readonly clock: Pick<Clock, 'now'>;
  /** The name of a container, or "". */
  nameOf: (container: string) => string = () => '';
  readonly #kept = new Map<number, Hop>();
  /** The client's requests that are not over, the latest last. */
  readonly #open = new Map<number, Hop>();
  readonly #listeners = new Set<(hop: Hop) => void>();
  readonly #counts = new WeakMap<HopCommand, number>();
  /** Which hop a container was worked with for last. */
  readonly #doing = new Map<string, Hop>();
  /** The command whose client is asking registries itself. */
  #direct: HopCommand | null = null;
  #ids = 0;
  #seq = 0;
  #commands = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.clock = clock;
  }

  /** A docker client was started. */
  command(argv: readonly string[]): HopCommand {
    const command = { id: ++this.#commands, argv };
    this.tell({ from: 'terminal', to: 'client', what: argv.join(' '), command });
    return command;
  }

  /** Something begins. */
  begin(start: HopStart): Hop {
    const { about = [], asked = [], answered = [], where = '', ago = 0 } = start;
    const direct = start.to === 'registry' ? this.#direct : null;
    const command = direct ?? start.command ?? null;
    const parent = start.parent === undefined ? (command ? null : this.#causeOf(start.to, about)) : start.parent;
    const hop: Hop = {
      id: ++this.#ids,
      seq: ++this.#seq,
      at: this.clock.now() - ago,
      command: command ?? parent?.command ?? null,
      parent: parent?.id ?? null,
      from: direct ? 'client' : start.from,
      to: start.to,
      what: start.what,
      where,
      status: null,
      outcome: 'open',
      ms: ago,
      sent: start.sent ?? 0,
      received: 0,
      asked,
      answered,
      note: '',
    };
    if (hop.from === 'client' && hop.to === 'dockerd') this.#open.set(hop.id, hop);
    const [subject] = about;
    if (subject !== undefined && parent) {
      this.#doing.delete(subject);
      this.#doing.set(subject, parent);
      for (const oldest of this.#doing.keys()) if (this.#doing.size > REMEMBERED) this.#doing.delete(oldest);
    }
    const count = hop.command ? (this.#counts.get(hop.command) ?? 0) + 1 : 0;
    if (hop.command) this.#counts.set(hop.command, count);
    if (count <= OF_ONE || hop.from === 'client') this.#put(hop);
    return hop;
  }

  /** Whether a request is open that asks for such a thing. */
  isAsked(what: RegExp): boolean {
    return [...this.#open.values()].some((hop) => what.test(hop.what));
  }

  /** More is known of a hop: its answer, its end. */
  change({ id }: Hop, change: Change): void {
    const hop = this.#kept.get(id);
    if (!hop) return;
    const changed: Hop = { ...hop, ...change, seq: ++this.#seq, ms: this.clock.now() - hop.at };
    if (this.#open.has(id)) {
      if (changed.outcome === 'open') this.#open.set(id, changed);
      else this.#open.delete(id);
    }
    this.#put(changed);
  }

  /** Something that is done as soon as it is asked. */
  tell(start: HopStart, note = ''): Hop {
    const hop = this.begin(start);
    this.change(hop, { outcome: note === '' ? 'ok' : 'failed', note });
    return hop;
  }

  /** Until `work` is done it is the client of `command` that asks registries, not the daemon. */
  async byItself<T>(command: HopCommand, work: Promise<T>): Promise<T> {
    this.#direct = command;
    try {
      return await work;
    } finally {
      this.#direct = null;
    }
  }

  /** Calls back for what is kept and for all that comes. */
  subscribe(listener: (hop: Hop) => void): () => void {
    for (const hop of this.#kept.values()) listener(hop);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #put(hop: Hop): void {
    this.#kept.set(hop.id, hop);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
      this.#open.delete(oldest);
    }
    for (const listener of this.#listeners) listener(hop);
  }

  /** The latest open request that names it, or else may ask for such a thing; or else what was done with it last. */
  #causeOf(to: HopActor, about: readonly string[]): Hop | null {
    const open = [...this.#open.values()].reverse();
    const named = open.find(({ what }) => about.some((name) => names(what, name)));
    if (named) return named;
    const may = MAY_ASK[to === 'runc' || to === 'kernel' || to === 'dockerd' ? 'containerd' : to];
    return open.find(({ what }) => may?.test(what)) ?? this.#doing.get(about[0] ?? '') ?? null;
  }
}

/** Whether a request line has a name, or the beginning of an ID, as a part of its path or as a parameter. */
function names(what: string, name: string): boolean {
  if (name === '') return false;
  const parts = decoded(what).split(/[/?&= ]/);
  return parts.some((part) => part === name || (part.length >= 3 && /^[0-9a-f]{64}$/.test(name) && name.startsWith(part)));
}

/** What cannot be decoded is looked at as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
