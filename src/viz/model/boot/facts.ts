/** What is known of how the host booted and a container started. */
import type { BootStageView, ContainerStartView } from '../../../api/stage.ts';

/** A container's start, as far as the engine tells of it. */
export interface StartFacts {
  readonly name: string;
  readonly image: string;
  readonly command: string;
  readonly layers: readonly { readonly size: number; readonly createdBy: string }[];
  /** Its read-write layer was new and empty. */
  readonly first: boolean;
  readonly readonly: boolean;
  readonly running: boolean;
  /** Milliseconds from the request to its first process; null when nobody has noted it. */
  readonly ms: number | null;
  /** What runc made; null when nobody has noted it. */
  readonly made: Pick<ContainerStartView, 'namespaces' | 'cgroup' | 'mounts' | 'pid' | 'pidInside' | 'driver'> | null;
}

export interface BootFacts {
  /** "Linux 6.1.0-18-amd64" */
  readonly kernel: string;
  /** The moment of the last power-on, ms since 1970; null from a true engine. */
  readonly poweredOn: number | null;
  /** Empty from a true engine: the order is the same, the moments are not known. */
  readonly stages: readonly BootStageView[];
  /** The newest that was started; null without any. */
  readonly start: StartFacts | null;
}
