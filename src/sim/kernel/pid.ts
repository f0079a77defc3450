/** A PID namespace (pid_namespaces(7)): numbers its processes from 1; the host's sees those of all others too. */
export class PidNamespace<P> {
  readonly parent: PidNamespace<P> | null;
  readonly level: number;
  readonly id: number;
  readonly processes = new Map<number, P>();
  #next = 1;

  constructor(id: number, parent: PidNamespace<P> | null) {
    this.id = id;
    this.parent = parent;
    this.level = parent ? parent.level + 1 : 0;
  }

  allocate(): number {
    return this.#next++;
  }

  /** Numbers given from now on are at least `pid`: a real host has had a long boot before anyone logs in. */
  skipTo(pid: number): void {
    this.#next = Math.max(this.#next, pid);
  }

  /** Numbers begin anew: the machine was booted. */
  restart(): void {
    this.processes.clear();
    this.#next = 1;
  }

  /** The number given last, as the fifth field of /proc/loadavg tells. */
  get last(): number {
    return this.#next - 1;
  }
}

/** The numbers of one process (or group, or session) in its namespace and all above it; outlives the process. */
export class Pid<P> {
  /** Index is the level of the namespace; 0 is the host's. */
  readonly #numbers: readonly number[];
  readonly namespace: PidNamespace<P>;

  constructor(namespace: PidNamespace<P>) {
    this.namespace = namespace;
    const numbers: number[] = [];
    for (let ns: PidNamespace<P> | null = namespace; ns; ns = ns.parent) numbers[ns.level] = ns.allocate();
    this.#numbers = numbers;
  }

  /** The number as seen from `namespace`; 0 when it cannot be seen from there. */
  in(namespace: PidNamespace<P>): number {
    let ns: PidNamespace<P> | null = this.namespace;
    while (ns && ns.level > namespace.level) ns = ns.parent;
    return ns === namespace ? (this.#numbers[namespace.level] ?? 0) : 0;
  }

  /** The host's number. */
  get host(): number {
    return this.#numbers[0] ?? 0;
  }
}
