/** The words of the scene "Client and server": what every language has. */
import type { Explained } from './explain.ts';
import type { StationId } from './scene.ts';

export interface RequestMessages {
  /** Name of the picture, and of its text equivalent. */
  readonly picture: string;
  readonly tree: string;
  readonly zones: Readonly<Record<'client' | 'server' | 'network', string>>;
  readonly stations: Readonly<Record<StationId, string>>;
  /** What each of them is there for. */
  readonly about: Readonly<Record<StationId, string>>;
  readonly explain: Readonly<Record<Explained, string>>;
  readonly nothing: string;
  readonly plainEngine: string;
  readonly byItself: string;
  readonly nobody: (address: string) => string;
  readonly refused: (message: string) => string;
  readonly asked: (requests: number, registry: number, runtime: number) => string;
  readonly speaksTo: (address: string) => string;
  readonly earlierRows: (n: number) => string;
  readonly laterRows: (n: number) => string;
  readonly times: (n: number) => string;
  readonly fold: (open: boolean) => string;
  readonly askedFor: string;
  readonly answer: string;
  readonly open: string;
  readonly done: string;
  readonly failed: string;
  readonly keys: (earlier: number, later: number) => string;
  /** One row, for the ear: who asks whom for what, and what came of it. */
  readonly spoken: (from: string, to: string, what: string, result: string) => string;
  readonly sent: (bytes: string) => string;
  readonly received: (bytes: string) => string;
}
