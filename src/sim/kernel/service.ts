/** A unit of the host's systemd. */
export interface Service {
  /** "Docker Application Container Engine" */
  readonly description: string;
  /** "https://docs.docker.com" */
  readonly documentation: string;
  /** The command line of its main process. */
  readonly command: readonly string[];
  /** How it stands: running (with its main process), stopped by hand, or failed with what it said last. */
  readonly state: ServiceState;
  /** False when it did not come up: {@link state} says why. */
  start(): Promise<boolean>;
  stop(): Promise<void>;
  /** Reads its configuration anew while it runs. */
  reload(): Promise<void>;
  /** What journald has of it, oldest first. */
  journal(): Promise<readonly JournalLine[]>;
}

/** One line of the journal. */
export interface JournalLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** "dockerd", "systemd" */
  readonly by: string;
  readonly pid: number;
  readonly text: string;
}

export type ServiceState =
  | { readonly kind: 'active'; readonly pid: number; readonly since: number }
  | { readonly kind: 'inactive'; readonly since: number }
  | { readonly kind: 'failed'; readonly since: number; readonly reason: string };
