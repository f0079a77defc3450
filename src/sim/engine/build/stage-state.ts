import type { Digest, Image, ImageSettings } from '../../image/types.ts';
import type { BuildArgs } from './build-args.ts';

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the next image of a stage will be made with. */
export interface StageState {
  /** The image so far, "" while there is none. */
  imageId: Digest | '';
  settings: ImageSettings;
  author: string;
  /** A CMD of this Dockerfile outlives an ENTRYPOINT that follows; the base's does not. */
  cmdSet: boolean;
  readonly args: BuildArgs;
}

/** A deep enough copy: lists and maps are never changed in place. */
export const copySettings = (settings: ImageSettings, change: ImageSettings = {}): ImageSettings => ({ ...settings, ...change });

/** The state at a stage's beginning, on top of an image or (null) of nothing. */
export function beginStage(image: Image | null, args: BuildArgs): StageState {
  const { ArgsEscaped: _, ...base } = image?.config.config ?? {};
  const Env = base.Env ?? [];
  return {
    imageId: image?.id ?? '',
    settings: {
      ...base,
      OpenStdin: false,
      StdinOnce: false,
      Env: Env.some((entry) => entry.startsWith('PATH=')) ? Env : [...Env, PATH],
    },
    author: '',
    cmdSet: false,
    args,
  };
}

/** The shell before commands in shell form. */
export const shellOf = ({ Shell }: ImageSettings): readonly string[] => (Shell && Shell.length > 0 ? Shell : ['/bin/sh', '-c']);
