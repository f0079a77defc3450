/** What a Dockerfile's ARGs stand for: what was given on the command line over what the file says. */

/** Proxies may be given without an ARG. */
const PREDEFINED = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'FTP_PROXY', 'ftp_proxy', 'NO_PROXY', 'no_proxy'];

type Values = Map<string, string | null>;

/** The build arguments as seen from one place of a Dockerfile. */
export class BuildArgs {
  readonly #given: ReadonlyMap<string, string | null>;
  /** ARGs of this stage. */
  readonly #allowed: Values = new Map();
  /** ARGs before the first FROM. */
  readonly #global: Values;
  readonly #mentioned: Set<string>;

  constructor(given: ReadonlyMap<string, string | null>, global: Values = new Map(), mentioned = new Set<string>()) {
    this.#given = given;
    this.#global = global;
    this.#mentioned = mentioned;
  }

  /** The same for a new stage, which has no ARGs of its own yet. */
  stage(): BuildArgs {
    return new BuildArgs(this.#given, this.#global, this.#mentioned);
  }

  add(name: string, value: string | null): void {
    this.#allowed.set(name, value);
    this.#mentioned.add(name);
  }

  addGlobal(name: string, value: string | null): void {
    this.add(name, value);
    this.#global.set(name, value);
  }

  /** "name=value" of all that may be used here. */
  allowed(): string[] {
    return this.#list(this.#allowed);
  }

  /** "name=value" of what a FROM may use. */
  global(): string[] {
    return this.#list(this.#global);
  }

  /** Those that the environment does not hide. */
  besides(env: readonly string[]): string[] {
    const names = new Set(env.map((entry) => entry.split('=', 1)[0]));
    return this.allowed().filter((entry) => !names.has(entry.split('=', 1)[0]));
  }

  /** What stands before a command in history and cache: proxies count only when an ARG names them. */
  recorded(args: readonly string[]): string[] {
    const counts = (entry: string): boolean => {
      const [name = ''] = entry.split('=', 1);
      return this.#allowed.has(name) || !PREDEFINED.includes(name);
    };
    return args.filter(counts).sort();
  }

  /** What was given and no ARG asked for. */
  unused(): string[] {
    return [...this.#given.keys()].filter((name) => !this.#mentioned.has(name) && !PREDEFINED.includes(name)).sort();
  }

  #list(values: Values): string[] {
    const names = new Set([...values.keys(), ...PREDEFINED]);
    return [...names].flatMap((name) => {
      const value = this.#value(name, values);
      return value === null ? [] : [`${name}=${value}`];
    });
  }

  #value(name: string, values: Values): string | null {
    return this.#given.get(name) ?? values.get(name) ?? this.#global.get(name) ?? null;
  }
}
