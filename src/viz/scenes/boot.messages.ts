/** The words of the boot scene; loaded with it. */
import type { BlockState, BootRow, BootStep } from '../model/boot/scene.ts';
import type { StageLocale } from '../messages.ts';
import { en } from './boot.messages.en.ts';
import { zhCN } from './boot.messages.zh-CN.ts';

/** What the sentences are about. */
export interface BootTerms {
  readonly kernel: string;
  readonly layers: number;
  readonly first: boolean;
  readonly readonly: boolean;
  /** When the host was up, or the container's first process ran; null when not known. */
  readonly ms: number | null;
}

export interface BootWords {
  readonly picture: string;
  readonly tree: string;
  readonly previous: string;
  readonly next: string;
  readonly play: string;
  readonly pause: string;
  readonly steps: string;
  readonly stepOf: (n: number, of: number) => string;
  readonly title: Readonly<Record<BootStep, string>>;
  readonly hostName: string;
  readonly containerName: (name: string) => string;
  /** Before any container was started: what to type. */
  readonly noContainer: string;
  readonly hint: string;
  readonly host: Readonly<Record<BootStep, (terms: BootTerms) => string>>;
  readonly container: Readonly<Record<BootStep, (terms: BootTerms) => string>>;
  /** A time since the start: "2.96 s", "under 1 ms". */
  readonly time: (ms: number) => string;
  /** The name of a block by what it is now. */
  readonly hostBlock: (row: BootRow, state: BlockState, kernel: string) => string;
  readonly containerBlock: (row: BootRow, state: BlockState, of: BootTerms & { readonly command: string }) => string;
  readonly isolation: string;
  readonly console: string;
  readonly engine: string;
}

const catalogs: Readonly<Record<StageLocale, BootWords>> = { en, 'zh-CN': zhCN };

/** The words of one locale. */
export const bootWords = (locale: StageLocale): BootWords => catalogs[locale];
