/** What every scene of the stage is to the page: a module with a `mount`. The page loads it when it is first shown. */
import type { EngineTransport } from '../../api/wire.ts';
import type { StageLocale } from '../messages.ts';

export interface SceneSettings {
  readonly locale: StageLocale;
  readonly theme: 'light' | 'dark';
  /** True: end states and captions only. */
  readonly reducedMotion: boolean;
  /** 1, or about 1.5 for a presenter. */
  readonly factor: number;
}

/** Whose union mount a file is looked at in. */
export type FileOwner = { readonly container: string } | { readonly image: string };

export interface SceneOptions extends SceneSettings {
  readonly transport: EngineTransport;
  /** A file was chosen: whose, its path ("": the layer as a whole), and the layer it was chosen in (its id; "merged" for the union). */
  readonly onOpenFile?: (of: FileOwner, path: string, layer: string) => void;
  /** Somebody chose what is shown: from now on the scene does not follow the commands, until `follow`. */
  readonly onChosen?: () => void;
}

export interface MountedScene {
  /** Another language, theme, motion or size. */
  update(settings: SceneSettings): void;
  /** Another engine has taken the place of the one before (a world restored, rewound): all is asked anew, the picture stays until then. */
  reconnect(transport: EngineTransport): void;
  /** Follows the commands again after a choice. */
  follow(): void;
  /** Shows from near what is on the stage, where there is more to see of it. */
  inspect?(): void;
  destroy(): void;
}

/**
 * Mounts a scene: the picture in `svg` (which fills its box and is redrawn when that changes), the text equivalent in `tree` (an
 * empty element; the page decides whether it is seen). A scene may have to load its words first.
 */
export type MountScene = (svg: SVGSVGElement, tree: HTMLElement, options: SceneOptions) => MountedScene | Promise<MountedScene>;
