/**
 * What really happens for a docker command, one hop a line, as the simulated engine tells it (`GET /_huajuan/requests`): who asked whom for
 * what, when, and what came of it. A hop is told when it begins, and again (same `id`, next `seq`) whenever more is known.
 */

/** Who takes part. The storage driver is a part of dockerd; containerd's shims are with containerd. */
export type HopActor = 'terminal' | 'client' | 'dockerd' | 'storage' | 'registry' | 'containerd' | 'runc' | 'kernel';

/** A command line: a process of the docker client. */
export interface HopCommand {
  readonly id: number;
  readonly argv: readonly string[];
}

/** A name and what it is: "Image" and "centos:6.8". */
export type HopFact = readonly [name: string, value: string];

export interface Hop {
  readonly id: number;
  readonly seq: number;
  /** Virtual time, ms since 1970. */
  readonly at: number;
  /** Whose doing it is; null when nobody asked (a restart policy, say). */
  readonly command: HopCommand | null;
  /** The hop that made it happen, or null. */
  readonly parent: number | null;
  readonly from: HopActor;
  readonly to: HopActor;
  /** "GET /v1.41/containers/json?all=1", "Tasks.Start", "runc create", "execve /bin/bash"; of the terminal's hop the command line. */
  readonly what: string;
  /** Where it goes: "unix:///var/run/docker.sock", "https://registry-1.docker.io"; else "". */
  readonly where: string;
  /** Of HTTP; null while there is no answer, and for all that is no HTTP. */
  readonly status: number | null;
  /** "open" while an answer or the end of a stream is waited for. */
  readonly outcome: 'open' | 'ok' | 'failed';
  /** Virtual milliseconds it took so far. */
  readonly ms: number;
  /** Bytes of body or stream, there and back. */
  readonly sent: number;
  readonly received: number;
  /** What was asked for, and what was answered, as far as that can be said in a few words. */
  readonly asked: readonly HopFact[];
  readonly answered: readonly HopFact[];
  /** Why it failed, in the words of whom it was asked. */
  readonly note: string;
}
